// What the benchmarks of W1 with a browser share: the source of its pages, a server of it, and CPU times.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kPrograms, kRoot, until } from '../test/real/lib/program.mjs';
import { openScreen } from '../test/real/lib/screen.mjs';
import { serve } from '../test/real/lib/server.mjs';

const kBench = join(kRoot, 'tests/bench');
const kTickMs = 10; // of /proc: CLK_TCK is 100 on Linux

// Pages of products from memory.
export async function startSource(records) {
  const pages = spawn('python3', [join(kBench, 'products.py'), '50', '200', '10000000000'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const source = spawn(join(dirname(kPrograms.sluice), '../bench/page_source'), [String(records)], { stdio: [pages.stdout, 'pipe', 'inherit'] });
  process.on('exit', () => source.kill());
  const [port] = await once(source.stdout, 'data');
  return `http://127.0.0.1:${Number(port)}`;
}

// Pipelines that run each second, with a record each: as many changes a second as a server of many small shops has.
export function smallPipelines(count) {
  const one = (i) => `  small-${i}: {schedule: {every: 1s}, subscriber: {use: file.subscriber, path: one.ndjson}, publisher: {use: file.publisher, path: out-${i}.ndjson}}\n`;
  return { 'small.yaml': `pipelines:\n${Array.from({ length: count }, (_, i) => one(i)).join('')}`, 'one.ndjson': '{"id":1}\n' };
}

export async function open(base, shown) {
  const env = { BASE: base, PAGE_SIZE: '200', AFTER: '10000000000', OUT: '/dev/null', STATE: 'unused' };
  const server = await serve({ files: { 'w1.yaml': readFileSync(join(kBench, 'w1/w1.yaml'), 'utf8') }, env });
  return { server, screen: shown ? await openScreen(server) : undefined };
}

export async function ended(server, id) {
  return until('the run ends', async () => {
    const one = await server.get(`/runs/${id}`);
    return one.outcome !== 'running' && one;
  }, 300_000);
}

// Fields behind the name of the program, which may have blanks: state, parent, …
const statOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');

export function cpuMs(pid) {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * kTickMs;
}

// Of all processes of the browsers that this program has started.
export function browserCpuMs() {
  const children = new Map();
  for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try {
      const parent = Number(statOf(name)[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch { /* it has ended */ }
  }
  const all = [];
  const visit = (pid) => (children.get(pid) ?? []).forEach((one) => { all.push(one); visit(one); });
  visit(process.pid);
  const isBrowser = (pid) => /chrom/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  return all.filter(isBrowser).reduce((sum, pid) => sum + cpuMs(pid), 0);
}

export const round = (value, digits = 3) => Number(value.toFixed(digits));
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
