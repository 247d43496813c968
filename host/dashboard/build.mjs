// Builds dist/: the page, its scripts and its styles, with hashes in their names. The same sources give
// the same bytes. Ends with an error if a size budget is exceeded.
import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const kFirstPage = 60 * 1024;
const kEditor = 150 * 1024;

async function bundle() {
  return build({
    absWorkingDir: here,
    entryPoints: { main: 'src/main.tsx', style: 'src/css/index.css' },
    outdir: 'dist/assets',
    bundle: true,
    splitting: true,
    preserveSymlinks: true, // hashes follow paths: node_modules may be a link
    format: 'esm',
    target: ['es2021'],
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
}

// The files of an entry and of everything that it imports without waiting.
function closure(outputs, first) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const i of outputs[name].imports) if (i.kind === 'import-statement') visit(i.path);
  };
  visit(first);
  return found;
}

function outputOf(outputs, entry) {
  return Object.keys(outputs).find((name) => outputs[name].entryPoint === entry);
}

function page(script, style, icon, preloads) {
  const links = preloads.map((name) => `<link rel="modulepreload" href="/assets/${name}">\n`).join('');
  return readFileSync(join(here, 'src/index.html'), 'utf8')
    .replace('@script', `/assets/${script}`)
    .replace('@style', `/assets/${style}`)
    .replace('@icon', `/assets/${icon}`)
    .replace('@preloads\n', links);
}

function within(name, bytes, most) {
  const kib = (n) => (n / 1024).toFixed(1);
  console.log(`${name}: ${kib(bytes)} of ${kib(most)} KiB, compressed`);
  if (bytes > most) throw new Error(`${name} is too large: ${kib(bytes)} KiB, at most ${kib(most)} KiB`);
}

const result = await bundle();
const outputs = result.metafile.outputs;
const zipped = new Map(
  result.outputFiles.map((f) => [basename(f.path), gzipSync(f.contents, { level: 9 }).length]),
);
const sum = (names) => [...names].reduce((n, name) => n + zipped.get(basename(name)), 0);

const main = outputOf(outputs, 'src/main.tsx');
const style = outputOf(outputs, 'src/css/index.css');
const editor = outputOf(outputs, 'src/editor/codemirror.ts');
const first = closure(outputs, main);
const overview = closure(outputs, outputOf(outputs, 'src/routes/overview/overview.tsx'));

rmSync(join(here, 'dist'), { recursive: true, force: true });
mkdirSync(join(here, 'dist/assets'), { recursive: true });
for (const f of result.outputFiles) writeFileSync(join(here, 'dist/assets', basename(f.path)), f.contents);
const icon = readFileSync(join(here, 'src/icon.svg'));
const iconName = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase()}.svg`;
writeFileSync(join(here, 'dist/assets', iconName), icon);
const html = page(basename(main), basename(style), iconName, [...first].filter((n) => n !== main).map((n) => basename(n)).sort());
writeFileSync(join(here, 'dist/index.html'), html);

within('first page', gzipSync(html).length + sum(new Set([...first, ...overview, style])), kFirstPage);
if (editor) within('editor', sum([...closure(outputs, editor)].filter((n) => !first.has(n))), kEditor);
