// How often pages are drawn by themselves, with a clock of the test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signal } from '@preact/signals';
import { load } from '../bundle.mjs';

const { paced } = await load('state/pace.ts');

function clock() {
  let at = 0;
  let plans = [];
  const pass = (ms) => {
    for (const end = at + ms; ;) {
      const next = plans.filter((p) => p.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) return void (at = end);
      plans = plans.filter((p) => p !== next);
      at = next.at;
      next.work();
    }
  };
  return { times: { now: () => at, later: (work, ms) => void plans.push({ work, at: at + ms }) }, pass };
}

test('what is asked for a hundred times a second is done at once, and then twice a second', () => {
  const { times, pass } = clock();
  let done = 0;
  const { soon } = paced(500, () => ++done, signal(true), times);
  soon();
  assert.equal(done, 1);
  for (let i = 0; i < 200; ++i, pass(10)) soon();
  assert.equal(done, 5);
  pass(10_000);
  assert.equal(done, 5);
});

test('nothing is done while the page is hidden; what was asked for meanwhile is done once, when it is seen', () => {
  const { times, pass } = clock();
  const seen = signal(false);
  let done = 0;
  const { soon, stop } = paced(500, () => ++done, seen, times);
  for (let i = 0; i < 200; ++i, pass(10)) soon();
  assert.equal(done, 0);
  seen.value = true;
  assert.equal(done, 1);
  soon();
  stop();
  pass(1000);
  assert.equal(done, 1);
});
