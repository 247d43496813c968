// Work with tasks, runs and files, with a second person, a bad edit, a server that goes away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retype } from './browser.mjs';
import { browser, button, open, page } from './mocked.mjs';

const parked = () => browser.state.tasks.filter((t) => t.state === 'parked').length;

test('a task is mended with a diff and then retried', async () => {
  await open('/tasks/5');
  await button('Edit').click();
  await retype(page, '{"id": "p-5", "price": 2.50}');
  await page.getByText('added:').first().waitFor({ state: 'attached' });
  await button('Save').click();
  await page.getByText('Saved. A retry sends the changed value').waitFor();
  assert.equal(browser.state.tasks[4].edited, '{"id": "p-5", "price": 2.50}');
  await button('Retry').click();
  await page.getByText('The record is sent again.').waitFor();
  assert.equal(browser.state.tasks[4].state, 'done');
});

test('a second editor of a task gets a conflict with both texts, and nothing is lost', async () => {
  await open('/tasks/6');
  await button('Edit').click();
  await retype(page, '{"mine": 1}');
  Object.assign(browser.state.tasks[5], { edited: '{"theirs": 1}', version: 9 });
  await button('Save').click();
  await page.getByText('Somebody else changed this task').waitFor();
  const both = await page.getByRole('region', { name: 'Their value against yours' }).innerText();
  assert.match(both, /theirs/);
  assert.match(both, /mine/);
  assert.equal(browser.state.tasks[5].edited, '{"theirs": 1}');
  await button('Go on with mine').click();
  await button('Save').click();
  await page.getByText('Saved. A retry sends').waitFor();
  assert.equal(browser.state.tasks[5].edited, '{"mine": 1}');
});

test('a bulk retry is counted first, touches only what the filter finds, and shows its progress', async () => {
  await open('/tasks?view=records&group=2');
  await page.getByText('10 tasks fit').waitFor();
  await button('Retry all…').click();
  await page.getByLabel('Reason').fill('the target is mended');
  await button('Retry 10').click();
  await page.getByRole('heading', { name: 'Retry of 10 tasks' }).waitFor();
  await page.getByText('done', { exact: true }).waitFor();
  assert.equal(parked(), 30);
  assert.equal(browser.state.jobs[0].reason, 'the target is mended');
});

test('new tasks raise a bar and move no row until it is pressed', async () => {
  await open('/tasks');
  await page.getByText('price: must be at least').first().waitFor();
  browser.state.tasks.push({ ...browser.state.tasks[0], id: 99 });
  await page.getByText('1 new task').waitFor();
});

test('a list of records does not move when new ones come, and says how many', async () => {
  await open('/tasks?view=records&pipeline=nightly-products');
  await page.getByText('30 tasks fit').waitFor();
  await page.waitForResponse(/\/metrics$/);
  browser.state.tasks.push({ ...browser.state.tasks[0], id: 99 });
  await page.getByText('1 new task').waitFor();
  assert.equal(await page.getByRole('link', { name: '#99', exact: true }).count(), 0);
  await button('Show').click();
  await page.getByText('31 tasks fit').waitFor();
});

test('a group of tasks has a note that others see, and its shape in time', async () => {
  await open('/tasks');
  await page.getByRole('img', { name: /^The latest 30, from / }).waitFor();
  await button('Write a note about group 2').click();
  await page.getByLabel('For everybody who sees the group').fill('Ben talks to the shop <b>today</b>');
  await button('Save the note').click();
  await page.getByText('Ben talks to the shop <b>today</b>').waitFor();
});

