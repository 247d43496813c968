// Rows do not move under the pointer while pipelines run and fail.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { kMissing, until } from './lib/program.mjs';
import { openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';
import { startTarget } from './lib/target.mjs';

const pipeline = (name) => `  ${name}:
    subscriber: {use: file.subscriber, path: ../${name}.ndjson}
    publisher: {use: http.publisher, client: shop, path: /${name}}
`;
const configOf = (address) => `clients:\n  shop: {use: http.client, base_uri: "${address}", retry: {attempts: 1}}\npipelines:\n${['first', 'second', 'third'].map(pipeline).join('')}`;

describe('steady rows', { skip: kMissing }, () => {
  let server, screen, page, target;
  const ended = (id) => until('the run ends', async () => {
    const found = await server.get(`/runs/${id}`);
    return found.ended ? found : undefined;
  });
  const give = (name, upTo = 1) => writeFileSync(join(server.home.path, `${name}.ndjson`), Array.from({ length: upTo }, (_, i) => `{"id":${i}}\n`).join(''));
  const runOf = async (name) => (await server.post(`/pipelines/${name}/runs`)).run;
  const top = async (row) => (await row.boundingBox()).y;
  before(async () => {
    target = await startTarget();
    server = await serve({ files: { 'shop.yaml': configOf(target.address) } });
    for (const name of ['first', 'second', 'third']) {
      give(name);
      await ended(await runOf(name));
    }
    screen = await openScreen(server);
    page = screen.page;
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
    await target?.stop();
  });

  test('in the list of runs nothing moves when a run begins, is told of, and ends', async () => {
    await screen.open('/runs');
    const row = page.getByRole('table', { name: 'Runs, the latest first' }).getByRole('row').nth(2);
    const before = await top(row);
    let open;
    const door = new Promise((done) => { open = done; });
    target.judge = async () => { await door; return 200; };
    give('first', 2);
    const id = await runOf('first');
    await page.getByRole('table', { name: 'Runs under way' }).getByText(`#${id}`).waitFor();
    await page.getByText('1 new run').waitFor();
    assert.equal(await top(row), before);
    open();
    await ended(id);
    await page.getByText('Nothing runs now').waitFor();
    assert.equal(await top(row), before);
  });

  test('in the overview a pipeline that fails is told of, and goes to the top when that is wanted', async () => {
    target.judge = () => 200;
    await screen.open('/');
    const names = async () => (await page.getByRole('table', { name: 'Pipelines' }).locator('tbody tr td:first-child').allInnerTexts()).map((one) => one.trim());
    const before = await names();
    target.judge = () => 401;
    const last = before[2];
    give(last, 3);
    assert.equal((await ended(await runOf(last))).outcome, 'failed');
    await page.getByText('1 pipeline failed').waitFor();
    assert.deepEqual(await names(), before);
    await screen.button('Show').click();
    await until('it is the first', async () => (await names())[0] === last);
    assert.deepEqual(screen.faults, []);
  });

  test('that the server is lost moves nothing either', async () => {
    await screen.open('/pipelines');
    const row = page.getByRole('table', { name: 'Pipelines' }).getByRole('row').nth(1);
    const before = await top(row);
    await server.kill();
    await page.getByText('The server cannot be reached').waitFor();
    assert.equal(await top(row), before);
  });
});
