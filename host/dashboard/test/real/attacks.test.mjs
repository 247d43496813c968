// What an attacker tries at the address of a real server: each is refused or bounded.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { orders, serveOrders } from './lib/orders.mjs';
import { kMissing, until } from './lib/program.mjs';

const kWrites = [
  ['POST', '/pipelines/orders/runs'], ['POST', '/reload'], ['POST', '/tasks/retry?all=1'], ['POST', '/tasks/skip?all=1'], ['DELETE', '/tasks?all=1'],
  ['PUT', '/configuration/files/orders.yaml'], ['DELETE', '/configuration/files/orders.yaml'], ['POST', '/jobs'], ['POST', '/preview'], ['POST', '/eval'],
  ['POST', '/clients/shop/check'], ['PUT', '/state/orders/cursor'], ['POST', '/state/orders/reset'], ['POST', '/access/tokens'],
];
const kOutside = ['../outside.yaml', '..%2foutside.yaml', '%2e%2e%2foutside.yaml', 'a/../../outside.yaml', '/etc/passwd', '%2fetc%2fpasswd', 'x%00.yaml', '..\\outside.yaml', 'link.yaml', 'orders.sh', '.hidden.yaml'];
const kStreams = 10_000;

describe('attacks', { skip: kMissing }, () => {
  let all, server, viewer, session;
  before(async () => {
    all = await serveOrders(orders(1, 3));
    server = all.server;
    server.admin();
    viewer = server.token('viewer', 'viewer');
    all.target.judge = () => [422, '{"error":"no"}'];
    await all.run();
  });
  after(() => all?.close());

  const statusOf = async (path, settings) => {
    const answer = await server.ask(path, settings);
    await answer.arrayBuffer();
    return answer.status;
  };
  // Node's own client: fetch does not let a program choose Host.
  const raw = (path, headers, method = 'GET') => new Promise((done, failed) => {
    const { hostname, port } = new URL(server.address);
    request({ hostname, port, path, method, headers }, (answer) => {
      answer.resume().on('end', () => done(answer));
    }).on('error', failed).end();
  });

  test('without a token and with a wrong one there is no data on any route', async () => {
    const { paths } = await server.get('/openapi.json');
    const open = new Set(['/healthz', '/readyz']);
    for (const path of Object.keys(paths).filter((one) => paths[one].get && !open.has(one))) {
      const at = path.startsWith('/api') || path === '/metrics' ? path : `/api/v1${path}`;
      const place = at.replace(/\{\w+\}/g, '1');
      assert.equal(await statusOf(place, { token: '' }), 401, place);
    }
    assert.equal(await statusOf('/api/v1/status', { token: 'wrong-token-of-somebody' }), 401);
  });

  test('wrong tokens make their sender wait, and a session that is made up is none', async () => {
    assert.equal((await raw('/api/v1/status', { cookie: 'sluice_session=made-up; session=x' })).statusCode, 401);
    const seen = [];
    await until('a guesser is told to wait', async () => {
      const answer = await server.ask('/api/v1/status', { token: `guess-${seen.length}-of-a-token` });
      seen.push(answer.status);
      return answer.status === 429 && answer.headers.get('retry-after');
    });
    await until('and is let in again', async () => (await statusOf('/api/v1/status')) === 200);
  });

  test('a viewer changes nothing, sees no payload, and finds it in no other answer', async () => {
    for (const [method, path] of kWrites) {
      assert.equal(await statusOf(`/api/v1${path}`, { token: viewer, method, headers: { 'x-sluice': '1', 'content-type': 'application/json' }, body: '{}' }), 403, `${method} ${path}`);
    }
    assert.equal(await statusOf('/api/v1/tasks/1/payload', { token: viewer }), 403);
    assert.equal(await statusOf('/api/v1/clients/shop/requests', { token: viewer }), 403);
    assert.equal(await statusOf('/api/v1/audit', { token: viewer }), 403);
    for (const path of ['/tasks?texts=true', '/tasks/1', '/tasks/1?texts=true', '/task-groups']) {
      const text = await (await server.ask(`/api/v1${path}`, { token: viewer })).text();
      assert.doesNotMatch(text, /plain/, path);
    }
  });

  test('a link signs in once, with a cookie that no script and no other site has', async () => {
    const first = await fetch(server.link, { redirect: 'manual' });
    assert.equal(first.status, 303);
    const cookie = first.headers.get('set-cookie');
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Strict/);
    assert.match(cookie, /Max-Age=\d+/);
    session = cookie.split(';')[0];
    assert.equal((await fetch(server.link, { redirect: 'manual' })).status, 401);
    assert.equal((await raw('/api/v1/status', { cookie: session })).statusCode, 200);
  });

  test('another site cannot send a change with the session of a browser', async () => {
    const own = { cookie: session, 'x-sluice': '1', origin: server.address, 'content-length': 0 };
    const path = '/api/v1/clients/shop/check';
    const refused = [
      { origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'x-sluice': undefined },
    ];
    for (const one of refused) {
      const headers = Object.fromEntries(Object.entries({ ...own, ...one }).filter(([, value]) => value !== undefined));
      assert.equal((await raw(path, headers, 'POST')).statusCode, 403, JSON.stringify(one));
    }
    assert.equal((await raw(path, own, 'POST')).statusCode, 200);
    const form = { ...own, 'content-type': 'application/x-www-form-urlencoded' };
    assert.equal((await raw('/api/v1/eval', form, 'POST')).statusCode, 415);
    const cors = await raw('/api/v1/status', { cookie: session, origin: server.address });
    assert.equal(cors.headers['access-control-allow-origin'], undefined);
    assert.equal((await raw('/api/v1/status', { cookie: session, origin: 'https://evil.example' })).statusCode, 403);
  });

  test('a name that leads to this machine (DNS rebinding) gets nothing, not the page either', async () => {
    const { port } = new URL(server.address);
    for (const path of ['/', '/api/v1/status', '/start?token=x', '/status', '/metrics']) {
      assert.equal((await raw(path, { host: `evil.example:${port}`, cookie: session })).statusCode, 403, path);
    }
  });

  test('every answer carries the strict policy and is not kept', async () => {
    for (const path of ['/', '/status', '/api/v1/status', '/nothing.js', '/api/v1/nothing']) {
      const { headers } = await raw(path, { cookie: session });
      assert.match(headers['content-security-policy'], /default-src 'none'; script-src 'self'; style-src 'self'/, path);
      assert.doesNotMatch(headers['content-security-policy'], /unsafe|data:|\*/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.match(headers['cache-control'], /no-store/);
    }
  });

  test('a path of a file leads nowhere outside of the folder', async () => {
    server.write('../outside.yaml', 'pipelines: {}\n');
    spawnSync('ln', ['-s', '../outside.yaml', `${server.shop}/link.yaml`]);
    for (const name of kOutside) {
      const path = `/api/v1/configuration/files/${name.startsWith('/') ? encodeURIComponent(name) : name}`;
      const read = await raw(path, { cookie: session });
      assert.ok([400, 403, 404, 422].includes(read.statusCode), `${name}: ${read.statusCode}`);
      const put = await server.ask(path, { method: 'PUT', headers: { 'if-none-match': '*', 'content-type': 'text/yaml' }, body: 'clients: {}\n' });
      assert.ok([400, 403, 404, 405, 409, 412, 422].includes(put.status), `${name}: ${put.status}`);
    }
    spawnSync('rm', [`${server.shop}/link.yaml`]);
  });

  test('a body without end, a header without end and a poll without measure are refused', async () => {
    const large = await server.ask('/api/v1/eval', { method: 'POST', headers: { 'content-type': 'application/json' }, body: `"${'x'.repeat(20 << 20)}"` }).then((answer) => answer.status, () => 413);
    assert.equal(large, 413);
    assert.ok([400, 422].includes(await statusOf('/api/v1/tasks?limit=1000000')));
    assert.ok([400, 422].includes(await statusOf('/api/v1/tasks?unknown=1')));
    const headers = await raw('/api/v1/status', { cookie: session, 'x-long': 'x'.repeat(60_000) }).then((answer) => answer.statusCode, () => 431);
    assert.ok(headers >= 400, String(headers));
  });

  test('thousands of event streams are refused from a bound on, and the others are still served', async () => {
    const { hostname, port } = new URL(server.address);
    const limit = Number(spawnSync('bash', ['-c', 'ulimit -n'], { encoding: 'utf8' }).stdout);
    const wanted = Math.min(kStreams, limit - 200);
    const counts = { served: 0, refused: 0, closed: 0 };
    const ends = [];
    const one = () => new Promise((done) => {
      const socket = connect(Number(port), hostname, () => socket.write(`GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${viewer}\r\n\r\n`));
      ends.push(socket);
      let how;
      const settle = (as) => {
        if (how) return;
        ++counts[(how = as)];
        done();
      };
      socket.setEncoding('latin1').once('data', (text) => settle(/^HTTP\/1\.1 200/.test(text) ? 'served' : 'refused'));
      socket.on('error', () => settle('closed')).on('close', () => settle('closed'));
    });
    for (let made = 0; made < wanted; made += 200) await Promise.all(Array.from({ length: Math.min(200, wanted - made) }, one));
    console.log(`  ${wanted} event streams: ${counts.served} served, ${counts.refused} refused, ${counts.closed} closed`);
    assert.ok(counts.served < 100, JSON.stringify(counts));
    assert.equal(counts.served + counts.refused + counts.closed, wanted);
    assert.equal(await statusOf('/api/v1/status'), 200);
    ends.forEach((end) => end.destroy());
    await until('a new stream is served once they are gone', async () => {
      const answer = await server.ask('/api/v1/events', { token: viewer });
      await answer.body.cancel();
      return answer.status === 200;
    });
  });
});
