// Pages draw a few times a second however much the server tells, and not at all while nobody sees them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipelineStatus } from '../mock/state.mjs';
import { browser, open, page } from './mocked.mjs';

const kPipeline = 'nightly-products';
const kChanges = 200;

// One change of a run's figures, as an event.
function tell(read) {
  const running = { id: 900, pipeline: kPipeline, outcome: 'running', cause: 'manual', started: new Date().toISOString(), read, delivered: 0, filtered: 0, parked: 0 };
  browser.state.runs = [running, ...browser.state.runs.filter((r) => r.id !== running.id)];
  const data = JSON.stringify(pipelineStatus(browser.state, kPipeline));
  for (const stream of browser.state.streams) stream.write(`event: pipeline\ndata: ${data}\n\n`);
}

// Sends changes for two seconds, the last one read at the end; says how often the page was drawn.
async function drawnWhile(shown) {
  await page.evaluate((of) => {
    globalThis.seen = 0;
    globalThis.watch?.disconnect();
    globalThis.watch = new MutationObserver(() => ++globalThis.seen);
    globalThis.watch.observe(document.querySelector(of), { subtree: true, childList: true, characterData: true, attributes: true });
  }, shown);
  for (let i = 1; i <= kChanges; ++i) {
    tell(i);
    await new Promise((done) => setTimeout(done, 10));
  }
  return page.evaluate(() => globalThis.seen);
}

test('two hundred changes in two seconds are drawn a few times, the last one too', async () => {
  await open('/runs');
  tell(0);
  await page.getByRole('table', { name: 'Runs under way' }).waitFor();
  const drawn = await drawnWhile('main');
  await page.getByRole('table', { name: 'Runs under way' }).getByText(String(kChanges), { exact: true }).waitFor();
  assert.ok(drawn > 0 && drawn <= 10, `drawn ${drawn} times`);
});

test('a hidden page is not drawn; when it is seen again it shows what is now', async () => {
  await open('/runs');
  tell(0);
  const table = page.getByRole('table', { name: 'Runs under way' });
  await table.waitFor();
  const show = (state) => page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  await show('hidden');
  assert.equal(await drawnWhile('main'), 0);
  await show('visible');
  await table.getByText(String(kChanges), { exact: true }).waitFor();
});
