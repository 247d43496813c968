// What the sources must not have.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
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
