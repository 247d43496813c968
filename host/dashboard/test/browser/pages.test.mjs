// Every page: no finding of axe, dark and light; no sideways scrolling on a phone; hostile text stays text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, openBrowser, screenshot, settled, widthOf } from './browser.mjs';

const kPages = {
  overview: '/', pipelines: '/pipelines', pipeline: '/pipelines/nightly-products', schedule: '/pipelines/nightly-products?tab=schedule',
  tests: '/pipelines/nightly-products?tab=tests', 'new-pipeline': '/pipelines/new', runs: '/runs', run: '/runs/59', tasks: '/tasks',
  records: '/tasks?view=records', task: '/tasks/3', jobs: '/jobs', log: '/log', clients: '/clients', client: '/clients/shop',
  'test-connection': '/clients/shop?tab=check', 'request-log': '/clients/shop?tab=requests', 'new-client': '/clients/new',
  'new-client-form': '/clients/new?use=lightspeedhq.client', incoming: '/incoming/products', outgoing: '/outgoing/books',
  'new-outgoing': '/outgoing/new?use=lightspeedhq.publisher', configuration: '/configuration', history: '/configuration?tab=history',
  file: '/configuration/pipelines%2Fnightly-products.yaml', state: '/state', plugins: '/plugins', component: '/plugins/lightspeedhq.subscriber',
  playground: '/playground', audit: '/audit', access: '/access', missing: '/nothing/here/at/all',
};

let browser;
let page;
before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});
after(() => browser.close());

const go = async (path) => {
  await page.goto(browser.address + path);
  if (path !== kPages.missing) await settled(page);
};

test('axe finds nothing on any page, light and dark, and none scrolls sideways at 390 pixels', async () => {
  const found = [];
  for (const [name, path] of Object.entries(kPages)) {
    await go(path);
    found.push(...(await axe(page)).map((f) => `${name}, light: ${f}`));
    await screenshot(page, name);
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await axe(page)).map((f) => `${name}, dark: ${f}`));
    await screenshot(page, `${name}-dark`);
    await page.setViewportSize({ width: 390, height: 800 });
    const width = await widthOf(page, 390);
    if (width > 390) found.push(`${name} is ${width} pixels wide on a phone`);
    await screenshot(page, `${name}-phone`);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }
  assert.deepEqual(found, []);
});

test('script in a record is shown as text and never runs', async () => {
  await go('/tasks/3');
  assert.match(await page.locator('pre').first().innerText(), /<img src=x onerror=/);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
});

test('no page asks another host, breaks the policy or fails', () => {
  assert.deepEqual(browser.faults, []);
});

test('numbers of a record keep every digit', async () => {
  await go('/tasks/5');
  const text = await page.locator('pre').first().innerText();
  assert.match(text, /"price": 1\.10/);
  assert.match(text, /12345678901234567890/);
});

test('a server without an endpoint is said plainly', async () => {
  browser.state.missing = ['/api/v1/objects', '/api/v1/plugins'];
  await go('/plugins');
  await page.getByText('This server does not offer the list of plugins.').waitFor();
  await go('/clients');
  await page.getByText('This server does not offer the objects of the configuration.').waitFor();
  browser.state.missing = [];
});
