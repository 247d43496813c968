// The browser is closed, the server is killed and restarted, the network is cut: the page says so and comes back by itself.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startCable } from './lib/cable.mjs';
import { orders, serveOrders } from './lib/orders.mjs';
import { kMissing } from './lib/program.mjs';
import { openAs, openScreen } from './lib/screen.mjs';

const kLost = 'The server cannot be reached';

describe('what goes away and comes back', { skip: kMissing }, () => {
  let all, server;
  before(async () => {
    all = await serveOrders(orders(1, 3));
    server = all.server;
  });
  after(() => all?.close());

  const live = (page) => page.getByText('Live', { exact: true }).waitFor();

  test('a browser that is closed in the middle of an edit takes nothing with it', async () => {
    const text = server.read('orders.yaml');
    const first = await openScreen(server);
    await first.open('/configuration/orders.yaml');
    await first.page.locator('.cm-content').click();
    await first.page.keyboard.insertText('x');
    await first.close();
    assert.equal(server.read('orders.yaml'), text);
    const second = await openAs(server, server.token('second', 'editor'));
    await live(second.page);
    await second.close();
  });

  test('a server that is killed is said, and the page is live again when it is back, with what happened meanwhile', async () => {
    const token = server.token('watcher', 'editor');
    const screen = await openAs(server, token);
    const { page } = screen;
    await live(page);
    await server.kill();
    await screen.says(kLost);
    await server.start();
    // Sessions end with the server; the person signs in again where they were.
    await page.getByLabel('Access token').fill(token);
    await screen.button('Sign in').click();
    await live(page);
    await page.getByText(kLost).waitFor({ state: 'detached' });
    await screen.button('Start orders').click();
    await page.getByRole('row', { name: /orders/ }).getByText('done', { exact: true }).waitFor();
    await screen.close();
  });

  test('a cut network is said, whether the connections end or just say nothing, and the page comes back', async () => {
    const cable = await startCable(server.address);
    const screen = await openAs({ ...server, address: cable.address }, server.token('far', 'operator'));
    const { page } = screen;
    await live(page);
    for (const cut of [cable.tear, cable.mute]) {
      cut();
      await page.getByText(kLost).waitFor({ timeout: 60_000 });
      cable.mend();
      await page.getByText(kLost).waitFor({ state: 'detached', timeout: 60_000 });
      await live(page);
    }
    await screen.close();
    await cable.stop();
  });
});
