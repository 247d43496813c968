// dist/ is what the sources give, byte for byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const filesOf = (folder) => ['index.html', ...readdirSync(join(folder, 'assets')).sort().map((f) => `assets/${f}`)];

test('a build in another folder gives the committed files', () => {
  const other = mkdtempSync(join(tmpdir(), 'sluice-build-'));
  for (const name of ['src', 'build.mjs', 'package.json', 'tsconfig.json']) cpSync(join(root, name), join(other, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(other, 'node_modules'));
  execFileSync(process.execPath, ['build.mjs'], { cwd: other });
  assert.deepEqual(filesOf(join(other, 'dist')), filesOf(join(root, 'dist')));
  for (const f of filesOf(join(root, 'dist'))) assert.deepEqual(readFileSync(join(other, 'dist', f)), readFileSync(join(root, 'dist', f)), f);
  rmSync(other, { recursive: true });
});
