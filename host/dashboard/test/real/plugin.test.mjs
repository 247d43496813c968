// A plugin of somebody else is dropped in: its form is there, without a line of the dashboard.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { kMissing, kPrograms, kRoot, newFolder } from './lib/program.mjs';
import { openScreen } from './lib/screen.mjs';
import { serve } from './lib/server.mjs';

const kSample = join(kRoot, 'samples/out-of-tree');
const kPipeline = 'pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n    publisher: {use: file.publisher, path: ../out.ndjson}\n';

function cmake(...words) {
  const ran = spawnSync('cmake', words, { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stdout + ran.stderr);
}

// As its authors build it, who have nothing of Sluice but the installed package.
function build(folder, plugins) {
  const made = join(folder, 'build');
  cmake('--install', kTree, '--component', 'plugin-api', '--prefix', join(folder, 'package'));
  cmake('-S', kSample, '-B', made, '-G', 'Ninja', `-DCMAKE_PREFIX_PATH=${join(folder, 'package')}`);
  cmake('--build', made);
  cpSync(join(made, 'plugins'), plugins, { recursive: true });
}

// The package is installed from the build tree, so a program elsewhere has none.
const kTree = dirname(kPrograms.plugins);
const kNoTree = kMissing || (existsSync(join(kTree, 'cmake_install.cmake')) ? false : `${kTree} is no build tree to install the package from`);

describe('a plugin that is dropped in', { skip: kNoTree }, () => {
  let folder, server, screen;
  before(async () => {
    folder = newFolder();
    const plugins = join(folder.path, 'plugins');
    build(folder.path, plugins);
    server = await serve({ plugins: `${kPrograms.plugins}:${plugins}`, files: { 'p.yaml': kPipeline, '../in.ndjson': '{"a": 1, "b": "", "c": ""}\n' } });
    screen = await openScreen(server);
  });
  after(async () => {
    await screen?.close();
    await server?.stop();
    folder?.remove();
  });

  test('it stands among the plugins, with its documentation', async () => {
    await screen.open('/plugins');
    await screen.page.getByRole('link', { name: /Drop Empty/i }).click();
    await screen.says('Fields that stay even when they are empty');
  });

  test('its step is added by its own form, previewed and saved', async () => {
    await screen.open('/pipelines/p');
    await screen.button('Fetch records').click();
    await screen.page.getByLabel('Add a step to Steps').selectOption('tidy.drop_empty');
    await screen.button('Add the chosen step to Steps').click();
    const keep = screen.page.getByRole('group', { name: 'Keep' });
    await keep.getByRole('button', { name: 'Add' }).click();
    await keep.getByRole('textbox').fill('b');
    await screen.page.getByText('"b": ""').first().waitFor();
    await screen.saveReviewed();
    await screen.says('p is saved and in use.');
    assert.deepEqual(parse(server.read('p.yaml')).pipelines.p.transformers, [{ use: 'tidy.drop_empty', keep: ['b'] }]);
  });
});
