// Many tasks: pages, groups, counts and filters stay exact. How quick they are with a million, bench/tasks.mjs measures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveManyTasks } from './lib/many.mjs';
import { kMissing } from './lib/program.mjs';
import { openScreen } from './lib/screen.mjs';

const kTasks = 20_000;

describe('twenty thousand tasks', { skip: kMissing }, () => {
  let server, screen, page;
  before(async () => {
    server = await serveManyTasks(kTasks);
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
  });

  test('twenty thousand tasks are paged, grouped and counted exactly', async () => {
    const seen = new Set();
    let cursor = '';
    do {
      const part = await server.get(`/tasks?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      part.items.forEach((one) => seen.add(one.id));
      cursor = part.next ?? '';
    } while (cursor);
    assert.equal(seen.size, kTasks);
    assert.equal((await server.get('/tasks/count?state=parked')).count, kTasks);
    const groups = await server.get('/task-groups?state=parked&limit=200');
    assert.equal(groups.items.reduce((sum, one) => sum + one.count, 0), kTasks);
  });

  test('the page shows the groups, the first records of one, the next ones and the way back', async () => {
    await screen.open('/tasks');
    await page.getByRole('table').getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByText(/tasks? fits?$/).waitFor();
    const first = await page.locator('a[href^="/tasks/"]').first().innerText();
    await screen.button('Next page').click();
    await page.waitForFunction((was) => document.querySelector('a[href^="/tasks/"]')?.innerText !== was, first);
    await page.goBack();
    await page.waitForFunction((was) => document.querySelector('a[href^="/tasks/"]')?.innerText === was, first);
    assert.deepEqual(screen.faults, []);
  });
});
