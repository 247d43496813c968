// The browser is closed, the server is killed and restarted, the network is cut: the page says so and comes back by itself.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startCable } from './lib/cable.mjs';
import { orders, serveOrders } from './lib/orders.mjs';
import { kMissing } from './lib/program.mjs';
import { openAs, openScreen, retype } from './lib/screen.mjs';

const kLost = 'The server cannot be reached';

describe('what goes away and comes back', { skip: kMissing }, () => {
  let all, server;
  before(async () => {
    all = await serveOrders(orders(1, 3));
    server = all.server;
  });
  after(() => all?.close());

  const live = (page) => page.getByText('Live', { exact: true }).waitFor();

  test('a browser that is closed in the middle of an edit takes nothing with it', async (t) => {
    const text = server.read('orders.yaml');
    const first = await openScreen(server);
    await first.open('/configuration/orders.yaml');
    await first.page.locator('.cm-content').click();
    await first.page.keyboard.insertText('x');
    await first.close();
    assert.equal(server.read('orders.yaml'), text);
    const second = await openAs(server, server.token('second', 'editor'));
    t.after(() => second.close());
    await live(second.page);
  });

  test('a server that is killed is said, and the page is live again when it is back, with what happened meanwhile', async (t) => {
    const token = server.token('watcher', 'editor');
    const screen = await openAs(server, token);
    t.after(() => screen.close());
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
  });

  test('an edit that is not saved outlives the session, for who made it and for nobody else', async (t) => {
    const own = server.token('writer', 'editor');
    const screen = await openAs(server, own);
    t.after(() => screen.close());
    const { page } = screen;
    const shown = (comment) => page.locator('.cm-content').getByText(comment);
    const signIn = async (token) => {
      await page.getByLabel('Access token').fill(token);
      await screen.button('Sign in').click();
      await live(page);
    };
    const editUntilItEnds = async (comment) => {
      await screen.open('/configuration/orders.yaml');
      await retype(page, `${server.read('orders.yaml')}${comment}\n`);
      await shown(comment).waitFor();
      await server.kill();
      await server.start();
      await page.getByText('What you have not saved is still there').waitFor();
      assert.ok(!(await shown(comment).isVisible()));
    };
    await editUntilItEnds('# a long edit');
    await signIn(own);
    await shown('# a long edit').waitFor();
    await screen.saveReviewed();
    await screen.says('orders.yaml is saved and in use.');
    assert.match(server.read('orders.yaml'), /# a long edit\n$/);
    await editUntilItEnds('# of the first');
    await signIn(server.token('another', 'editor'));
    await shown('# a long edit').waitFor();
    assert.equal(await shown('# of the first').count(), 0);
  });

  test('two tabs share one stream of events, and the second goes on with it when the first is closed', async (t) => {
    const screen = await openAs(server, server.token('tabs', 'operator'));
    t.after(() => screen.close());
    let streams = 0;
    screen.page.context().on('request', (request) => { streams += request.url().endsWith('/api/v1/events') ? 1 : 0; });
    await screen.open('/');
    const second = await screen.browser.newPage();
    await second.goto(`${server.address}/pipelines`);
    const row = second.getByRole('row', { name: /^orders/ });
    const follows = async () => {
      const { run } = await server.post('/pipelines/orders/runs');
      await row.locator(`a[href="/runs/${run}"]`).waitFor();
    };
    await follows();
    assert.equal(streams, 1);
    await screen.page.close();
    await follows();
    assert.equal(streams, 2);
  });

  test('a cut network is said, whether the connections end or just say nothing, and the page comes back', async (t) => {
    const cable = await startCable(server.address);
    t.after(() => cable.stop());
    const screen = await openAs({ ...server, address: cable.address }, server.token('far', 'operator'));
    t.after(() => screen.close());
    const { page } = screen;
    await live(page);
    for (const cut of [cable.tear, cable.mute]) {
      cut();
      await page.getByText(kLost).waitFor({ timeout: 60_000 });
      cable.mend();
      await page.getByText(kLost).waitFor({ state: 'detached', timeout: 60_000 });
      await live(page);
    }
  });
});
