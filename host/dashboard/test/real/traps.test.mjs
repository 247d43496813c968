// Traps that other dashboards fell into and that only a real server can show; ../TRAPS.md has them all, with their tests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { orders, serveOrders } from './lib/orders.mjs';
import { kMissing, until } from './lib/program.mjs';
import { openAs, openScreen, retype } from './lib/screen.mjs';

const kMany = 1200;
const kExact = '{"id": "exact", "price": 1.10, "number": 12345678901234567890, "bool": "no", "zero": 1e2}';
const kSecret = 'lsxs_pt_of_the_shop_0123456789';

describe('traps', { skip: kMissing }, () => {
  let all, server, target, screen, page, viewer;
  before(async () => {
    const more = {
      'secret.yaml': `clients:\n  other:\n    use: http.client\n    base_uri: http://127.0.0.1:9   # an old one\n    token: ${kSecret}\n`,
    };
    all = await serveOrders([kExact, { id: 'large', text: 'x'.repeat(300_000), price: 2 }, ...orders(3, kMany)], more);
    ({ server, target } = all);
    target.judge = () => [422, '{"error":"not today"}'];
    await all.run();
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await viewer?.close();
    await all?.close();
  });
  const statusOf = async (path, settings) => (await server.ask(`/api/v1${path}`, settings)).status;
  const countOf = async (words) => (await server.get(`/tasks/count?${words}`)).count;
  const taskOf = async (text) => (await server.get('/tasks?texts=true&limit=50')).items.find((one) => one.source.includes(text));
  const ended = (id) => until('the job ends', async () => {
    const job = await server.get(`/jobs/${id}`);
    return ['queued', 'running'].includes(job.state) ? undefined : job;
  });

  test('list, count and bulk refuse a word of a filter that they do not know, and a filter that fits nothing changes nothing', async () => {
    for (const path of ['/tasks?pipelin=orders', '/tasks/count?pipelin=orders']) assert.equal(await statusOf(path), 400, path);
    for (const path of ['/tasks/skip?pipelin=orders', '/tasks/skip', '/tasks/retry']) assert.equal(await statusOf(path, { method: 'POST' }), 400, path);
    const job = { action: 'skip', expected: 0, reason: 'none', key: 'k0', filter: { pipelin: 'orders' } };
    const send = (body) => server.ask('/api/v1/jobs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    assert.equal((await send(job)).status, 400);
    const none = await (await send({ ...job, key: 'k1', filter: { pipeline: 'of-nobody' } })).json();
    if (none.id !== undefined) await ended(none.id);
    assert.equal(await countOf('state=parked'), kMany);
  });

  test('a bulk action touches all that fit, not one page of them, and nothing else', async () => {
    const skip = async (key, filter, expected) => ended((await server.post('/jobs', { action: 'skip', reason: 'no more', key, filter, expected })).id);
    await skip('k2', { state: 'parked', id: '1100' }, 1);
    assert.equal(await countOf('state=parked'), kMany - 1);
    all.add([{ id: 'late', price: 1 }]);
    await all.run();
    const done = await skip('k2b', { state: 'parked', pipeline: 'orders', text: 'of another day' }, 0);
    assert.equal(done.total, 0);
    assert.equal(await countOf('state=parked'), kMany);
  });

  test('the same key gives the same job; a job is paced, stops after failures, and can be cancelled', async () => {
    const body = { action: 'retry', expected: kMany, reason: 'a try', key: 'k3', pace: 60, filter: { state: 'parked', pipeline: 'orders' } };
    const job = await server.post('/jobs', body);
    assert.equal((await server.post('/jobs', body)).id, job.id);
    await server.post(`/jobs/${job.id}/cancel`);
    const cancelled = await ended(job.id);
    assert.equal(cancelled.state, 'cancelled');
    assert.ok(cancelled.done + cancelled.failed < kMany / 2);
    const stopped = await ended((await server.post('/jobs', { ...body, key: 'k4', pace: undefined, stop_after_failures: 5, expected: await countOf('state=parked') })).id);
    assert.notEqual(stopped.state, 'done');
    assert.ok(stopped.failed >= 5 && stopped.failed < kMany / 2, JSON.stringify(stopped));
  });

  test('numbers of a record keep every digit on the page, in the editor and at the target', async () => {
    target.judge = (text) => (text.includes('"exact"') ? 200 : [422, '{"error":"not today"}']);
    const task = await taskOf('"exact"');
    await screen.open(`/tasks/${task.id}`);
    for (const digits of ['12345678901234567890', '1.10', '1e2']) await page.locator('pre', { hasText: digits }).first().waitFor();
    await screen.button('Edit').click();
    assert.match(await page.locator('.cm-content').innerText(), /12345678901234567890/);
    await retype(page, kExact.replace('"exact"', '"exact and mended"'));
    await screen.button('Save').click();
    await screen.says('Saved. A retry sends');
    target.judge = (text) => (text.includes('mended') ? 200 : [422, '{"error":"not today"}']);
    await screen.button('Retry').click();
    await until('it arrived', () => target.taken.length === 1);
    for (const digits of ['12345678901234567890', '1.10', '1e2']) assert.ok(target.taken[0].includes(digits), target.taken[0]);
  });

  test('the second edit of a task is refused, never dropped in silence', async () => {
    const task = await taskOf('"o-5"');
    const seen = (await server.ask(`/api/v1/tasks/${task.id}`)).headers.get('etag');
    const edit = (value, etag) => statusOf(`/tasks/${task.id}/value`, { method: 'PUT', headers: { 'content-type': 'application/json', ...(etag ? { 'if-match': etag } : {}) }, body: value });
    assert.equal(await edit('{"id":"o-5","by":"the first"}', seen), 200);
    assert.equal(await edit('{"id":"o-5","by":"the second"}', seen), 412);
    assert.equal(await edit('{"id":"o-5","by":"the third"}'), 428);
    assert.match((await server.get(`/tasks/${task.id}`)).edited, /the first/);
  });

  test('a large record does not come whole: a part is shown, and it can be downloaded as a file that is no page', async () => {
    const task = await taskOf('"large"');
    await screen.open(`/tasks/${task.id}`);
    const shown = await page.evaluate(() => document.body.innerText.length);
    assert.ok(shown < 200_000, `${shown} characters on the page`);
    const file = await server.ask(`/api/v1/tasks/${task.id}/payload?download=1`);
    assert.match(file.headers.get('content-disposition'), /attachment/);
    assert.match(file.headers.get('content-security-policy'), /sandbox/);
    assert.ok((await file.text()).length >= 300_000);
  });

  test('the filter stands in the address: it is there after a reload, after Back, and for somebody with the link', async () => {
    await screen.open('/tasks?view=records');
    await page.getByLabel('Pipeline', { exact: true }).selectOption('orders');
    await page.getByLabel('Last failed').selectOption('1h');
    await page.getByText(/tasks fit/).waitFor();
    const link = page.url();
    await page.locator('a[href^="/tasks/"]').first().click();
    await page.getByRole('heading', { name: /^Task #/ }).waitFor();
    await page.goBack();
    await page.getByText(/tasks fit/).waitFor();
    await page.reload();
    await page.getByText(/tasks fit/).waitFor();
    assert.equal(page.url(), link);
    assert.equal(await page.getByLabel('Last failed').inputValue(), '1h');
  });

  test('new tasks move no row: a bar says how many', async () => {
    await screen.open('/tasks');
    const row = page.getByRole('table').getByRole('row').nth(1);
    const before = await row.innerText();
    all.add(orders(5001, 5003));
    await all.run();
    await screen.says('3 new tasks');
    assert.equal((await row.innerText()).split('\n')[0], before.split('\n')[0]);
    await screen.button('Show').click();
    await page.getByText('3 new tasks').waitFor({ state: 'detached' });
  });

  test('absolute times are there, in the zone that was chosen', async () => {
    await screen.open('/runs');
    await page.getByLabel('Times').selectOption('UTC');
    assert.match(await page.locator('main time').first().getAttribute('title'), /UTC/);
    await page.getByLabel('Times').selectOption('local');
  });

  test('a preview asks no target, is bounded, and shows what is filtered and what fails', async () => {
    const asked = target.asked;
    const records = Array.from({ length: 500 }, (_, i) => `{"i":${i}}`).join('\n');
    const shown = await server.post('/preview', { pipeline: 'orders', input: { records }, limit: 10 });
    assert.equal(shown.records.length, 10);
    assert.equal(target.asked, asked);
    const endless = await server.post('/eval', { expression: 'map(&map(&map(&map(&@, $root.a), $root.a), $root.a), a)'.replaceAll('$root', '$'), input: JSON.stringify({ a: Array(400).fill(1) }) });
    assert.ok(endless.status >= 400 || endless.value !== undefined);
    assert.equal(await statusOf('/status'), 200);
  });

  test('a secret stays where it is when something beside it changes, and never comes out', async () => {
    await screen.open('/clients/other');
    await page.getByLabel('Address of the').or(page.getByLabel(/^(Base )?(URI|Address)/)).first().fill('http://127.0.0.1:10');
    await screen.saveReviewed();
    await screen.says('other is saved.');
    const text = server.read('secret.yaml');
    assert.ok(text.includes(kSecret) && text.includes('# an old one') && text.includes(':10'), text);
    assert.ok(!(await page.content()).includes(kSecret));
    for (const path of ['/objects', '/configuration/files/secret.yaml', '/configuration/history', '/configuration/history/1', '/audit', '/log?follow=false']) {
      assert.ok(!(await (await server.ask(`/api/v1${path}`)).text()).includes(kSecret), path);
    }
  });

  test('tokens are kept as hashes, and what is refused stands in the audit log with who and from where', async () => {
    const token = server.token('curious', 'viewer');
    assert.equal(await statusOf('/pipelines/orders/runs', { method: 'POST', token }), 403);
    await screen.open('/audit');
    const row = page.getByRole('row', { name: /curious/ }).first();
    await row.waitFor();
    assert.match(await row.innerText(), /127\.0\.0\.1[\s\S]*403|403[\s\S]*127\.0\.0\.1/);
    const state = join(server.home.path, 'state');
    for (const file of ['access_tokens.json', 'audit.ndjson']) {
      try {
        assert.ok(!readFileSync(join(state, file), 'utf8').includes(token), file);
      } catch (e) {
        if (e.code !== 'ENOENT') throw e;
      }
    }
  });

  test('who may only look sees why, and no record', async () => {
    viewer = await openAs(server, server.token('owner', 'viewer'));
    await viewer.open('/pipelines');
    const start = viewer.page.getByRole('button', { name: /^(Start|Stop) orders$/ });
    await start.waitFor();
    assert.ok(await start.isDisabled());
    assert.match(await start.getAttribute('title'), /Needs the role operator; you are viewer/);
    await viewer.open(`/tasks/${(await taskOf('"o-7"')).id}`);
    assert.ok(await viewer.button('Retry').isDisabled());
    await viewer.says('You do not see the texts of records');
    assert.doesNotMatch(await viewer.page.locator('main').innerText(), /"text": "plain"/);
  });

  test('nothing asked another host, broke the policy or failed', () => assert.deepEqual(screen.faults, []));
});
