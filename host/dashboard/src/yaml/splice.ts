// Changes of one value of a YAML text: the bytes of that value are replaced, no other byte changes.
import {
  CannotEdit, type Node, type Pair, type Parsed, type Path, type YAMLMap, afterColon, columnOf, contentEnd, isMap, isNothing, isSeq,
  keyOf, lineEnd, nodeAt, pairAt, pairEnd, read, refuseShared, refuseSharedAbove, startOf,
} from './document';
import { checked, withEndOfLine } from './verify';
import { RawBlock, RawScalar, behindColon, plainOf, writeBlock, writeFlow, writePair, writeText } from './write';
import { insertItem, removeItem } from './items';
import { removePair } from './remove';

export { CannotEdit, RawBlock, RawScalar };

const replace = (text: string, from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to);

const isPlainObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && Object.getPrototypeOf(v) === Object.prototype;

// Is the node inside of {} or [], where only flow style is allowed?
function insideFlow(parsed: Parsed, path: Path): boolean {
  for (let n = 0; n < path.length; ++n) {
    const node = nodeAt(parsed, path.slice(0, n));
    if ((isMap(node) || isSeq(node)) && node.flow) return true;
  }
  return false;
}

// Puts a value where one is, or where nothing is behind the colon.
function overwrite(parsed: Parsed, path: Path, value: unknown): string {
  const { text } = parsed;
  const node = nodeAt(parsed, path);
  const parent = nodeAt(parsed, path.slice(0, -1));
  refuseShared(node);
  const flow = insideFlow(parsed, path);
  const written = flow ? writeFlow(value) : undefined;
  if (isMap(parent)) {
    const pair = pairAt(parent, path[path.length - 1] as string) as Pair;
    return overwritePair(text, pair, node, value, written);
  }
  if (!node) throw new CannotEdit('There is no such place in the text.');
  const from = startOf(node);
  return replace(text, from, contentEnd(text, node), written ?? writeBlock(value, columnOf(text, from)));
}

// A comment behind "key:" stays there when the value has lines of its own.
function overwritePair(text: string, pair: Pair, node: Node | undefined, value: unknown, flow: string | undefined): string {
  const colon = afterColon(text, pair);
  const indent = columnOf(text, startOf(pair.key as Node)) + 2;
  const behind = flow === undefined ? behindColon(value, indent) : ` ${flow}`;
  if (isNothing(node)) {
    const at = behind.startsWith('\n') ? Math.max(colon, lineEnd(text, colon)) : colon;
    return replace(text, at, at, behind);
  }
  const from = startOf(node as Node);
  const end = contentEnd(text, node as Node);
  const sameLine = !text.slice(colon, from).includes('\n');
  if (sameLine && !behind.startsWith('\n')) return replace(text, from, end, behind.slice(1));
  if (text.slice(colon, from).includes('#')) throw new CannotEdit('There is a comment within this value. Edit it as text.');
  return replace(text, colon, end, behind);
}

function addToFlow(text: string, map: YAMLMap, key: string, value: unknown): string {
  const last = map.items[map.items.length - 1];
  const pair = `${writeText(key, true)}: ${writeFlow(value)}`;
  if (!last) return replace(text, startOf(map) + 1, startOf(map) + 1, pair);
  const at = pairEnd(text, last);
  return replace(text, at, at, `, ${pair}`);
}

function addToBlock(text: string, map: YAMLMap, key: string, value: unknown): string {
  const first = map.items[0] as Pair;
  const column = columnOf(text, startOf(first.key as Node));
  const at = lineEnd(text, contentEnd(text, map));
  return replace(text, at, at, `\n${' '.repeat(column)}${writePair(key, value, column)}`);
}

function add(parsed: Parsed, path: Path, value: unknown): string {
  const { text, doc } = parsed;
  const parentPath = path.slice(0, -1);
  const key = path[path.length - 1] as string | number;
  const parent = nodeAt(parsed, parentPath);
  if (isNothing(parent) && parentPath.length === 0) return `${withEndOfLine(text)}${writePair(String(key), value, 0)}\n`;
  if (isNothing(parent)) return set(text, parentPath, typeof key === 'number' ? [value] : { [key]: value });
  if (isSeq(parent)) return insertItem(text, parentPath, Number(key), value);
  if (!isMap(parent)) throw new CannotEdit(`${parentPath.join('.')} is not an object.`);
  refuseShared(doc.contents === parent ? undefined : parent);
  if (parent.items.length === 0 && !insideFlow(parsed, parentPath) && parentPath.length > 0) return overwrite(parsed, parentPath, { [key]: value });
  return parent.flow ? addToFlow(text, parent, String(key), value) : addToBlock(text, parent, String(key), value);
}

// Objects and lists are changed member by member, so that comments within them stay.
function merge(text: string, path: Path, value: unknown): string | undefined {
  const node = nodeAt(read(text), path);
  if (isMap(node) && isPlainObject(value) && node.items.length > 0 && Object.keys(value).length > 0) {
    const gone = node.items.map((p) => keyOf(p as Pair)).filter((k) => !(k in value));
    if (gone.length === node.items.length) return undefined;
    let next = text;
    for (const [k, v] of Object.entries(value)) next = set(next, [...path, k], v);
    for (const k of gone) next = removePair(next, [...path, k]);
    return next;
  }
  if (isSeq(node) && Array.isArray(value) && node.items.length > 0 && value.length > 0) {
    let next = text;
    value.forEach((v, i) => {
      next = i < node.items.length ? set(next, [...path, i], v) : insertItem(next, path, i, v);
    });
    for (let i = node.items.length - 1; i >= value.length; --i) next = removeItem(next, path, i);
    return next;
  }
  return undefined;
}

function set(text: string, path: Path, value: unknown): string {
  const parsed = read(text);
  if (parsed.doc.errors.length > 0) throw new CannotEdit('The text is not well formed. Mend it first.');
  refuseSharedAbove(parsed, path);
  const parent = nodeAt(parsed, path.slice(0, -1));
  const node = nodeAt(parsed, path);
  const there = path.length === 0 || (isMap(parent) ? pairAt(parent, path[path.length - 1] as string) !== undefined : isSeq(parent) && node !== undefined);
  if (!there) return add(parsed, path, value);
  if (node && !(value instanceof RawBlock) && same(node.toJS(parsed.doc), plainOf(value)) && !(value instanceof RawScalar)) return text;
  return merge(text, path, value) ?? overwrite(parsed, path, value);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

// The text with `value` at `path`; objects on the way are made. Throws CannotEdit if that would change anything else.
export function setAt(text: string, path: Path, value: unknown): string {
  return checked(text, set(text, path, value), path, plainOf(value));
}

// The text without the member at `path`; an object that is empty then goes, too, down to `keep` levels.
export function removeAt(text: string, path: Path, keep = path.length - 1): string {
  const parsed = read(text);
  refuseSharedAbove(parsed, path);
  const parent = nodeAt(parsed, path.slice(0, -1));
  if (nodeAt(parsed, path) === undefined && !(isMap(parent) && pairAt(parent, path[path.length - 1] as string))) return text;
  if (isSeq(parent)) return removeItem(text, path.slice(0, -1), Number(path[path.length - 1]));
  if (isMap(parent) && parent.items.length === 1 && path.length - 1 > keep) return removeAt(text, path.slice(0, -1), keep);
  return checked(text, removePair(text, path), path, undefined);
}
