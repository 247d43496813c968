// A pipeline of orders from a file to a web shop and an archive, whose shop can break.
import { readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './program.mjs';
import { serve } from './server.mjs';
import { startTarget } from './target.mjs';

const kFile = `# Orders of the shop. Written by hand.
clients:
  shop:
    use: http.client   # the web shop
    base_uri: ADDRESS
    retry: {attempts: 1}
outgoing:
  shop:
    backlog: {longest_wait: 1s}
    publisher: {use: http.publisher, client: shop, method: POST, path: /orders, safe_to_repeat: true}
  archive:
    publisher: {use: file.publisher, path: ../archive.ndjson}
pipelines:
  orders:
    subscriber: {use: file.subscriber, path: ../orders.ndjson}
    to: [shop, archive]
    park_limit: off
    retry: {attempts: 1}
`;

export async function serveOrders(records, more = {}) {
  const target = await startTarget();
  const server = await serve({ files: { 'orders.yaml': kFile.replace('ADDRESS', target.address), '../orders.ndjson': '', ...more } });
  const add = (lines) => {
    const file = join(server.home.path, 'orders.ndjson');
    writeFileSync(file, readFileSync(file, 'utf8') + lines.map((one) => `${typeof one === 'string' ? one : JSON.stringify(one)}\n`).join(''));
  };
  add(records);
  const archived = () => {
    const file = join(server.home.path, 'archive.ndjson');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).length : 0;
  };
  // A run to its end; its outcome.
  const run = async () => {
    const { run: id } = await server.post('/pipelines/orders/runs');
    const ended = await until('the run ends', async () => {
      const found = await server.get(`/runs/${id}`);
      return found.ended ? found : undefined;
    });
    return ended.outcome;
  };
  const close = async () => {
    await server.stop();
    await target.stop();
  };
  return { server, target, add, archived, run, close };
}

export const orders = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => ({ id: `o-${from + i}`, price: from + i, text: 'plain' }));
