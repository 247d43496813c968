// What a step gives when the walk is over, in the preview before the real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kMissing } from './lib/program.mjs';
import { axe, openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';

const kConfig = `outgoing:
  books:
    publisher: {use: file.publisher, path: ../books.ndjson}
pipelines:
  totals:
    subscriber: {use: file.subscriber, path: ../orders.ndjson}
    transformers:
      - {use: core.gather, by: customer, over: walk, collect: price}
      - {use: core.map, set: {total: sum(items)}}
      - {use: core.fail, when: "total > \`5\`", message: too much}
    to: books
`;
const kOrders = '{"customer":"Ann","price":2}\n{"customer":"Bo","price":1}\n{"customer":"Ann","price":5}\n';

describe('the end of a walk', { skip: kMissing }, () => {
  let server, screen, page;
  const preview = () => page.getByRole('complementary', { name: 'Preview of the steps' });
  const end = () => preview().locator('details.preview-record', { hasText: "At the walk's end" });
  const give = async () => {
    await page.getByLabel('One record of JSON on each line').fill(kOrders);
    await page.getByLabel('One record of JSON on each line').blur();
    await end().waitFor();
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

  test('the preview shows what steps give then, what fails there, and that the records were held', async () => {
    await screen.open('/pipelines/totals');
    await give();
    const gathered = end().getByRole('region', { name: "What transformers[0] (core.gather) changes at the walk's end" });
    await gathered.getByText('"Ann"').waitFor();
    assert.equal(await preview().locator('summary').getByText('held', { exact: true }).count(), 3);
    assert.equal(await preview().getByText('filtered', { exact: true }).count(), 0);
    await end().getByText(/^too much/).first().waitFor();
    await end().getByRole('region', { name: "At the walk's end for books (file.publisher)" }).getByText('"total": 1').waitFor();
    const failing = page.getByRole('list', { name: 'Steps', exact: true }).getByRole('listitem').nth(2);
    await failing.getByText('problem', { exact: true }).waitFor();
    assert.deepEqual(await axe(page), []);
  });

  test('the step behind knows what it gets, and a single step is shown with what it gives', async () => {
    const steps = page.getByRole('list', { name: 'Steps', exact: true });
    await steps.getByRole('button', { name: /^2 / }).click();
    await steps.getByRole('combobox', { name: 'Value of total' }).fill('sum(items) * `2`');
    await steps.getByText('= 14').waitFor();
    await steps.getByRole('button', { name: /^1 / }).click();
    await end().getByRole('region', { name: "What transformers[0] (core.gather) changes at the walk's end" }).waitFor();
    assert.equal(await end().getByText('transformers[1] (core.map)').count(), 0);
  });

  test('an outgoing shows what is sent to it then', async () => {
    await screen.open('/outgoing/books');
    await page.getByLabel('One record of JSON on each line').fill(kOrders);
    await page.getByLabel('One record of JSON on each line').blur();
    await page.getByRole('region', { name: "At the walk's end as it is sent" }).getByText('"total": 1').waitFor();
  });

  test('a test that is made of it passes', async () => {
    await screen.open('/pipelines/totals');
    await give();
    await page.getByRole('button', { name: 'Save as a test…' }).click();
    await page.getByLabel('What the test shows').fill('customers have totals');
    await screen.button('Save the test').click();
    await screen.says('The test is saved in shop.test.yaml.');
    const ran = server.command('test', 'shop');
    assert.equal(ran.code, 0, ran.out + ran.err);
    assert.deepEqual(screen.faults, []);
  });
});
