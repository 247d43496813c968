// The text of a configuration with completion by what the real server's configuration may say.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { kMissing } from './lib/program.mjs';
import { openScreen, retype } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';

const kConfig = 'outgoing:\n  books:\n    publisher: {use: file.publisher, path: ../books.ndjson}\n';

describe('the text of a file', { skip: kMissing }, () => {
  let server, screen, page;
  const offered = () => page.locator('.cm-tooltip-autocomplete li').allInnerTexts();
  const complete = async (text) => {
    await retype(page, text);
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li').first().waitFor();
  };
  before(async () => {
    server = await serve({ files: { 'shop.yaml': kConfig } });
    screen = await openScreen(server);
    page = screen.page;
    await screen.open('/configuration/shop.yaml');
    await page.locator('.cm-content').waitFor();
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
  });

  test('settings of the host, of a target and of a component are offered with what they are for', async () => {
    await complete(`${kConfig}host:\n  park`);
    assert.ok((await offered()).some((one) => one.startsWith('park_limit')));
    await complete('outgoing:\n  books:\n    backlog:\n      long');
    assert.ok((await offered()).some((one) => one.startsWith('longest_wait')));
    await complete('outgoing:\n  books:\n    publisher:\n      use: file.publisher\n      rot');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'rotate' }).click();
    assert.match(await page.locator('.cm-content').innerText(), /rotate: /);
  });

  test('components of the kind that stands there are offered, and names of what there is', async () => {
    await complete('outgoing:\n  books:\n    publisher:\n      use: file');
    assert.deepEqual((await offered()).map((one) => one.split(/\s/)[0]).filter((one) => one.startsWith('file.')).map((one) => one.replace(/[A-Z].*$/, '')), ['file.publisher']);
    await complete('pipelines:\n  p:\n    to: b');
    assert.ok((await offered()).some((one) => one.startsWith('books')));
    assert.deepEqual(screen.faults, []);
  });
});
