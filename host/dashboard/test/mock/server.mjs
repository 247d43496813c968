// A server with the API that the dashboard uses, in memory. For tests and for work on the pages:
// node test/mock/server.mjs [port]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routesOf } from './routes.mjs';
import { stateOf } from './state.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const kTypes = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml' };
const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

export function problemOf(status, title, detail = '', more = {}) {
  return { status, type: 'application/problem+json', body: { type: 'urn:sluice:problem:mock', title, status, detail, ...more } };
}

function sendFile(response, path) {
  const inside = normalize(join(dist, path));
  const file = inside.startsWith(dist) && existsSync(inside) && statSync(inside).isFile() ? inside : join(dist, 'index.html');
  response.writeHead(200, { 'content-type': kTypes[extname(file)] ?? 'application/octet-stream', 'content-security-policy': kPolicy, 'x-content-type-options': 'nosniff' });
  createReadStream(file).pipe(response);
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function sendReply(response, reply) {
  const { status = 200, type = 'application/json', body, etag, text } = reply;
  const headers = { 'content-type': type };
  if (etag) headers.etag = etag;
  response.writeHead(status, headers);
  response.end(text ?? (body === undefined ? '' : JSON.stringify(body)));
}

const isApi = (path) => path.startsWith('/api/') || path === '/metrics';

async function answer(state, routes, request, response) {
  const url = new URL(request.url, 'http://mock');
  if (!isApi(url.pathname)) return sendFile(response, url.pathname);
  if (state.down) return request.socket.destroy();
  if (state.signedOut && url.pathname !== '/api/v1/session') return sendReply(response, problemOf(401, 'Sign in'));
  if (request.method !== 'GET' && request.headers['x-sluice'] !== '1') return sendReply(response, problemOf(403, 'The header X-Sluice is missing'));
  const body = await bodyOf(request);
  for (const [method, pattern, handle] of routes) {
    const found = request.method === method && pattern.exec(url.pathname);
    if (!found) continue;
    const call = { params: found.slice(1).map(decodeURIComponent), query: url.searchParams, body, headers: request.headers, request, response };
    const reply = await handle(call);
    if (reply) sendReply(response, reply);
    return;
  }
  sendReply(response, problemOf(404, 'There is no such resource'));
}

// Starts at `port` (0: any); `state` may be changed by the test while it runs.
export async function startMock(port = 0, overrides = {}) {
  const state = stateOf(overrides);
  const routes = routesOf(state);
  const server = createServer((request, response) => {
    answer(state, routes, request, response).catch((e) => sendReply(response, problemOf(500, 'Mock failed', String(e.stack))));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  const address = `http://127.0.0.1:${server.address().port}`;
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  const dropConnections = () => server.closeAllConnections();
  return { address, state, stop, dropConnections };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await startMock(Number(process.argv[2] ?? 0));
  console.log(address);
}
