// What the dashboard costs a run: W1 (BENCH_RECORDS, 3,000,000 products) in a server, alone and while a browser shows the
// overview, in turn for BENCH_ROUNDS (5). Prints a line of JSON: the server's CPU a record and the rate, the least of all rounds,
// and each round's ratio. On a machine that is full these scatter by more than what is looked for; so there is also the server's
// CPU a second for a browser alone, while a run waits for its source, and what part that is of the CPU that W1 takes a second.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { kPrograms, kRoot, until } from '../test/real/lib/program.mjs';
import { openScreen } from '../test/real/lib/screen.mjs';
import { serve } from '../test/real/lib/server.mjs';

const kRecords = Number(process.env.BENCH_RECORDS ?? 3_000_000);
const kRounds = Number(process.env.BENCH_ROUNDS ?? 5);
const kWaitMs = 20_000;
const kTickMs = 10; // of /proc: CLK_TCK is 100 on Linux
const kBench = join(kRoot, 'tests/bench');

// Pages of products from memory.
async function startSource() {
  const pages = spawn('python3', [join(kBench, 'products.py'), '50', '200', '10000000000'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const source = spawn(join(dirname(kPrograms.sluice), '../bench/page_source'), [String(kRecords)], { stdio: [pages.stdout, 'pipe', 'inherit'] });
  process.on('exit', () => source.kill());
  const [port] = await once(source.stdout, 'data');
  return `http://127.0.0.1:${Number(port)}`;
}

function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
  return (Number(fields[11]) + Number(fields[12])) * kTickMs;
}

async function open(base, shown) {
  const env = { BASE: base, PAGE_SIZE: '200', AFTER: '10000000000', OUT: '/dev/null', STATE: 'unused' };
  const server = await serve({ files: { 'w1.yaml': readFileSync(join(kBench, 'w1/w1.yaml'), 'utf8') }, env });
  return { server, screen: shown ? await openScreen(server) : undefined };
}

// CPU a second of a server whose run waits for a source that does not answer.
async function waiting(base, shown) {
  const { server, screen } = await open(base, shown);
  await server.post('/pipelines/w1/runs');
  await until('the run has begun', async () => (await server.get('/runs')).items?.[0]?.outcome === 'running');
  const { pid } = server.child.process;
  const from = cpuMs(pid);
  await new Promise((done) => setTimeout(done, kWaitMs));
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
  const done = await until('the run ends', async () => {
    const one = await server.get(`/runs/${id}`);
    return one.outcome !== 'running' && one;
  }, 300_000);
  const took = { cpu: (1000 * (cpuMs(pid) - cpu)) / kRecords, wall: performance.now() - from };
  if (!(Number(done.delivered) > 0) || screen?.faults.length > 0) throw new Error(JSON.stringify([done, screen?.faults]));
  await screen?.close();
  await server.stop();
  return took;
}

const round = (value, digits = 3) => Number(value.toFixed(digits));
const base = await startSource();
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
