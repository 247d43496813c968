// Sources and targets within a pipeline, and the own steps of an outgoing, before the real server: each is edited by form, with what is
// known and seen at its place.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { kMissing } from './lib/program.mjs';
import { axe, openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';
import { startTarget } from './lib/target.mjs';

const configOf = (address) => `clients:
  shop: {use: http.client, base_uri: "${address}"}
  till: {use: lightspeedhq.client, base_uri: "${address}", token: not-a-real-token}
incoming:
  people:
    subscriber: {use: file.subscriber, path: ../people.ndjson}
    transformers: [{use: core.map, move: {first: given}}]
outgoing:
  customers:
    publisher: {use: lightspeedhq.publisher, client: till, entity: customers, action: create}
  alone:
    transformers: [{use: core.map, set: {b: a}}]
    publisher: {use: file.publisher, path: ../alone.ndjson}
pipelines:
  inline:
    subscriber:
      use: http.subscriber
      client: shop
      path: /items
      request: {query: {limit: 5}}   # five at first
      request_transformers:
        - {use: core.map, set: {query.limit: "query.limit * \`2\`"}}
    publisher: {use: file.publisher, path: ../items.ndjson}
  people-to-shop:
    from: people
    transformers:
      - {use: core.map, set: {name: given}}
      - {use: core.map, set: {size: name}}
    to: customers
`;
const kPeople = '{"first":"Ann","last":"Lee"}\n{"first":"Bo","last":"Ray"}\n';

describe('parts of a pipeline', { skip: kMissing }, () => {
  let vendor, server, screen, page;
  const lists = (name) => page.getByRole('list', { name, exact: true });
  const stepOf = async (list, number) => {
    await lists(list).getByRole('button', { name: new RegExp(`^${number} `) }).click();
    return lists(list).getByRole('listitem').nth(number - 1);
  };
  const addStep = async (area, use) => {
    await area.getByLabel('Add a step').selectOption(use);
    await area.getByRole('button', { name: 'Add the chosen step' }).click();
  };
  const offered = (text) => page.getByRole('option', { name: text }).first().waitFor();
  before(async () => {
    vendor = await startTarget();
    server = await serve({ files: { 'shop.yaml': configOf(vendor.address), '../people.ndjson': kPeople } });
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
    await vendor?.stop();
  });

  test('a source within a pipeline is edited as an incoming is, with its request before and after each transformer', async () => {
    await screen.open('/pipelines/inline');
    await page.locator('summary', { hasText: /^Source/ }).click();
    const result = page.getByRole('region', { name: 'The request', exact: true });
    await result.getByRole('region', { name: 'As it is set' }).getByText('"limit": 5').waitFor();
    await result.getByRole('region', { name: 'What request_transformers[0] (core.map) changes' }).getByText('"limit": 10').waitFor();
    const step = await stepOf('Request transformers', 1);
    const expression = step.getByRole('combobox').first();
    await expression.fill('query.limit * `3`');
    await step.getByText('= 15').waitFor();
    await result.getByRole('region', { name: 'As it is sent' }).getByText('"limit": 15').waitFor();
    assert.deepEqual(await axe(page), []);
    await screen.saveReviewed();
    await screen.says('inline is saved and in use.');
    const saved = server.read('shop.yaml');
    assert.match(saved, /# five at first/);
    assert.equal(parse(saved).pipelines.inline.subscriber.request_transformers[0].set['query.limit'], 'query.limit * `3`');
    assert.equal(vendor.asked, 0);
  });

  test('a target within a pipeline is edited, and an outgoing can be added beside it', async () => {
    await screen.open('/pipelines/inline');
    await page.locator('summary', { hasText: /^Target/ }).click();
    await page.getByLabel('File', { exact: false }).first().fill('other.ndjson');
    await page.getByLabel('Only records for which').fill('price');
    await page.getByLabel('alone').check();
    await screen.saveReviewed();
    await screen.says('inline is saved and in use.');
    const { publisher, to } = parse(server.read('shop.yaml')).pipelines.inline;
    assert.deepEqual({ publisher, to }, { publisher: { use: 'file.publisher', path: 'other.ndjson', where: 'price' }, to: ['alone'] });
  });

  test('a step behind those of an incoming shows what it gets, and its own failure', async () => {
    await screen.open('/pipelines/people-to-shop');
    await page.getByLabel('One record of JSON on each line').fill(kPeople);
    await page.getByLabel('One record of JSON on each line').blur();
    const step = await stepOf('Steps', 2);
    const preview = page.getByRole('complementary', { name: 'Preview of the steps' });
    await preview.getByText('"size": "Ann"').waitFor();
    await step.locator('datalist option[value="payload.first_name"]').first().waitFor({ state: 'attached' });
    const expression = step.getByRole('combobox', { name: 'Value of size' });
    await expression.fill('upper(name)');
    await step.getByText('= "ANN"').waitFor();
    await expression.fill('name * `2`');
    await lists('Steps').getByRole('listitem').nth(1).getByText('problem', { exact: true }).waitFor();
    assert.equal(await lists('Steps').getByRole('listitem').nth(0).getByText('problem', { exact: true }).count(), 0);
  });

  test("an outgoing's own steps complete what the sample has there, and the names that its action takes", async () => {
    await screen.open('/outgoing/customers');
    await page.getByRole('button', { name: 'Fetch records' }).click();
    await page.getByRole('region', { name: 'Record 1 as it is sent' }).getByText('"given": "Ann"').waitFor();
    await page.getByLabel('Only records for which').pressSequentially('siz');
    await offered(/^size "Ann"/);
    await page.getByLabel('Only records for which').fill('');
    await page.locator('summary', { hasText: /^Transformers/ }).click();
    const area = page.locator('details', { has: lists('Transformers') }).last();
    await addStep(area, 'core.map');
    const set = area.getByRole('group', { name: /^Set/ }).first();
    await set.getByRole('button', { name: 'Add a row' }).click();
    const names = await set.locator('datalist option').evaluateAll((all) => all.map((one) => `${one.value} ${one.textContent}`));
    assert.ok(names.includes('payload.first_name text, required'), names.join());
    await set.getByLabel('Name', { exact: true }).fill('payload.first_name');
    await set.getByLabel('Name', { exact: true }).press('Enter');
    await set.getByRole('combobox').last().pressSequentially('giv');
    await offered(/^given "Ann"/);
    await set.getByRole('combobox').last().fill('given');
    await page.getByRole('region', { name: 'Record 1 as it is sent' }).getByText('"first_name": "Ann"').waitFor();
  });

  test('its hooks complete their document, and the decision that they make', async () => {
    await page.locator('summary', { hasText: /^When a record was accepted/ }).click();
    const area = page.locator('details', { has: lists('When a record was accepted') }).last();
    await addStep(area, 'core.filter');
    const condition = area.getByLabel('Condition');
    await condition.pressSequentially('response.s');
    await offered(/^response.status number/);
    await condition.fill('');
    await condition.pressSequentially('record.pay');
    await offered(/^record.payload.first_name string/);
    await page.locator('summary', { hasText: /^When a record is refused/ }).click();
    const refused = page.locator('details', { has: lists('When a record is refused') }).last();
    await addStep(refused, 'core.map');
    await refused.getByRole('group', { name: /^Set/ }).first().locator('datalist option[value="decision"]').waitFor({ state: 'attached' });
    assert.deepEqual(await axe(page), []);
  });

  test('what is missing is told by the title of its field, and leads to it', async () => {
    await screen.open('/incoming/new?use=lightspeedhq.subscriber');
    await page.getByLabel('Name', { exact: false }).first().fill('products');
    await screen.button('Save').click();
    const problems = page.locator('.alert.bad');
    await problems.getByText('What to read is missing').waitFor();
    await problems.getByRole('button', { name: 'What to read' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Search entities');
  });

  test('one that no pipeline sends to is tried on pasted records', async () => {
    await screen.open('/outgoing/alone');
    await page.getByLabel('One record of JSON on each line').fill('{"a":7}');
    await page.getByLabel('One record of JSON on each line').blur();
    await page.getByRole('region', { name: 'Record 1 as it is sent' }).getByText('"b": 7').waitFor();
    assert.deepEqual(screen.faults, []);
  });
});
