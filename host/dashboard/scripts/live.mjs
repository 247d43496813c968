// Serves dist/ and hands everything else to a running `sluice serve --dashboard`, for work on the pages:
// node scripts/live.mjs http://127.0.0.1:8711 [port]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = new URL(process.argv[2]);
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const kTypes = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.svg': 'image/svg+xml' };
const isServers = (path) => /^\/(api\/|metrics|start|status|healthz|readyz)/.test(path);

function forward(request, response) {
  const headers = { ...request.headers, host: target.host };
  if (headers.origin) headers.origin = target.origin;
  const onward = ask({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers }, (answer) => {
    const location = answer.headers.location === '/status' ? { location: '/' } : {};
    response.writeHead(answer.statusCode, { ...answer.headers, ...location });
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function sendFile(path, response) {
  const inside = normalize(join(dist, path));
  const file = inside.startsWith(dist) && existsSync(inside) && statSync(inside).isFile() ? inside : join(dist, 'index.html');
  response.writeHead(200, { 'content-type': kTypes[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store' });
  createReadStream(file).pipe(response);
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://dev');
  if (isServers(pathname)) forward(request, response);
  else sendFile(pathname, response);
});
server.listen(Number(process.argv[3] ?? 0), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
