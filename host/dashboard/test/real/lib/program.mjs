// The programs that are built: where they are, started with an end that is sure, in a folder of their own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = fileURLToPath(new URL('../../../../../', import.meta.url));
const sluice = resolve(process.env.SLUICE_BIN ?? join(kRoot, 'build/release/bin/sluice'));
const simulator = join(dirname(sluice), 'xseries-simulator');

// Why nothing of this folder can run, or false: for `describe(…, { skip: kMissing }, …)`.
const absent = [sluice, simulator].find((file) => !existsSync(file));
export const kMissing = absent ? `${absent} is not built: run tests/run.sh dashboard, or name the program in SLUICE_BIN` : false;

export const kPrograms = { sluice, simulator, plugins: join(dirname(sluice), '../plugins') };
const kLongestMs = Number(process.env.SLUICE_TEST_TIMEOUT ?? 60_000);

// Asks again until it holds; only a bound ends it.
export async function until(what, holds, longestMs = kLongestMs) {
  const end = Date.now() + longestMs;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${longestMs} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

export function newFolder() {
  const path = mkdtempSync(join(tmpdir(), 'sluice-real-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

// A running program and what it said. It is killed with the test, whatever becomes of that.
export class Child {
  said = '';
  ended = false;

  constructor(program, words, settings = {}) {
    this.process = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], ...settings });
    const take = (part) => { this.said += part; };
    this.process.stdout.setEncoding('utf8').on('data', take);
    this.process.stderr.setEncoding('utf8').on('data', take);
    this.end = new Promise((done) => this.process.on('close', (code) => { this.ended = true; done(code); }));
    this.atExit = () => this.process.kill('SIGKILL');
    process.on('exit', this.atExit);
  }

  // The first match of the pattern in what it says.
  says(pattern) {
    return until(`${this.process.spawnfile} says ${pattern}; it said: ${this.said}`, () => {
      const found = pattern.exec(this.said);
      if (!found && this.ended) throw new Error(`it ended and said: ${this.said}`);
      return found;
    });
  }

  async stop(signal = 'SIGTERM') {
    if (!this.ended) this.process.kill(signal);
    const code = await this.end;
    process.off('exit', this.atExit);
    return code;
  }
}

// A command of sluice, to its end.
export function runSluice(words, settings = {}) {
  const ran = spawnSync(kPrograms.sluice, words, { encoding: 'utf8', ...settings });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
