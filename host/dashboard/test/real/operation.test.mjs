// What a person sees and does while pipelines run: overview, schedule, tests, runs, state, access. Before the real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { orders, serveOrders } from './lib/orders.mjs';
import { kMissing, until } from './lib/program.mjs';
import { openScreen } from './lib/screen.mjs';
import { kToken, startSimulator } from './lib/simulator.mjs';

const shopOf = (simulator) => `clients:
  lightspeed: {use: lightspeedhq.client, base_uri: "${simulator.address}", token: ${kToken}}
outgoing:
  names: {publisher: {use: file.publisher, path: ../names.ndjson}}
incoming:
  products: {subscriber: {use: lightspeedhq.subscriber, client: lightspeed, entity: products}}
pipelines:
  names:
    from: products
    transformers: [{use: core.map, set: {size: length(name)}}]
    to: names
    schedule: {cron: 30 2 * * *, time_zone: Europe/Berlin}
tests:
  - {name: a name has a length, pipeline: names, input: [{name: Mug}], expect: [{name: Mug, size: 3}]}
  - {name: a name has another length, pipeline: names, input: [{name: Mug}], expect: [{name: Mug, size: 4}]}
`;

describe('operation', { skip: kMissing }, () => {
  let all, server, target, simulator, screen, page;
  const ended = (id) => until('the run ends', async () => {
    const found = await server.get(`/runs/${id}`);
    return found.ended ? found : undefined;
  });
  // Requests are answered when the door is opened.
  const holdTarget = () => {
    let open;
    const door = new Promise((done) => { open = done; });
    target.judge = async () => { await door; return 200; };
    return () => { target.judge = () => 200; open(); };
  };
  before(async () => {
    simulator = await startSimulator('--products', '7');
    all = await serveOrders(orders(1, 3), { 'shop.yaml': shopOf(simulator) });
    ({ server, target } = all);
    await all.run();
    await ended((await server.post('/pipelines/names/runs')).run);
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await all?.close();
    await simulator?.stop();
  });

  test('the overview has a gauge of the rate budget, and a plot of the latest runs', async () => {
    await screen.open('/');
    await page.getByText(/^\d+ of 350 requests left$/).waitFor();
    await page.getByRole('img', { name: /^lightspeed: \d+ percent of the requests are used$/ }).or(page.getByRole('meter', { name: /^lightspeed:/ })).first().waitFor();
    await page.locator('.plot canvas').waitFor();
    const row = page.getByRole('row', { name: /^names/ });
    await row.locator('time').nth(1).waitFor(); // last and next run
  });

  test('a schedule is said in words, with its next five times', async () => {
    await screen.open('/pipelines/names?tab=schedule');
    await page.locator('ol.times li').nth(4).waitFor();
    assert.equal(await page.locator('ol.times li').count(), 5);
    await page.getByText(/02:30.*Europe\/Berlin/).first().waitFor();
    await page.getByLabel('Cron expression').fill('0 9 * * mon');
    await page.getByText(/09:00.*Mon/i).first().waitFor();
  });

  test('tests of a pipeline are run and shown, with what differs', async () => {
    await screen.open('/pipelines/names?tab=tests');
    await screen.button('Run tests').click();
    await screen.says('1 test failed');
    await page.locator('li', { hasText: 'a name has another length' }).locator('pre').getByText('size').waitFor();
    await page.locator('li', { hasText: 'a name has a length' }).getByText('passed', { exact: true }).waitFor();
  });

  test('a run under way shows its figures, what it waits for and its log; it can be stopped, and its profile stays', async () => {
    const open = holdTarget();
    all.add(orders(4, 6));
    await screen.open('/pipelines/orders');
    await screen.button('Start').click();
    const { id } = await until('the run began', async () => (await server.get('/runs?pipeline=orders')).items.find((one) => one.outcome === 'running'));
    await screen.open(`/runs/${id}`);
    await page.getByText('waits for responses').waitFor();
    for (const figure of ['Read', 'Records a second', 'Requests']) await page.locator('.stat', { hasText: figure }).first().waitFor();
    await page.getByRole('list', { name: 'Log' }).getByText(/./).first().waitFor();
    await screen.button('Stop').click();
    await screen.button('Stop the run').click();
    open();
    await ended(id);
    await screen.button('Start again').waitFor();
    await page.getByRole('table', { name: 'Where the time went' }).getByText('http.publisher').first().waitFor();
    const log = await page.getByRole('list', { name: 'Log' }).innerText();
    assert.doesNotMatch(log, /names/);
  });

  test('a task that is retried shows how it went, without a reload; one without a key leads to no other', async () => {
    target.judge = () => [422, '{"error":"not today"}'];
    all.add([{ id: 'slow', price: 1 }]);
    assert.equal(await all.run(), 'parked');
    const { items } = await server.get('/tasks?state=parked&texts=true');
    const { id } = items.find((one) => one.source.includes('"slow"'));
    const open = holdTarget();
    await screen.open(`/tasks/${id}`);
    await page.getByText('has no key').waitFor();
    await screen.button('Try in the preview').click();
    await page.getByRole('region', { name: 'Record 1 for shop (http.publisher)' }).getByText('"slow"').waitFor();
    await page.goBack();
    await screen.button('Retry').click();
    await page.locator('main').getByText('retrying', { exact: true }).waitFor();
    open();
    await page.locator('main').getByText('done', { exact: true }).waitFor();
  });

  test('in the list of a pipeline, a run that began is told by a bar, and one that ended changes where it stands', async () => {
    await screen.open('/pipelines/orders?tab=runs');
    const table = page.getByRole('table', { name: 'Runs, the latest first' });
    await table.waitFor();
    const before = await table.getByRole('row').count();
    const open = holdTarget();
    all.add(orders(7, 8));
    const { run } = await server.post('/pipelines/orders/runs');
    await page.getByText('There are new runs').waitFor();
    assert.equal(await table.getByRole('row').count(), before);
    await screen.button('Show').click();
    const row = table.getByRole('row', { name: new RegExp(`^#${run} `) });
    await row.getByText('running', { exact: true }).waitFor();
    open();
    await ended(run);
    await row.getByText('done', { exact: true }).waitFor();
    // Two that follow each other at once: of the first the events soon tell nothing more.
    const openAgain = holdTarget();
    all.add(orders(9, 9));
    const { run: short } = await server.post('/pipelines/orders/runs');
    await screen.button('Show').click();
    const first = table.getByRole('row', { name: new RegExp(`^#${short} `) });
    await first.getByText('running', { exact: true }).waitFor();
    await page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }) && document.dispatchEvent(new Event('visibilitychange')));
    openAgain();
    await ended(short);
    await ended((await server.post('/pipelines/orders/runs')).run);
    await page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true }) && document.dispatchEvent(new Event('visibilitychange')));
    await first.getByText('done', { exact: true }).waitFor();
  });

  test('a pipeline is taken back to an earlier commit, and started over', async () => {
    await screen.open('/pipelines/orders?tab=state');
    await page.getByRole('button', { name: /^Go back to commit / }).last().click();
    await screen.button('Take it back').click();
    await page.getByText(/^orders goes on from /).waitFor();
    await screen.button('Start over…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await screen.says('orders starts over with its next run.');
    target.taken.length = 0;
    assert.equal(await all.run(), 'done');
    assert.equal(target.taken.length, 10);
  });

  test('a token is made and shown once, opens what its role may, and is taken away', async () => {
    await screen.open('/access');
    await screen.button('New token').click();
    await page.getByLabel('Name', { exact: true }).fill('owner');
    await page.getByLabel('Role', { exact: true }).selectOption('viewer');
    await screen.button('Create').click();
    const token = await page.getByRole('region', { name: 'Token', exact: true }).innerText();
    await screen.button('Done').click();
    const statusOf = async (path, method) => (await server.ask(path, { token, method })).status;
    assert.equal(await statusOf('/api/v1/status'), 200);
    assert.equal(await statusOf('/api/v1/pipelines/orders/runs', 'POST'), 403);
    await screen.button('Take away owner').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click();
    await screen.says('owner is gone.');
    assert.equal(await statusOf('/api/v1/status'), 401);
    assert.ok(!(await page.content()).includes(token));
  });

  test('plugins are there with their components, and each with its settings and its catalogue', async () => {
    await screen.open('/plugins');
    await page.getByRole('link', { name: 'LightSpeedHQ Subscriber' }).click();
    await page.getByRole('table', { name: 'Settings' }).getByText('request_transformers').or(page.getByRole('table', { name: 'Settings' }).getByText('entity')).first().waitFor();
    await page.getByLabel('Search the catalogue').fill('customers');
    await page.locator('summary', { hasText: /customers/i }).first().click();
    await page.getByText('customers:read').first().waitFor();
    assert.deepEqual(screen.faults, []);
  });
});
