// What the sources must not have.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

function filesIn(folder) {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesIn(path) : [path];
  });
}

const textOf = (path) => readFileSync(join(root, path), 'utf8');
const sources = filesIn('src');

test('no source writes markup or runs text', () => {
  const bad = sources.filter((f) => /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/.test(textOf(f)));
  assert.deepEqual(bad, []);
});

test('no source has more than 300 lines, but for the generated types', () => {
  const long = sources.filter((f) => f !== 'src/api/schema.ts' && textOf(f).split('\n').length > 300);
  assert.deepEqual(long, []);
});

test('the page has no script or style of its own and names no other host', () => {
  const page = textOf('dist/index.html');
  assert.doesNotMatch(page, /<style|style=|<script(?![^>]*src=)|https?:/);
  assert.equal(page.split('<!--status-->').length, 2);
});

test('no style sheet asks for anything', () => {
  for (const f of filesIn('src/css')) assert.doesNotMatch(textOf(f), /url\(|@import "http/, f);
});

test('a help text that names a command also says what a reader of the browser does, or where the command is run', () => {
  const project = join(root, '../..');
  const folders = ['plugins', 'transformers'].flatMap((f) => readdirSync(join(project, f)).map((name) => join(project, f, name, 'manifest.json')));
  const schemas = readdirSync(join(project, 'host/src/config')).filter((f) => f.endsWith('_schema.cpp')).map((f) => join(project, 'host/src/config', f));
  const texts = [...folders.filter((f) => existsSync(f)), ...schemas].flatMap((f) => [...readFileSync(f, 'utf8').matchAll(/"description": *"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]));
  assert.ok(texts.length > 300);
  const bad = texts.filter((text) => /\bsluice [a-z]+ [a-z]|`sluice /.test(text) && !/dashboard|command line|machine of the server/.test(text));
  assert.deepEqual(bad, []);
});
