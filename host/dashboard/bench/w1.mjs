// What the dashboard costs a run: W1 (BENCH_RECORDS, 3,000,000 products) in a server, alone and while a browser shows the
// overview, in turn for BENCH_ROUNDS (5). Prints a line of JSON: the server's CPU a record and the rate, the least of all rounds,
// and each round's ratio. On a machine that is full these scatter by more than what is looked for; so there is also the server's
// CPU a second for a browser alone, while a run waits for its source, and what part that is of the CPU that W1 takes a second.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { until } from '../test/real/lib/program.mjs';
import { cpuMs, ended, open, pause, round, startSource } from './lib.mjs';

const kRecords = Number(process.env.BENCH_RECORDS ?? 3_000_000);
const kRounds = Number(process.env.BENCH_ROUNDS ?? 5);
const kWaitMs = 20_000;

// CPU a second of a server whose run waits for a source that does not answer.
async function waiting(base, shown) {
  const { server, screen } = await open(base, shown);
  await server.post('/pipelines/w1/runs');
  await until('the run has begun', async () => (await server.get('/runs')).items?.[0]?.outcome === 'running');
  const { pid } = server.child.process;
  const from = cpuMs(pid);
  await pause(kWaitMs);
  const took = (1000 * (cpuMs(pid) - from)) / kWaitMs;
  await screen?.close();
  await server.kill();
  server.home.remove();
  return took;
}

async function run(base, shown) {
  const { server, screen } = await open(base, shown);
  const { pid } = server.child.process;
  const [from, cpu] = [performance.now(), cpuMs(pid)];
  const { run: id } = await server.post('/pipelines/w1/runs');
  const done = await ended(server, id);
  const took = { cpu: (1000 * (cpuMs(pid) - cpu)) / kRecords, wall: performance.now() - from };
  if (!(Number(done.delivered) > 0) || screen?.faults.length > 0) throw new Error(JSON.stringify([done, screen?.faults]));
  await screen?.close();
  await server.stop();
  return took;
}

const base = await startSource(kRecords);
const rounds = [];
for (let i = 0; i < kRounds; ++i) rounds.push({ alone: await run(base, false), shown: await run(base, true) });
const silent = createServer(() => undefined).listen(0, '127.0.0.1');
await once(silent, 'listening');
const nobody = `http://127.0.0.1:${silent.address().port}`;
const idle = { alone: await waiting(nobody, false), shown: await waiting(nobody, true) };
const least = (which, what) => Math.min(...rounds.map((one) => one[which][what]));
const ratios = rounds.map((one) => round(one.shown.cpu / one.alone.cpu)).sort();
console.log(JSON.stringify({
  what: 'w1 with the dashboard open', records: kRecords, load: round(loadavg()[0], 1), alone_cpu_us: round(least('alone', 'cpu')), shown_cpu_us: round(least('shown', 'cpu')),
  waiting_alone_ms_per_s: round(idle.alone), waiting_shown_ms_per_s: round(idle.shown),
  part_of_w1: round((idle.shown - idle.alone) / ((1000 * kRecords * least('alone', 'cpu')) / 1000 / least('alone', 'wall')), 4),
  cpu_ratio: round(least('shown', 'cpu') / least('alone', 'cpu')), ratios, alone_per_s: Math.round((1000 * kRecords) / least('alone', 'wall')), shown_per_s: Math.round((1000 * kRecords) / least('shown', 'wall')),
}));
process.exit(0);
