// Writes test/mock/components.json and host_schema.json: components with their schemas, and the host's own settings, as a built
// sluice prints them.
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

// Without the components and what is made of them.
const { definitions } = JSON.parse(run('schema'));
const kept = ['pipeline', 'outgoing', 'publisher', 'outgoing_retry', 'retry_of_class', 'on_failure', 'on_parked'];
const host = { definitions: Object.fromEntries(kept.map((name) => [name, definitions[name]])) };
writeFileSync(new URL('../test/mock/host_schema.json', import.meta.url), `${JSON.stringify(host, null, 1)}\n`);
