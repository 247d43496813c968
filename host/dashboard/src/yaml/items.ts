// Items of lists put in, taken out and moved; comment lines directly above an item go with it.
import { CannotEdit, type Node, type Path, type YAMLSeq, columnOf, contentEnd, isSeq, lineEnd, lineStart, nodeAt, read, refuseShared, startOf } from './document';
import { checkedAs, meaning, withEndOfLine } from './verify';
import { plainOf, writeBlock, writeFlow } from './write';

function listAt(text: string, path: Path): YAMLSeq {
  const node = nodeAt(read(text), path);
  if (!isSeq(node)) throw new CannotEdit('There is no list at this place.');
  refuseShared(node);
  return node;
}

const valuesOf = (text: string, path: Path): unknown[] => {
  let value: unknown = meaning(text);
  for (const key of path) value = (value as Record<string | number, unknown>)[key];
  return value as unknown[];
};

// `after` must mean what `before` means with another list at `path`.
function verified(before: string, after: string, path: Path, change: (list: unknown[]) => void): string {
  const expected = meaning(before);
  let list: unknown = expected;
  for (const key of path) list = (list as Record<string | number, unknown>)[key];
  change(list as unknown[]);
  return checkedAs(after, expected);
}

function dashOf(text: string, item: Node): number {
  let at = startOf(item) - 1;
  while (at >= 0 && /\s/.test(text[at] as string)) --at;
  if (text[at] !== '-' || text.slice(lineStart(text, at), at).trim() !== '') throw new CannotEdit('This list is written in a way that must be edited as text.');
  return at;
}

// Lines of an item, with the comment lines directly above it and the end of its last line.
function linesOf(text: string, item: Node): [number, number] {
  const dash = dashOf(text, item);
  const column = columnOf(text, dash);
  let from = lineStart(text, dash);
  while (from > 0) {
    const above = lineStart(text, from - 1);
    const line = text.slice(above, from);
    if (!line.trim().startsWith('#') || line.search(/\S/) !== column) break;
    from = above;
  }
  return [from, Math.min(text.length, lineEnd(text, contentEnd(text, item)) + 1)];
}

function intoFlow(text: string, list: YAMLSeq, at: number, value: unknown): string {
  const written = writeFlow(value);
  const items = list.items as Node[];
  if (items.length === 0) return text.slice(0, startOf(list) + 1) + written + text.slice(startOf(list) + 1);
  const next = items[at];
  if (next) return `${text.slice(0, startOf(next))}${written}, ${text.slice(startOf(next))}`;
  const end = contentEnd(text, items[items.length - 1] as Node);
  return `${text.slice(0, end)}, ${written}${text.slice(end)}`;
}

export function insertItem(original: string, path: Path, at: number, value: unknown): string {
  const text = withEndOfLine(original);
  const list = listAt(text, path);
  const items = list.items as Node[];
  const change = (l: unknown[]): void => void l.splice(at, 0, plainOf(value));
  if (list.flow) return verified(text, intoFlow(text, list, at, value), path, change);
  const column = columnOf(text, dashOf(text, items[0] as Node));
  const place = at < items.length ? linesOf(text, items[at] as Node)[0] : linesOf(text, items[items.length - 1] as Node)[1];
  const lines = `${' '.repeat(column)}- ${writeBlock(value, column + 2)}\n`;
  return verified(text, text.slice(0, place) + lines + text.slice(place), path, change);
}

function outOfFlow(text: string, items: Node[], at: number): string {
  const item = items[at] as Node;
  const next = items[at + 1];
  if (next) return text.slice(0, startOf(item)) + text.slice(startOf(next));
  const before = items[at - 1];
  return text.slice(0, before ? contentEnd(text, before) : startOf(item)) + text.slice(contentEnd(text, item));
}

export function removeItem(original: string, path: Path, at: number): string {
  const text = withEndOfLine(original);
  const list = listAt(text, path);
  const items = list.items as Node[];
  const item = items[at];
  if (!item) return original;
  const change = (l: unknown[]): void => void l.splice(at, 1);
  if (list.flow) return verified(text, outOfFlow(text, items, at), path, change);
  const [from, to] = linesOf(text, item);
  if (items.length > 1) return verified(text, text.slice(0, from) + text.slice(to), path, change);
  const pad = ' '.repeat(columnOf(text, dashOf(text, item)));
  return verified(text, `${text.slice(0, from)}${pad || '  '}[]\n${text.slice(to)}`, path, change);
}

// The order of a flow list changes in its places, so separators and comments stay where they are.
function reorderFlow(text: string, items: Node[], order: number[]): string {
  let out = '';
  let at = 0;
  items.forEach((slot, i) => {
    const source = items[order[i] as number] as Node;
    out += text.slice(at, startOf(slot)) + text.slice(startOf(source), contentEnd(text, source));
    at = contentEnd(text, slot);
  });
  return out + text.slice(at);
}

export function moveItem(original: string, path: Path, from: number, to: number): string {
  const text = withEndOfLine(original);
  const list = listAt(text, path);
  const items = list.items as Node[];
  if (from === to || !items[from] || !items[to]) return original;
  const change = (l: unknown[]): void => void l.splice(to, 0, l.splice(from, 1)[0]);
  if (list.flow) {
    const order = items.map((_, i) => i);
    order.splice(to, 0, order.splice(from, 1)[0] as number);
    return verified(text, reorderFlow(text, items, order), path, change);
  }
  const [start, end] = linesOf(text, items[from] as Node);
  const [before, behind] = linesOf(text, items[to] as Node);
  const lines = text.slice(start, end);
  const after = to < from
    ? text.slice(0, before) + lines + text.slice(before, start) + text.slice(end)
    : text.slice(0, start) + text.slice(end, behind) + lines + text.slice(behind);
  return verified(text, after, path, change);
}

export const itemCount = (text: string, path: Path): number => {
  const node = nodeAt(read(text), path);
  return isSeq(node) ? valuesOf(text, path).length : 0;
};
