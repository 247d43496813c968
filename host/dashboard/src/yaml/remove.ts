// Members taken out of objects.
import { CannotEdit, type Node, type Pair, type Path, type YAMLMap, columnOf, isMap, keyOf, lineEnd, lineStart, nodeAt, pairEnd, read, refuseShared, startOf } from './document';

function fromFlow(text: string, map: YAMLMap, at: number): string {
  const pair = map.items[at] as Pair;
  const next = map.items[at + 1] as Pair | undefined;
  const before = map.items[at - 1] as Pair | undefined;
  const start = startOf(pair.key as Node);
  if (next) return text.slice(0, start) + text.slice(startOf(next.key as Node));
  return text.slice(0, before ? pairEnd(text, before) : start) + text.slice(pairEnd(text, pair));
}

function fromBlock(text: string, map: YAMLMap, at: number): string {
  const pair = map.items[at] as Pair;
  const start = startOf(pair.key as Node);
  const begin = lineStart(text, start);
  const end = Math.min(text.length, lineEnd(text, pairEnd(text, pair)) + 1);
  if (text.slice(begin, start).trim() === '') return text.slice(0, begin) + text.slice(end);
  const next = map.items[at + 1] as Pair | undefined;
  if (!next || columnOf(text, startOf(next.key as Node)) !== columnOf(text, start)) throw new CannotEdit('Edit this as text.');
  if (text.slice(pairEnd(text, pair), startOf(next.key as Node)).includes('#')) throw new CannotEdit('A comment stands behind this value. Edit it as text.');
  return text.slice(0, start) + text.slice(startOf(next.key as Node));
}

// The only member of an object: an empty object stays.
function lastOne(text: string, map: YAMLMap): string {
  const pair = map.items[0] as Pair;
  const start = startOf(pair.key as Node);
  const end = pairEnd(text, pair);
  return `${text.slice(0, start)}{}${text.slice(end)}`;
}

export function removePair(text: string, path: Path): string {
  const parsed = read(text);
  const map = nodeAt(parsed, path.slice(0, -1));
  if (!isMap(map)) throw new CannotEdit('There is no such place in the text.');
  const at = map.items.findIndex((p) => keyOf(p as Pair) === String(path[path.length - 1]));
  if (at < 0) return text;
  refuseShared((map.items[at] as Pair).value as Node | undefined);
  if (map.flow) return fromFlow(text, map, at);
  return map.items.length === 1 ? lastOne(text, map) : fromBlock(text, map, at);
}

export function renameKey(text: string, path: Path, name: string, write: (key: string, flow: boolean) => string): string {
  const map = nodeAt(read(text), path.slice(0, -1));
  if (!isMap(map)) throw new CannotEdit('There is no such place in the text.');
  const pair = map.items.find((p) => keyOf(p as Pair) === String(path[path.length - 1])) as Pair | undefined;
  if (!pair || map.items.some((p) => keyOf(p as Pair) === name)) return text;
  const key = pair.key as Node;
  const [from, to] = key.range as [number, number, number];
  return text.slice(0, from) + write(name, Boolean(map.flow)) + text.slice(to);
}
