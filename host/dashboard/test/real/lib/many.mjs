// A state with many parked tasks: one real task is exported, and as many like it are imported.
import { writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { Served } from './server.mjs';

const kConfig = `pipelines:
  orders:
    subscriber: {use: file.subscriber, path: ../in.ndjson}
    transformers: [{use: core.cast, fields: {price: number}}]
    publisher: {use: file.publisher, path: ../out.ndjson}
`;
const kGroups = ['price is missing', 'the customer is not known', 'the currency is not taken here', 'the address is too long'];
const kPart = 10_000;

function writeTasks(file, one, count) {
  const out = openSync(file, 'w');
  for (let from = 0; from < count; from += kPart) {
    const lines = Array.from({ length: Math.min(kPart, count - from) }, (_, i) => {
      const n = from + i;
      const source = `{"id":"o-${n}","price":"x"}`;
      return JSON.stringify({ ...one, id: n + 1, key: `o-${n}`, source, value: source, message: `${kGroups[n % kGroups.length]}: order ${n}`, origin: n.toString(16).padStart(32, '0') });
    });
    writeSync(out, `${lines.join('\n')}\n`);
  }
  closeSync(out);
}

export async function serveManyTasks(count) {
  const server = new Served({ files: { 'orders.yaml': kConfig, '../in.ndjson': '{"id":"o","price":"x"}\n' } });
  server.command('run', 'shop');
  const exported = server.command('tasks', 'export', 'shop', '--all');
  const [line] = exported.out.split('\n');
  if (!line) throw new Error(exported.err);
  const file = join(server.home.path, 'tasks.ndjson');
  writeTasks(file, JSON.parse(line), count);
  const clean = new Served({ files: { 'orders.yaml': kConfig, '../in.ndjson': '' } });
  const put = clean.command('tasks', 'import', 'shop', file);
  if (put.code !== 0) throw new Error(put.err);
  await server.stop();
  return clean.start();
}
