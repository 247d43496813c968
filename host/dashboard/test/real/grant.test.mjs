// A client is granted access in the browser, at a provider on another site, and comes back. Before the real server.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kMissing } from './lib/program.mjs';
import { openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';
import { startSimulator } from './lib/simulator.mjs';

// The provider is another site than the dashboard, as it is in life: the session's cookie does not come back with it.
const configOf = (address) => `host: {credential_key: ${'ab'.repeat(32)}}
clients:
  shop:
    use: lightspeedhq.client
    base_uri: ${address}
    oauth:
      client_id: simulator
      client_secret: simulator-secret
      scopes: ["products:read"]
      authorize_uri: ${address.replace('127.0.0.1', 'localhost')}/connect
incoming:
  products: {subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products}}
`;

describe('a grant', { skip: kMissing }, () => {
  let simulator, server, screen, page;
  before(async () => {
    simulator = await startSimulator('--products', '3');
    server = await serve({ files: { 'shop.yaml': configOf(simulator.address) } });
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
    await simulator?.stop();
  });

  test('before it, the test of the connection says what is missing', async () => {
    await screen.open('/clients/shop?tab=check');
    await screen.button('Test connection').click();
    await page.locator('dl').getByText('failed', { exact: true }).first().waitFor();
  });

  test('the person grants it there and comes back to the client, and its code is in no address', async () => {
    await screen.button('Connect…').click();
    await screen.says(/^shop is connected: .*products:read/);
    assert.equal(page.url(), `${server.address}/clients/shop?tab=check`);
    await screen.button('Test connection').click();
    await page.locator('dl').getByText('ok', { exact: true }).first().waitFor();
    assert.equal(await page.locator('dl').getByText('failed', { exact: true }).count(), 0);
  });

  test("records come with what was granted, and the application's secret is in no file of the state", async () => {
    await screen.open('/incoming/products?tab=page');
    await screen.button('Fetch a page').click();
    await screen.says(/^[1-9]\d* records?$/);
    const state = join(server.home.path, 'state');
    for (const file of readdirSync(state, { withFileTypes: true }).filter((one) => one.isFile()))
      assert.ok(!readFileSync(join(state, file.name)).includes('simulator-secret'), file.name);
    const foreign = screen.faults.filter((one) => !one.startsWith('request to http://localhost:'));
    assert.deepEqual(foreign, []);
  });
});
