// From an empty folder to a pipeline, click by click: client, incoming, outgoing, pipeline. Then the same with the keyboard alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { openBrowser, settled } from './browser.mjs';

let browser;
let page;
before(async () => {
  browser = await openBrowser({ files: {} });
  page = await browser.newPage();
});
after(() => browser.close());

const button = (name) => page.getByRole('button', { name, exact: true });

test('a client is created by form, saved as a small file, and tested', async () => {
  await page.goto(`${browser.address}/clients`);
  await page.getByRole('link', { name: 'Create the first one' }).click();
  await page.getByRole('button', { name: /LightSpeedHQ Client/ }).click();
  await page.getByLabel('Name').fill('shop');
  await page.getByLabel('Address of the shop').fill('https://berlin.example');
  await page.getByLabel('Personal token', { exact: true }).fill('LIGHTSPEED_TOKEN');
  await page.getByLabel('Request log').selectOption('headers');
  await button('Save').click();
  await page.getByRole('heading', { name: 'shop', exact: true }).waitFor();
  assert.equal(
    browser.state.files['clients/shop.yaml'],
    'clients:\n  shop:\n    use: lightspeedhq.client\n    base_uri: https://berlin.example\n    token: ${LIGHTSPEED_TOKEN}\n    log_requests: headers\n',
  );
  await page.getByRole('tab', { name: 'Test connection' }).click();
  await button('Test connection').click();
  await page.getByText('The token is valid').waitFor();
  await page.getByText('products:write is missing').waitFor();
});

test('an incoming takes its entity and parameters from the catalogue, and fetches a page', async () => {
  await page.goto(`${browser.address}/incoming/new`);
  await page.getByRole('button', { name: /LightSpeedHQ Subscriber/ }).click();
  await page.getByLabel('Name').first().fill('products');
  await page.getByLabel('Client').selectOption('shop');
  await page.getByLabel('Search entities').fill('prod');
  await page.getByRole('button', { name: /^Products/ }).click();
  await page.getByText('Query parameters').click();
  await page.getByLabel('page_size').fill('200');
  await page.getByLabel('deleted boolean').selectOption('true');
  await button('Fetch a page').click();
  await page.getByText('2 records').waitFor();
  assert.deepEqual(Object.keys(browser.state.files), ['clients/shop.yaml']);
  await button('Save').click();
  await page.getByRole('heading', { name: 'products', exact: true }).waitFor();
  assert.deepEqual(parse(browser.state.files['incoming/products.yaml']), {
    incoming: { products: { subscriber: { use: 'lightspeedhq.subscriber', client: 'shop', entity: 'products', request: { query: { page_size: 200, deleted: true } } } } },
  });
  await page.getByRole('tab', { name: 'Fetch a page' }).click();
  await button('Fetch a page').click();
  await page.getByText('2 records').waitFor();
});

test('an outgoing takes its action from the catalogue', async () => {
  await page.goto(`${browser.address}/outgoing/new`);
  await page.getByRole('button', { name: /LightSpeedHQ Publisher/ }).click();
  await page.getByLabel('Name').first().fill('customers');
  await page.getByLabel('Client').selectOption('shop');
  await page.getByRole('button', { name: /^Customers/ }).click();
  await page.getByRole('button', { name: /^upsert/ }).click();
  await button('Save').click();
  await page.getByRole('heading', { name: 'customers', exact: true }).waitFor();
  assert.deepEqual(parse(browser.state.files['outgoing/customers.yaml']).outgoing.customers.publisher, {
    use: 'lightspeedhq.publisher', client: 'shop', entity: 'customers', action: 'upsert',
  });
});

test('a pipeline uses them, gets steps with a live preview, and keeps comments that were written by hand', async () => {
  await page.goto(`${browser.address}/pipelines/new`);
  await page.getByLabel('Name').first().fill('nightly');
  await page.getByLabel('Incoming').selectOption('products');
  await page.getByLabel('customers').check();
  await button('Save').click();
  await page.getByRole('heading', { name: 'nightly', exact: true }).waitFor();
  browser.state.files['pipelines/nightly.yaml'] = `# by hand\n${browser.state.files['pipelines/nightly.yaml']}`;
  await page.reload();
  await settled(page);
  await button('Fetch records').click();
  await page.getByLabel('Add a step').selectOption('core.filter');
  await button('Add the chosen step to Steps').click();
  await page.getByLabel('Condition').fill('active');
  await page.getByText('Record 1').first().waitFor();
  await button('Review and save').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('nightly is saved and in use.').waitFor();
  assert.equal(
    browser.state.files['pipelines/nightly.yaml'],
    '# by hand\npipelines:\n  nightly:\n    from: products\n    to:\n      - customers\n    transformers:\n      - use: core.filter\n        where: active\n',
  );
});

// Goes on with Tab until the wanted element has the focus, as somebody without a mouse does.
async function tabTo(name, limit = 120) {
  for (let i = 0; i < limit; ++i) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const e = document.activeElement;
      const label = e?.labels?.[0]?.innerText ?? '';
      return `${label} ${e?.getAttribute('aria-label') ?? ''} ${e?.innerText ?? ''}`.trim();
    });
    if (found.replace(/\*/g, '').trim().startsWith(name)) return;
  }
  assert.fail(`Tab does not reach ${name}`);
}

test('a client is created with the keyboard alone', async () => {
  await page.goto(`${browser.address}/clients`);
  await settled(page);
  await tabTo('Create');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New client' }).waitFor();
  await tabTo('LightSpeedHQ Client');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New LightSpeedHQ Client' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'object-name');
  await page.keyboard.type('second');
  await tabTo('Address of the shop');
  await page.keyboard.type('https://second.example');
  await tabTo('Save');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'second', exact: true }).waitFor();
  assert.equal(parse(browser.state.files['clients/second.yaml']).clients.second.base_uri, 'https://second.example');
});

test('the form of a plugin that the dashboard never heard of is there', async () => {
  browser.state.components.push({
    id: 'tidy.source', kind: 'subscriber', plugin: 'tidy', version: '0.1.0', title: 'Tidy', description: 'Out of tree',
    schema: { type: 'object', required: ['place'], properties: { place: { type: 'string', title: 'Place of it' }, odd: { oneOf: [{ type: 'string' }, { type: 'array' }], title: 'Odd one' } } },
  });
  await page.goto(`${browser.address}/incoming/new`);
  await page.getByRole('button', { name: /Tidy Source|tidy Source/ }).click();
  await page.getByLabel('Name').first().fill('tidied');
  await page.getByLabel('Place of it').fill('here');
  await page.getByText('More settings').click();
  await page.getByLabel('Odd one').fill('[a, b]');
  await page.getByLabel('Odd one').blur();
  await button('Save').click();
  await page.getByRole('heading', { name: 'tidied', exact: true }).waitFor();
  assert.deepEqual(parse(browser.state.files['incoming/tidied.yaml']).incoming.tidied.subscriber, { use: 'tidy.source', place: 'here', odd: ['a', 'b'] });
});

test('nothing asked another host, broke the policy or failed', () => {
  assert.deepEqual(browser.faults, []);
});