test('the filter of a list stands in the address and survives Back', async () => {
  await open('/tasks?view=records');
  await page.getByLabel('Pipeline', { exact: true }).selectOption('customers-back');
  await page.getByText('10 tasks fit').waitFor();
  assert.match(page.url(), /pipeline=customers-back/);
  await page.locator('a[href^="/tasks/"]').first().click();
  await page.getByRole('heading', { name: /^Task #/ }).waitFor();
  await page.goBack();
  await page.getByText('10 tasks fit').waitFor();
});

test('two people edit one file: the second save is refused with a diff', async () => {
  await open('/configuration/outgoing%2Fbooks.yaml');
  await retype(page, 'outgoing:\n  books:\n    publisher: {use: file.publisher, path: mine.ndjson}\n');
  browser.state.files['outgoing/books.yaml'] = 'outgoing:\n  books:\n    publisher: {use: file.publisher, path: theirs.ndjson}\n';
  await button('Review and save').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('ben changed outgoing/books.yaml').waitFor();
  const both = await page.getByRole('region', { name: 'Their text against yours' }).innerText();
  assert.match(both, /theirs\.ndjson/);
  assert.match(both, /mine\.ndjson/);
  assert.match(browser.state.files['outgoing/books.yaml'], /theirs/);
});

test('a bad edit cannot be saved, and is shown at its place', async () => {
  await open('/configuration/outgoing%2Fbooks.yaml');
  await retype(page, 'outgoing:\n  books:\n    publisher: {use: file.nothing}\n');
  await page.getByText('there is no component file.nothing').first().waitFor();
  assert.ok(await button('Review and save').isDisabled());
});

test('a change stands in the history and is undone', async () => {
  const before = browser.state.files['clients/shop.yaml'];
  await open('/clients/shop');
  await page.getByLabel('Address of the shop').fill('https://wrong.example');
  await button('Review and save').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('shop is saved.').waitFor();
  assert.equal(browser.state.files['clients/shop.yaml'], before.replace('https://berlin.retail.lightspeed.app', 'https://wrong.example'));
  await open('/history/1');
  await button('Undo').click();
  await page.getByText('The change is undone.').waitFor();
  assert.equal(browser.state.files['clients/shop.yaml'], before);
});

test('a step is moved and switched off, and its comments go with it', async () => {
  await open('/pipelines/nightly-products');
  await button('Move step 1, Core Filter down').click();
  await button('Switch off step 1, Core Map').click();
  await button('Review and save').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('is saved and in use').waitFor();
  assert.match(
    browser.state.files['pipelines/nightly-products.yaml'],
    /- use: core\.map\n {8}set: \{margin: price - cost\} # both are numbers\n {8}when: false\n {6}# what was deleted does not matter here\n {6}- use: core\.filter/,
  );
});

test('the preview shows what a step changes, and an error at its place', async () => {
  await open('/pipelines/nightly-products');
  await page.getByLabel('One record of JSON on each line').fill('{"id":1,"price":9.50,"cost":4}\n{"id":2,"price":"x"}');
  await page.getByLabel('One record of JSON on each line').blur();
  await page.getByText(/"margin": 5\.5/).first().waitFor();
  await page.getByText("'-' needs numbers, not text (column 7)").first().waitFor();
  const step = page.getByRole('list', { name: 'Steps' }).getByRole('listitem').nth(1);
  await step.getByText("'-' needs numbers, not text (column 7)").waitFor();
  assert.equal(await page.getByRole('list', { name: 'Steps' }).locator('.step-error').count(), 1);
});

test('a viewer sees buttons that say why they are disabled', async () => {
  browser.state.session = { ...browser.state.session, name: 'owner', role: 'viewer' };
  await open('/tasks/5');
  assert.ok(await button('Retry').isDisabled());
  assert.match(await button('Retry').getAttribute('title'), /Needs the role operator; you are viewer/);
  await open('/pipelines');
  assert.ok(await button('Start nightly-products').isDisabled());
});

test('a run is started and stopped', async () => {
  await open('/pipelines');
  await button('Start nightly-products').click();
  await button('Stop nightly-products').click();
  await button('Stop the run').click();
  await page.getByText('The run of nightly-products is being stopped.').waitFor();
});

test('a secret that stands in a file is not shown', async () => {
  browser.state.files['clients/shop.yaml'] = 'clients:\n  shop:\n    use: lightspeedhq.client\n    base_uri: https://a.example\n    token: lsxs_very_secret_value\n';
  await open('/clients/shop');
  await page.getByText('••••••').first().waitFor();
  assert.ok(!(await page.content()).includes('very_secret'));
});

test('a lost server is said, and the page comes back by itself', async () => {
  await open('/');
  browser.state.down = true;
  await browser.mock.dropConnections();
  await page.getByText('The server cannot be reached').waitFor();
  browser.state.down = false;
  await page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
  await page.getByText('Live', { exact: true }).waitFor();
});

test('who is not signed in gets the form, and a wrong token is refused', async () => {
  browser.state.signedOut = true;
  await page.goto(`${browser.address}/tasks`);
  await page.getByLabel('Access token').fill('wrong-token');
  await button('Sign in').click();
  await page.getByText('The token is not valid').waitFor();
  await page.getByLabel('Access token').fill('right-token-of-16');
  await button('Sign in').click();
  await page.getByRole('heading', { name: 'Tasks' }).waitFor();
});

test('nothing asked another host, broke the policy or failed', () => {
  assert.deepEqual(browser.faults, []);
});
