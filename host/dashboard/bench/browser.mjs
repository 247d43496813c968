// What the browser itself costs while W1 runs: CPU of the whole Chromium a second with a page open (the least of BENCH_BROWSER_ROUNDS, 3,
// of BENCH_BROWSER_MS, 4,000, each), while a run of W1 that does not end meanwhile is under way, while nothing runs, and while the page is
// hidden; then the same with 40 small pipelines that run each second. Prints a line of JSON for each page, as soon as it is measured. There
// are ten, so it takes two and a half minutes.
import { loadavg } from 'node:os';
import { until } from '../test/real/lib/program.mjs';
import { openScreen, settled } from '../test/real/lib/screen.mjs';
import { serve } from '../test/real/lib/server.mjs';
import { browserCpuMs, open, pause, round, smallPipelines, startSource } from './lib.mjs';

const kRecords = 4_000_000_000; // more than any round reads
const kRounds = Number(process.env.BENCH_BROWSER_ROUNDS ?? 3);
const kMs = Number(process.env.BENCH_BROWSER_MS ?? 4_000);
const kSettleMs = 2_000; // a page that was just opened is still being drawn
const kSmall = 40;
const kPages = { overview: '/', runs: '/runs', pipeline: '/pipelines/w1', log: '/log' };

// Milliseconds of CPU a second.
async function cost() {
  const [from, cpu] = [performance.now(), browserCpuMs()];
  await pause(kMs);
  return (1000 * (browserCpuMs() - cpu)) / (performance.now() - from);
}

async function measure(page) {
  await pause(kSettleMs);
  const all = [];
  for (let i = 0; i < kRounds; ++i) all.push(await cost());
  const line = { what: 'CPU of the browser', page, ms_per_s: round(Math.min(...all), 1), rounds: kRounds, round_ms: kMs, load: round(loadavg()[0], 1) };
  console.log(JSON.stringify(line));
}

const base = await startSource(kRecords);
const { server, screen } = await open(base, true);
const show = async (of, { page }, path) => {
  await page.goto(of.address + path);
  await settled(page);
};
// As a tab behind another one is; a browser without windows shows all of its tabs.
const hide = (page) => page.evaluate(() => {
  Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
});
const end = async (of, { faults, close }) => {
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  await close();
  await of.kill();
  of.home.remove();
};

await show(server, screen, '/');
await measure('overview, nothing runs');
const { run } = await server.post('/pipelines/w1/runs');
await until('the run has begun', async () => (await server.get('/runs')).items?.[0]?.outcome === 'running');
for (const [name, path] of [...Object.entries(kPages), ['run', `/runs/${run}`]]) {
  await show(server, screen, path);
  await measure(`${name}, w1 runs`);
}
await hide(screen.page);
await measure('run, w1 runs, hidden');
const last = await server.get(`/runs/${run}`);
if (last.outcome !== 'running' || !(Number(last.read) > 0)) throw new Error(`the run did not last: ${JSON.stringify(last)}`);
await end(server, screen);

const small = await serve({ files: smallPipelines(kSmall) });
const reader = await openScreen(small);
for (const [name, path] of [['overview', '/'], ['runs', '/runs']]) {
  await show(small, reader, path);
  await measure(`${name}, ${kSmall} small pipelines`);
}
await hide(reader.page);
await measure(`runs, ${kSmall} small pipelines, hidden`);
await end(small, reader);
process.exit(0);
