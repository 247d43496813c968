// Every page of the real server, with hostile text wherever text comes from outside: no finding of axe, light and dark; no
// sideways scrolling on a phone; nothing of it is markup. Screenshots of each page, light, dark and on a phone, go to
// build/screenshots/real/.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { orders, serveOrders } from './lib/orders.mjs';
import { kMissing, until } from './lib/program.mjs';
import { openAt } from '../browser/browser.mjs';
import { axe, openScreen, screenshot, settled, widthOf } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';
import { kToken, startSimulator } from './lib/simulator.mjs';

const kHostile = `"'><img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>\${x}{{y}}`;
const kFile = '<img src=x onerror=hacked=1>.yaml';

const shopOf = (simulator) => `clients:
  lightspeed:
    use: lightspeedhq.client
    base_uri: ${simulator.address}
    token: ${kToken}
    log_requests: full
incoming:
  products:
    subscriber: {use: lightspeedhq.subscriber, client: lightspeed, entity: products}
pipelines:
  names:
    from: products
    transformers:
      - {use: core.filter, where: "contains(name, 'onerror')"}
    to: shop
    schedule: {cron: 30 2 * * *, time_zone: Europe/Berlin}
tests:
  - {name: ${JSON.stringify(kHostile)}, pipeline: orders, input: [{a: 1}], expect: [{a: 2}]}
`;

async function prepare(all, simulator) {
  await fetch(`${simulator.address}/api/2026-07/products`, {
    method: 'POST', headers: { authorization: `Bearer ${kToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: kHostile, supply_price: 1 }),
  });
  all.target.judge = () => [422, JSON.stringify({ error: kHostile })];
  await all.run();
  await all.server.post('/pipelines/names/runs');
  const parked = await until('a product is parked', async () => (await all.server.get('/tasks?pipeline=names')).items?.[0]);
  const { items: runs } = await all.server.get('/runs?pipeline=names');
  await all.server.post('/clients/lightspeed/check');
  const job = await all.server.post('/jobs', { action: 'skip', filter: { id: String((await all.server.get('/tasks?pipeline=orders')).items[0].id) }, expected: 1, reason: kHostile, key: 'one' });
  return { task: parked.id, run: runs[0].id, job: job.id };
}

const pagesOf = ({ task, run, job }) => ({
  overview: '/', pipelines: '/pipelines', pipeline: '/pipelines/names', schedule: '/pipelines/names?tab=schedule', settings: '/pipelines/names?tab=settings', 'pipeline-runs': '/pipelines/names?tab=runs',
  tests: '/pipelines/orders?tab=tests', 'pipeline-state': '/pipelines/names?tab=state', 'pipeline-log': '/pipelines/names?tab=log', 'new-pipeline': '/pipelines/new',
  runs: '/runs', run: `/runs/${run}`, tasks: '/tasks', records: '/tasks?view=records', task: `/tasks/${task}`, answer: `/tasks/${task}?tab=answer`,
  jobs: '/jobs', job: `/jobs/${job}`, log: '/log', clients: '/clients', client: '/clients/lightspeed', 'test-connection': '/clients/lightspeed?tab=check',
  'request-log': '/clients/lightspeed?tab=requests', 'new-client': '/clients/new', 'new-client-form': '/clients/new?use=lightspeedhq.client', incomings: '/incoming',
  incoming: '/incoming/products', 'fetch-a-page': '/incoming/products?tab=page', 'new-incoming': '/incoming/new?use=lightspeedhq.subscriber', outgoings: '/outgoing',
  outgoing: '/outgoing/shop', 'new-outgoing': '/outgoing/new?use=lightspeedhq.publisher', configuration: '/configuration', history: '/configuration?tab=history',
  file: '/configuration/shop.yaml', 'no-file': `/configuration/${encodeURIComponent(kFile)}`, state: '/state', plugins: '/plugins', component: '/plugins/lightspeedhq.subscriber',
  playground: '/playground', audit: '/audit', access: '/access', missing: '/nothing/here/at/all', status: '/status',
});

// What may have become of hostile text.
const markupIn = (page) => page.evaluate(() => (globalThis.hacked === undefined ? 0 : 1) + document.querySelectorAll('img, script:not([src]), main script, iframe, [onerror]').length);

describe('every page of the real server', { skip: kMissing }, () => {
  const found = { light: [], dark: [], phone: [], markup: [] };
  let all, screen, page, pages, simulator;
  before(async () => {
    simulator = await startSimulator('--products', '5', '--customers', '2');
    all = await serveOrders([{ id: kHostile, price: 1 }, ...orders(1, 2)], { [kFile]: '# by hand\n', 'shop.yaml': shopOf(simulator) });
    screen = await openScreen(all.server);
    page = screen.page;
    pages = pagesOf(await prepare(all, simulator));
  });
  after(async () => {
    await screen?.close();
    await all?.close();
    await simulator?.stop();
  });

  const look = async (name, path) => {
    await page.goto(all.server.address + path);
    if (name === 'missing' || name === 'status') await page.locator('h1').first().waitFor();
    else await settled(page);
    if (name === 'fetch-a-page') {
      await screen.button('Fetch a page').click();
      await screen.says(/^\d+ records$/);
    }
    found.light.push(...(await axe(page)).map((one) => `${name}: ${one}`));
    await screenshot(page, `real/${name}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    found.dark.push(...(await axe(page)).map((one) => `${name}: ${one}`));
    await screenshot(page, `real/${name}-dark`);
    await page.setViewportSize({ width: 390, height: 844 });
    const width = await widthOf(page, 390);
    if (width > 390) found.phone.push(`${name}: ${width} pixels`);
    await screenshot(page, `real/${name}-phone`);
    if (await markupIn(page)) found.markup.push(name);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  };

  test('all of them are there', async () => {
    for (const [name, path] of Object.entries(pages)) await look(name, path);
  });
  test('axe finds nothing, light or dark', () => assert.deepEqual([...found.light, ...found.dark], []));
  test('none scrolls sideways at 390 pixels', () => assert.deepEqual(found.phone, []));
  test('hostile names, records, errors, answers and file names are text on each', () => assert.deepEqual(found.markup, []));
  test('the hostile text is there to be seen', async () => {
    const hidden = [];
    for (const name of ['task', 'answer', 'tests', 'jobs']) {
      await screen.open(pages[name]);
      await page.locator('main').getByText('onerror=').first().waitFor().catch(() => hidden.push(name));
    }
    assert.deepEqual(hidden, []);
  });
  test('nothing asked another host, broke the policy or failed', () => assert.deepEqual(screen.faults, []));
});

const kPlain = `pipelines:
  ${'nightly-with-a-long-name-'.repeat(4)}:
    subscriber: {use: file.subscriber, path: ../in.ndjson}
    publisher: {use: file.publisher, path: ../out.ndjson}
    schedule: {cron: 30 2 * * *, time_zone: Europe/Berlin}
`;

describe('without a script', { skip: kMissing }, () => {
  let server, browser, page;
  before(async () => {
    server = await serve({ files: { 'plain.yaml': kPlain } });
    browser = await openAt(server.address, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    page = await browser.newPage();
    await page.goto(server.link);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const path of ['/', '/status']) {
    test(`${path} says what each pipeline does, and fits on a phone`, async () => {
      await page.goto(server.address + path);
      const row = page.locator('tbody tr').first();
      await row.waitFor();
      assert.match(await row.innerText(), /nightly-with-a-long-name[^]*Europe\/Berlin/);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
      await screenshot(page, `real/plain${path === '/' ? '' : '-status'}-phone`);
    });
  }
});
