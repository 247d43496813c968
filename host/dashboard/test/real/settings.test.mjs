// Settings of a pipeline, its schedule and its targets by form, drawn from the host's schema, before the real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { kMissing } from './lib/program.mjs';
import { axe, openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';

const kConfig = `outgoing:
  chat:
    publisher: {use: file.publisher, path: ../chat.ndjson}
  books:
    # nobody else writes there
    publisher: {use: file.publisher, path: ../books.ndjson}
pipelines:
  orders:   # of all shops
    subscriber: {use: file.subscriber, path: ../orders.ndjson}
    schedule: "*/15 * * * *"
    weight: 3   # the most important one
    to: books
    publisher: {use: file.publisher, path: ../copy.ndjson}
`;

describe('settings', { skip: kMissing }, () => {
  let server, screen, page;
  const group = (name) => page.getByRole('group', { name, exact: true });
  const summary = (text) => page.locator('summary', { hasText: text }).first();
  const savedOf = () => parse(server.read('shop.yaml'));
  const checked = () => page.getByRole('status').filter({ hasText: 'Checked: no problems' }).waitFor();
  const open = async (path, tab) => {
    await screen.open(path);
    await page.getByRole('tab', { name: tab }).click();
  };
  before(async () => {
    server = await serve({ files: { 'shop.yaml': kConfig } });
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
  });

  test('each setting that a pipeline, a schedule or a target may have has a field, and none is a field of YAML', async () => {
    const { definitions } = await server.get('/schema');
    const shown = (path) => page.locator(`[id="f-${path}"], [data-field="f-${path}"]`).first().waitFor({ state: 'attached' });
    const missing = async (names, at) => {
      for (const name of names) await shown(`${at}-${name}`);
      assert.equal(await page.getByText('As YAML').count(), 0);
    };
    const others = (from, known) => Object.keys(from.properties).filter((name) => !known.includes(name));
    await open('/pipelines/orders', 'Settings');
    await missing(others(definitions.pipeline, ['from', 'to', 'subscriber', 'transformers', 'publishers', 'publisher', 'schedule']), 'pipelines-orders');
    await page.getByRole('tab', { name: 'Schedule' }).click();
    await page.getByRole('button', { name: /^Set more/ }).click();
    await missing(others(definitions.pipeline.properties.schedule.oneOf[1], ['every']), 'pipelines-orders-schedule');
    await screen.open('/outgoing/books');
    await missing(others(definitions.outgoing, ['publisher', 'where', 'transformers', 'on_success', 'on_error', 'then']), 'outgoing-books');
    await missing(['on_crash'], 'outgoing-books-publisher');
  });

  test('a pipeline gets its settings, and the file keeps its comments', async () => {
    await open('/pipelines/orders', 'Settings');
    await page.getByLabel('Keep the order of').fill('customer.id');
    await page.getByLabel('After a crash').selectOption('repeat');
    await page.getByLabel('Limit of parked records', { exact: true }).selectOption({ label: 'A number…' });
    await group('Limit of parked records').getByLabel('Value').fill('20');
    await page.getByLabel('Keep what was delivered', { exact: true }).selectOption('all');
    await summary(/^Retries/).click();
    await page.getByLabel('Tries', { exact: true }).fill('7');
    await page.getByLabel('Name of what is added to By kind of failure').fill('rate_limited');
    await page.getByRole('button', { name: 'Add to By kind of failure' }).click();
    await group('rate_limited').getByLabel('Tries', { exact: true }).fill('3');
    await summary('Tell of failed runs').click();
    await page.locator('#f-pipelines-orders-on_failure-to').selectOption('chat');
    await checked();
    assert.deepEqual(await axe(page), []);
    await screen.saveReviewed();
    await screen.says('The settings of orders are saved.');
    const { orders } = savedOf().pipelines;
    assert.deepEqual(
      { ...orders, subscriber: 0, publisher: 0, schedule: 0, to: 0 },
      {
        subscriber: 0, publisher: 0, schedule: 0, to: 0, weight: 3, order_by: 'customer.id', on_crash: 'repeat', park_limit: 20, keep: 'all',
        retry: { attempts: 7, classes: { rate_limited: { attempts: 3 } } }, on_failure: { to: 'chat' },
      },
    );
    const text = server.read('shop.yaml');
    for (const comment of ['# of all shops', '# the most important one', '# nobody else writes there']) assert.ok(text.includes(comment), text);
  });

  test('a setting is taken out again, and a wrong one is told at its field', async () => {
    await open('/pipelines/orders', 'Settings');
    await page.getByLabel('Keep what was delivered', { exact: true }).selectOption({ label: 'Settings…' });
    const keep = group('Keep what was delivered');
    await keep.getByLabel('Longest age').fill('soon');
    await keep.locator('.error').waitFor();
    await keep.getByLabel('Longest age').fill('90d');
    await page.getByLabel('Limit of parked records', { exact: true }).selectOption('');
    await checked();
    await screen.saveReviewed();
    await screen.says('The settings of orders are saved.');
    const { keep: kept, park_limit: limit } = savedOf().pipelines.orders;
    assert.deepEqual({ kept, limit }, { kept: { age: '90d' }, limit: undefined });
  });

  test('a schedule that was a text gets maintenance windows', async () => {
    await open('/pipelines/orders', 'Schedule');
    await page.getByRole('button', { name: /^Set more/ }).click();
    await page.getByLabel('Spread').fill('2m');
    await page.getByLabel('Starts that were missed').selectOption('all');
    await page.getByRole('button', { name: 'Add to Maintenance windows' }).click();
    const window = group('Maintenance windows 1');
    await window.getByLabel('From').fill('22:00');
    await window.getByLabel('To').fill('06:00');
    await group('Days').getByRole('button', { name: 'Add' }).click();
    await page.getByLabel('Days 1', { exact: true }).fill('sat');
    await checked();
    assert.deepEqual(await axe(page), []);
    await screen.saveReviewed();
    await screen.says('The schedule is saved.');
    assert.deepEqual(savedOf().pipelines.orders.schedule, {
      cron: '*/15 * * * *', jitter: '2m', catch_up: 'all', windows: [{ from: '22:00', to: '06:00', days: ['sat'] }],
    });
  });

  test('an outgoing and a target within a pipeline get a backlog and retries', async () => {
    await screen.open('/outgoing/books');
    await summary('If it is down, and retries').click();
    await page.getByLabel('Backlog', { exact: true }).selectOption({ label: 'Settings…' });
    await group('Backlog').getByLabel('Longest age').fill('2d');
    await page.getByLabel('After a crash').selectOption('park');
    await checked();
    await screen.saveReviewed();
    await screen.says('books is saved.');
    const { books } = savedOf().outgoing;
    assert.deepEqual({ backlog: books.backlog, on_crash: books.publisher.on_crash }, { backlog: { age: '2d' }, on_crash: 'park' });
    await screen.open('/pipelines/orders');
    await summary('Target').click();
    await summary('If it is down, and retries').click();
    await page.getByLabel('Backlog', { exact: true }).selectOption('off');
    await summary(/^Retries/).click();
    await page.getByLabel('Tries', { exact: true }).fill('2');
    await checked();
    await screen.saveReviewed();
    await screen.says('orders is saved and in use.');
    const { backlog, retry } = savedOf().pipelines.orders.publisher;
    assert.deepEqual({ backlog, retry }, { backlog: 'off', retry: { attempts: 2 } });
    assert.deepEqual(screen.faults, []);
  });
});
