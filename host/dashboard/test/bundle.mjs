// Makes a source file usable in node: bundled into memory, imported from there.
import { build } from 'esbuild';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

// What the browser has and the bundled code asks for when it is loaded.
function provideBrowser() {
  globalThis.localStorage ??= { getItem: () => null, setItem: () => undefined };
  globalThis.location ??= new URL('http://127.0.0.1/');
}

export async function load(...files) {
  provideBrowser();
  const contents = files.map((f) => `export * from './src/${f}';`).join('\n');
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, format: 'esm', platform: 'browser', target: 'es2021', write: false,
    jsx: 'automatic', jsxImportSource: 'preact', absWorkingDir: root, logLevel: 'error',
  });
  const file = join(mkdtempSync(join(tmpdir(), 'sluice-test-')), 'bundle.mjs');
  writeFileSync(file, result.outputFiles[0].text);
  return import(pathToFileURL(file).href);
}
