// Two people and one pipeline; a bad edit; undo; a file that was written by hand.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kMissing } from './lib/program.mjs';
import { openAs, openScreen, retype } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';

const kPipeline = `# Prices for the web shop. Ask Ada before you change the margin!
pipelines:
    prices:   # four spaces, on purpose
        subscriber: {use: file.subscriber,  path: "../prices.ndjson"}   # from the ERP
        transformers:
            # only what is sold
            - use: core.filter
              where: 'active'     # deleted ones do not matter

            # the margin of the shop
            - use: core.map
              set: {margin: price - cost}
        publisher: {use: file.publisher, path: ../out.ndjson}
        # to be scheduled later
`;

describe('people who edit', { skip: kMissing }, () => {
  let server, ada, ben;
  const kFile = '/configuration/prices.yaml';
  before(async () => {
    server = await serve({ files: { 'prices.yaml': kPipeline, '../prices.ndjson': '{"active": true, "price": 9, "cost": 4}\n' } });
    ada = await openScreen(server);
    ben = await openAs(server, server.token('ben', 'editor'));
  });
  after(async () => {
    await ada?.close();
    await ben?.close();
    await server?.stop();
  });

  test('steps are changed by form, and every comment and space of the hand-written file stays', async () => {
    await ada.open('/pipelines/prices');
    await ada.button('Move step 1, Core Filter down').click();
    await ada.button('Switch off step 1, Core Map').click();
    await ada.saveReviewed();
    await ada.says('prices is saved and in use.');
    const text = server.read('prices.yaml');
    const step = ['            # only what is sold', '            - use: core.filter', "              where: 'active'     # deleted ones do not matter"];
    for (const line of kPipeline.split('\n')) assert.ok(text.split('\n').includes(line), `${line} is not in\n${text}`);
    assert.ok(text.indexOf('core.map') < text.indexOf('core.filter'));
    assert.ok(text.includes(step.join('\n')));
    assert.equal(text.split('\n').filter((line) => !kPipeline.split('\n').includes(line)).join('\n'), '              when: false');
  });

  test('the second save of two is refused with a diff, and nothing is lost', async () => {
    server.write('prices.yaml', kPipeline);
    await ada.open(kFile);
    await ben.open(kFile);
    await retype(ada.page, kPipeline.replace('price - cost', 'price - cost - tax'));
    await retype(ben.page, kPipeline.replace('price - cost', 'price - cost - fee'));
    await ada.saveReviewed();
    await ada.says('is saved');
    await ben.saveReviewed();
    await ben.says(/changed prices\.yaml while you edited it/);
    const both = await ben.page.getByRole('region', { name: 'Their text against yours' }).innerText();
    assert.match(both, /cost - tax/);
    assert.match(both, /cost - fee/);
    assert.match(server.read('prices.yaml'), /cost - tax\}/);
    await ben.button('Go on with mine').click();
    await ben.saveReviewed();
    await ben.says('is saved');
    assert.match(server.read('prices.yaml'), /cost - fee\}/);
  });

  test('a bad edit is shown at its place and cannot be saved, not by the API either', async () => {
    const good = server.read('prices.yaml');
    await ada.open(kFile);
    await retype(ada.page, kPipeline.replace('price - cost', 'price - ('));
    await ada.page.getByText(/prices\.yaml:12:/).first().waitFor();
    assert.ok(await ada.button('Review and save').isDisabled());
    const seen = await server.ask('/api/v1/configuration/files/prices.yaml');
    const put = await server.ask('/api/v1/configuration/files/prices.yaml', {
      method: 'PUT', headers: { 'if-match': seen.headers.get('etag'), 'content-type': 'text/yaml' }, body: kPipeline.replace('core.filter', 'core.nothing'),
    });
    assert.equal(put.status, 422);
    assert.equal(server.read('prices.yaml'), good);
  });

  test('a change is undone from the history, byte for byte', async () => {
    const before = server.read('prices.yaml');
    await ben.open(kFile);
    await retype(ben.page, before.replace('out.ndjson', 'elsewhere.ndjson'));
    await ben.saveReviewed();
    await ben.says('is saved');
    await ben.open('/configuration?tab=history');
    await ben.page.getByRole('table').getByRole('row').nth(1).getByRole('link').click();
    await ben.says('elsewhere.ndjson');
    await ben.button('Undo').click();
    await ben.says('The change is undone.');
    assert.equal(server.read('prices.yaml'), before);
  });

  test('nothing asked another host, broke the policy or failed', () => assert.deepEqual([...ada.faults, ...ben.faults], []));
});
