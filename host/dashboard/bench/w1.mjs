// W1 by `sluice serve`, in turn without a browser and with one that shows the overview: CPU time of the server and time of the
// run. BENCH_SOURCE: where the products come from. BENCH_ROUNDS (5). Prints a line of JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kRoot, until } from '../test/real/lib/program.mjs';
import { openAs } from '../test/real/lib/screen.mjs';
import { serve } from '../test/real/lib/server.mjs';

const kRounds = Number(process.env.BENCH_ROUNDS ?? 5);
const kTicksASecond = 100;
const kRecordsOf = (run) => run.delivered;

const config = readFileSync(join(kRoot, 'tests/bench/w1/w1.yaml'), 'utf8');
const server = await serve({
  files: { 'w1.yaml': config },
  env: { BASE: process.env.BENCH_SOURCE, PAGE_SIZE: '200', AFTER: process.env.BENCH_AFTER ?? '0', OUT: '/dev/null', STATE: '../state' },
});
const token = server.token('bench', 'operator');

// User and system time of the server so far, in ms.
function cpuMs() {
  const fields = readFileSync(`/proc/${server.child.process.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / kTicksASecond;
}

async function round() {
  await server.post('/state/w1/reset');
  const [cpu, from] = [cpuMs(), performance.now()];
  const { run: id } = await server.post('/pipelines/w1/runs');
  const run = await until('the run ends', async () => {
    const found = await server.get(`/runs/${id}`);
    return found.ended ? found : undefined;
  }, 600_000);
  if (run.outcome !== 'done') throw new Error(JSON.stringify(run));
  return { cpu_ms: cpuMs() - cpu, wall_ms: performance.now() - from, records: kRecordsOf(run) };
}

async function open() {
  const screen = await openAs(server, token);
  await screen.page.getByText('Live', { exact: true }).waitFor();
  return screen;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const results = { without: [], with: [] };
await round();
for (let i = 0; i < kRounds; ++i) {
  results.without.push(await round());
  const screen = await open();
  results.with.push(await round());
  await screen.close();
}
const of = (name, figure) => results[name].map((one) => Math.round(one[figure]));
const ratios = (figure) => results.with.map((one, i) => one[figure] / results.without[i][figure]);
console.log(JSON.stringify({
  records: results.with[0].records, rounds: kRounds,
  cpu_ms: { without: of('without', 'cpu_ms'), with: of('with', 'cpu_ms'), ratio: Number(median(ratios('cpu_ms')).toFixed(3)) },
  wall_ms: { without: of('without', 'wall_ms'), with: of('with', 'wall_ms'), ratio: Number(median(ratios('wall_ms')).toFixed(3)) },
}));
await server.stop();
