// What the server keeps and sends: grants, profiles of runs, large texts, tests of a preview, request logs, jobs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, screenshot } from './browser.mjs';
import { browser, button, open, page } from './mocked.mjs';

const kOauthClient = `clients:
  shop:
    use: lightspeedhq.client
    base_uri: https://berlin.retail.lightspeed.app
    oauth: {client_id: a, client_secret: "\${SECRET}", redirect_uri: "http://127.0.0.1:0/callback"}
`;

test('a person connects a client in the browser, and comes back to it', async () => {
  browser.state.files['clients/shop.yaml'] = kOauthClient;
  await open('/clients/shop?tab=check');
  await page.getByText(`${browser.address}/oauth/callback`).waitFor();
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'connect');
  await button('Connect…').click();
  await page.getByText('shop is connected: scopes products:read customers:read.').waitFor();
  assert.equal(browser.state.granted, 'a-secret-code');
  assert.match(page.url(), /\/clients\/shop\?tab=check$/);
});

test('the list of clients shows what the last check found', async () => {
  await open('/clients');
  await page.getByText('not checked').waitFor();
  await open('/clients/shop?tab=check');
  await button('Test connection').click();
  await page.getByText('products:write is missing').waitFor();
  await open('/clients');
  await page.getByText('products:write is missing').waitFor();
});

test('a client names the pipelines that use it, also over a connection', async () => {
  await open('/clients/shop?tab=users');
  const users = page.getByRole('tabpanel');
  await users.getByRole('link', { name: 'nightly-products' }).waitFor();
  await users.getByRole('link', { name: 'customers-back' }).waitFor();
});

test('the code of a grant leaves the address, and a return that was not begun here is refused', async () => {
  await page.goto(`${browser.address}/oauth/callback?code=stolen&state=made-up.shop`);
  await page.getByText('begin again').waitFor();
  assert.equal(new URL(page.url()).search, '');
  assert.equal(browser.state.granted, undefined);
  assert.deepEqual(await axe(page), []);
});

test('a run shows where its time went', async () => {
  await open('/runs/59');
  const table = page.getByRole('table', { name: 'Where the time went' });
  await table.getByRole('img', { name: /waiting on the rate budget 2\.0 s/ }).waitFor();
  assert.match(await table.innerText(), /transformers\[1\] \(core\.map\)/);
  assert.match(await table.innerText(), /4 commits/);
  await page.getByText('bound by the rate budget of shop').waitFor();
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'run-profile');
});

test('a run that is under way says what it waits for, and how many requests it sent', async () => {
  const { profile, ended, elapsed_ms, ...running } = browser.state.runs[0];
  browser.state.runs[0] = { ...running, outcome: 'running', requests: 17, waits_for: 'rate budget' };
  await open(`/runs/${running.id}`);
  await page.getByText('waits for the rate budget').waitFor();
  await page.getByText('17', { exact: true }).waitFor();
  browser.state.runs[0].waits_for = 'responses';
  await page.getByText('waits for responses').waitFor();
});

test('a record of 16 MiB is shown from its beginning, grows on request, and can be downloaded', async () => {
  const size = 16 * 1024 * 1024;
  const text = `{"n":"${'x'.repeat(65526)}END-OF-PIECE${'y'.repeat(size - 65546)}"}`;
  Object.assign(browser.state.tasks[4], { source: text, value: text });
  await open('/tasks/5');
  const record = page.getByRole('region', { name: 'Record as it arrived' });
  await page.getByText('16.0 MiB, the first 64.0 KiB are shown').first().waitFor();
  assert.equal((await record.innerText()).length, 65536);
  await button('Show more of Record as it arrived').click();
  await page.getByText('the first 128.0 KiB are shown').waitFor();
  assert.match(await record.innerText(), /END-OF-PIECE/);
  assert.ok(await button('Edit').isDisabled());
  const link = page.getByRole('link', { name: 'Download' }).first();
  assert.match(await link.getAttribute('href'), /\/api\/v1\/tasks\/5\/payload\?text=source&download=1$/);
});

test('a preview is saved as a test, and stands in the list of tests', async () => {
  await open('/pipelines/nightly-products');
  await page.getByLabel('One record of JSON on each line').fill('{"id":1,"price":9.50,"cost":4}\n{"id":2,"deleted_at":"2026-11-01"}\n{"id":3,"price":"x"}');
  await page.getByLabel('One record of JSON on each line').blur();
  await page.getByText(/"margin": 5\.5/).first().waitFor();
  await button('Save as a test…').click();
  await page.getByLabel('What the test shows').fill('a margin is what is left');
  await button('Save the test').click();
  await page.getByText('The test is saved in pipelines/nightly-products.test.yaml.').waitFor();
  const written = browser.state.files['pipelines/nightly-products.test.yaml'];
  assert.match(written, /- name: a margin is what is left\n {4}pipeline: nightly-products\n/);
  assert.match(written, /price: 9\.5\n/);
  assert.match(written, /errors:\n {6}- record: 3\n {8}step: core\.map/);
  await page.getByRole('tab', { name: 'Tests' }).click();
  await page.getByText('a margin is what is left').waitFor();
});

test('a second test is put behind the first one, and no other byte changes', async () => {
  const before = '# by hand\ntests:\n  - {name: one, pipeline: nightly-products, input: [], expect: []} # first\n';
  browser.state.files['pipelines/nightly-products.test.yaml'] = before;
  await open('/pipelines/nightly-products');
  await page.getByLabel('One record of JSON on each line').fill('{"id":1,"price":2,"cost":1}');
  await page.getByLabel('One record of JSON on each line').blur();
  await page.getByText(/"margin": 1/).first().waitFor();
  await button('Save as a test…').click();
  await page.getByLabel('What the test shows').fill('two');
  await button('Save the test').click();
  await page.getByText('The test is saved in').waitFor();
  const written = browser.state.files['pipelines/nightly-products.test.yaml'];
  assert.ok(written.startsWith(before));
  assert.match(written.slice(before.length), /^ {2}- name: two\n/);
});

test('the request log is followed, and holds still when it is paused', async () => {
  await open('/clients/shop?tab=requests');
  await page.getByText('/api/2026-07/products?page_size=200').waitFor();
  browser.state.requests.push({ url: '/api/2026-07/customers' });
  await page.getByText('/api/2026-07/customers').waitFor();
  await button('Pause').click();
  browser.state.requests.push({ url: '/api/2026-07/outlets' });
  await page.getByText('1 new request').waitFor();
  assert.equal(await page.getByText('/api/2026-07/outlets').count(), 0);
  await button('Show').click();
  await page.getByText('/api/2026-07/outlets').waitFor();
});

test('a job that a restart interrupted says so, and goes on when it is asked to', async () => {
  const left = browser.state.tasks.slice(0, 10);
  browser.state.jobs = [{ id: 1, key: 'k', action: 'skip', reason: 'wrong prices', state: 'interrupted', total: 40, done: 30, failed: 0, who: 'anna', started: new Date().toISOString(), message: 'the server ended', left }];
  await open('/jobs/1');
  await page.getByText('Interrupted by a restart: 30 of 40 done.').waitFor();
  await button('Continue').click();
  await page.getByText('done', { exact: true }).waitFor();
  assert.equal(browser.state.jobs[0].done, 40);
});

test('nothing asked another host, broke the policy or failed', () => {
  assert.deepEqual(browser.faults, []);
});
