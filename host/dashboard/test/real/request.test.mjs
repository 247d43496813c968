// What is known while steps are edited, before the real server: what request transformers make of the request, and which
// members records have. Nothing is sent for it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kMissing } from './lib/program.mjs';
import { openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';
import { startTarget } from './lib/target.mjs';

const configOf = (address) => `clients:
  shop: {use: http.client, base_uri: "${address}"}
  till: {use: lightspeedhq.client, base_uri: "${address}", token: not-a-real-token}
incoming:
  items:
    subscriber:
      use: http.subscriber
      client: shop
      path: /items
      request: {query: {limit: 5}}
      request_transformers:
        - {use: core.map, set: {query.limit: "query.limit * \`2\`"}}
        - {use: http.lookup, client: shop, path: /more, as: more, when: query.more}
pipelines:
  sales:
    subscriber: {use: lightspeedhq.subscriber, client: till, entity: sales}
    transformers: [{use: core.map, set: {mine_too: note}}]
    publisher: {use: file.publisher, path: ../out.ndjson}
`;

describe('the request of an incoming', { skip: kMissing }, () => {
  let vendor, server, screen, list, result;
  before(async () => {
    vendor = await startTarget();
    server = await serve({ files: { 'shop.yaml': configOf(vendor.address) } });
    screen = await openScreen(server);
    await screen.open('/incoming/items');
    list = screen.page.getByRole('list', { name: 'Request transformers' });
    result = screen.page.getByRole('region', { name: 'The request', exact: true });
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
    await vendor?.stop();
  });

  test('it is shown as it is set, after each transformer, and as it is sent', async () => {
    await result.getByRole('region', { name: 'As it is set' }).getByText('"limit": 5').waitFor();
    await result.getByRole('region', { name: 'What request_transformers[0] (core.map) changes' }).getByText('"limit": 10').waitFor();
    await result.getByRole('region', { name: 'As it is sent' }).getByText('"limit": 10').waitFor();
  });

  test('an edit changes it before anything is saved, and a mistake is said at its step', async () => {
    await list.getByRole('button', { name: /^1/ }).click();
    const expression = list.getByRole('combobox').first();
    await expression.fill('query.limit * `3`');
    await result.getByRole('region', { name: 'As it is sent' }).getByText('"limit": 15').waitFor();
    await expression.fill('query * `3`');
    const step = list.getByRole('listitem').first();
    await step.getByText(/^set query\.limit: /).waitFor();
    await result.getByText('Nothing would be fetched').waitFor();
    await expression.fill('query.limit');
    await result.getByRole('region', { name: 'As it is sent' }).getByText('"limit": 5').waitFor();
    assert.match(server.read('shop.yaml'), /query\.limit \* `2`/);
  });

  test('a step is completed with what the catalogue knows of the records, as the steps before leave them', async () => {
    await screen.open('/pipelines/sales');
    const steps = screen.page.locator('.card', { has: screen.page.getByRole('list', { name: 'Steps', exact: true }) });
    await steps.getByLabel('Add a step').selectOption('core.filter');
    await steps.getByRole('button', { name: 'Add the chosen step' }).click();
    const condition = steps.getByLabel('Condition');
    await condition.pressSequentially('mine_');
    await screen.page.getByRole('option', { name: 'mine_too' }).waitFor();
    await condition.fill('');
    await condition.pressSequentially('state');
    await screen.page.getByRole('option', { name: /^state .*parked/ }).waitFor();
    await screen.open('/incoming/items');
  });

  test('a transformer that would ask the vendor is not let to', async () => {
    await list.getByRole('button', { name: /^2/ }).click();
    await screen.page.getByLabel('Only when').last().fill('query.limit');
    await list.getByRole('listitem').last().getByText(/nothing is sent while a request is previewed/).waitFor();
    assert.equal(vendor.asked, 0);
    assert.deepEqual(screen.faults, []);
  });
});
