// Request transformers of an incoming, with what becomes of the request beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, screenshot } from './browser.mjs';
import { browser, button, open, page } from './mocked.mjs';

const kFile = 'incoming/products.yaml';
const kPath = '/incoming/products';

async function addMap(value) {
  await open(kPath);
  await page.getByText('Request transformers', { exact: false }).first().click();
  const own = page.locator('details', { has: page.getByText('They change the request, as one record') });
  await own.getByLabel('Add a step').selectOption('core.map');
  await own.getByRole('button', { name: 'Add the chosen step' }).click();
  const set = own.getByRole('group', { name: /^Set/ }).first();
  await set.getByRole('button', { name: 'Add' }).click();
  await set.getByLabel('Name', { exact: true }).fill('limit');
  await set.getByLabel('Name', { exact: true }).press('Enter');
  await set.getByRole('combobox').last().fill(value);
  return own;
}

test('the request is shown before and after each request transformer, while it is edited', async () => {
  const own = await addMap('`7`');
  const result = page.getByRole('region', { name: 'The request', exact: true });
  await result.getByRole('region', { name: 'What request_transformers[0] (core.map) changes' }).getByText('"limit": 7').waitFor();
  await result.getByRole('region', { name: 'As it is sent' }).getByText('"limit": 7').waitFor();
  assert.deepEqual(await axe(page), []);
  await screenshot(page, 'request-transformers');
  assert.match(browser.state.files[kFile], /^(?!.*limit)/s);
});

test('what a request transformer cannot do is said at it', async () => {
  const own = await addMap('"no number"');
  const step = own.getByRole('list', { name: 'Request transformers' }).getByRole('listitem').first();
  await step.getByText('set.limit: no number').waitFor();
  await step.getByText('problem', { exact: true }).waitFor();
  await page.getByText('Nothing would be fetched').waitFor();
});

test('an expression is completed with members that the source is known to have, without a sample', async () => {
  await open('/pipelines/nightly-products');
  await page.getByLabel('Add a step').last().selectOption('core.filter');
  await page.getByRole('button', { name: 'Add the chosen step' }).last().click();
  await page.getByLabel('Condition').last().pressSequentially('supp');
  const hint = page.getByRole('option', { name: 'supply_price number' });
  await hint.waitFor();
  await hint.click();
  assert.equal(await page.getByLabel('Condition').last().inputValue(), 'supply_price');
});

test('nothing is asked of the server while there is no request transformer', async () => {
  const asked = [];
  page.on('request', (r) => asked.push(r.url()));
  await open(kPath);
  await button('Save').or(button('Review and save')).first().waitFor();
  assert.deepEqual(asked.filter((url) => url.endsWith('/api/v1/preview')), []);
});
