// `sluice serve FOLDER --dashboard`, and its API as a program uses it.
import { readFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Child, kPrograms, newFolder, runSluice } from './program.mjs';

const kSeparator = '/';

// A folder with a configuration, and the server of it; `files` by their path in it.
export class Served {
  constructor({ files = {}, env = {}, plugins = kPrograms.plugins } = {}) {
    this.home = newFolder();
    this.shop = join(this.home.path, 'shop');
    mkdirSync(this.shop);
    this.env = { ...process.env, SLUICE_PLUGINS: plugins, SLUICE_STATE: join(this.home.path, 'state'), ...env };
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path, text) {
    const file = join(this.shop, ...path.split(kSeparator));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  read(path) { return readFileSync(join(this.shop, path), 'utf8'); }
  has(path) { return existsSync(join(this.shop, path)); }
  command(...words) { return runSluice(words, { cwd: this.home.path, env: this.env }); }

  // Port 0: a free one; a server that is started again takes the one before.
  async start() {
    const port = this.address ? new URL(this.address).port : '0';
    this.child = new Child(kPrograms.sluice, ['serve', 'shop', `--dashboard=127.0.0.1:${port}`], { cwd: this.home.path, env: this.env });
    const [, link] = await this.child.says(/(http:\/\/127\.0\.0\.1:\d+\/start\?token=\w+)\s/);
    this.link = link;
    this.address = new URL(link).origin;
    return this;
  }

  // A token of its own for a program or a second person.
  token(name, role) {
    const made = this.command('access', 'add', 'shop', name, role);
    if (made.code !== 0) throw new Error(made.err);
    return made.out.trim().split(/\s/)[0];
  }

  ask(path, { token = this.admin(), method = 'GET', headers = {}, body } = {}) {
    const own = token ? { authorization: `Bearer ${token}` } : {};
    return fetch(this.address + path, { method, redirect: 'manual', headers: { ...own, ...headers }, body });
  }
  admin() { return (this.adminToken ??= this.token('test-admin', 'admin')); }
  async get(path) { return (await this.ask(`/api/v1${path}`)).json(); }
  async post(path, body) {
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await this.ask(`/api/v1${path}`, { method: 'POST', ...json })).json();
  }

  kill() { return this.child.stop('SIGKILL'); }
  async stop() {
    const code = await this.child?.stop();
    this.home.remove();
    return code;
  }
}

export const serve = (settings) => new Served(settings).start();
