// How quick the pages of tasks are with BENCH_TASKS (1,000,000) parked tasks: answers of the API, and pages in a real browser:
// from the start of the navigation until the rows are drawn, by the page's own clock; and from a click until the next rows. Prints a line of JSON each: least, median and worst of BENCH_TRIES (20), in ms, and
// the machine's load.
import { loadavg } from 'node:os';
import { openAs } from '../test/real/lib/screen.mjs';
import { serveManyTasks } from '../test/real/lib/many.mjs';

const kTasks = Number(process.env.BENCH_TASKS ?? 1_000_000);
const kTries = Number(process.env.BENCH_TRIES ?? 20);

const server = await serveManyTasks(kTasks);
const token = server.token('bench', 'operator');

async function measure(work) {
  const times = [];
  for (let i = 0; i < kTries; ++i) {
    const from = performance.now();
    times.push((await work(i)) ?? performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { least: Math.round(times[0]), median: Math.round(times[Math.floor(kTries / 2)]), worst: Math.round(times[kTries - 1]), load: Number(loadavg()[0].toFixed(1)) };
}

const ask = async (path) => {
  const answer = await server.ask(`/api/v1${path}`, { token });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  JSON.parse(text);
};

const screen = await openAs(server, token);
const { page } = screen;
// Asking from here whether they are there takes a frame or two by itself.
await page.addInitScript(() => {
  const seen = new MutationObserver(() => {
    if (!document.querySelector('tbody tr')) return;
    seen.disconnect();
    requestAnimationFrame(() => (globalThis.rowsAt = performance.now()));
  });
  seen.observe(document, { childList: true, subtree: true });
});
const show = (path) => async () => {
  await page.goto('about:blank');
  await page.goto(server.address + path);
  await page.waitForFunction(() => globalThis.rowsAt);
  return page.evaluate(() => globalThis.rowsAt);
};
// Within the page, as a person goes on.
async function nextPage() {
  const first = await page.locator('a[href^="/tasks/"]').first().innerText();
  await screen.button('Next page').click();
  await page.waitForFunction((was) => document.querySelector('a[href^="/tasks/"]')?.innerText !== was, first);
}

const say = async (what, work) => console.log(JSON.stringify({ tasks: kTasks, what, ...(await measure(work)) }));
await say('api: a page of 100', () => ask('/tasks?state=parked&limit=100'));
await say('api: groups', () => ask('/task-groups?state=parked'));
await say('api: count', () => ask('/tasks/count?state=parked'));
await say('api: count of a group', () => ask('/tasks/count?state=parked&group=2'));
await say('browser: groups', show('/tasks'));
await say('browser: records', show('/tasks?view=records'));
await say('browser: next page', nextPage);
await screen.close();
await server.stop();
process.exit(0);
