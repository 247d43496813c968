// Runs the tests: node test/run.mjs [unit|browser|real]...
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const kinds = process.argv.length > 2 ? process.argv.slice(2) : ['unit', 'browser', 'real'];
const files = kinds.filter((kind) => existsSync(here + kind)).flatMap((kind) => readdirSync(here + kind).filter((f) => f.endsWith('.test.mjs')).map((f) => `${here}${kind}/${f}`));
// One after the other: a browser each is enough for two cores.
const failed = files.filter((file) => spawnSync(process.execPath, [file], { stdio: 'inherit' }).status !== 0);
process.exit(failed.length === 0 ? 0 : 1);
