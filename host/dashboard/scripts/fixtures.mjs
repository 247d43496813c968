// Writes test/mock/components.json: components with their schemas, as a built sluice prints them.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const program = process.argv[2] ?? '../../build/release/bin/sluice';
const run = (...args) => execFileSync(program, args, { encoding: 'utf8' });
const wanted = [
  'lightspeedhq.client', 'lightspeedhq.subscriber', 'lightspeedhq.publisher', 'http.client', 'http.publisher',
  'file.subscriber', 'file.publisher', 'core.map', 'core.filter', 'core.cast', 'core.branch', 'title_case.transformer',
];
const components = wanted.map((id) => {
  const one = JSON.parse(run('plugins', 'show', id, '--json'));
  const { kind, title, description, config } = one;
  return { id, kind, plugin: id.split('.')[0], version: '1.0.0', title, description, schema: config };
});
writeFileSync(new URL('../test/mock/components.json', import.meta.url), `${JSON.stringify(components, null, 1)}\n`);
