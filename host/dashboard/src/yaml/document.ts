// Reading of YAML for its positions. Nothing is written with the library: its round trip changes foreign bytes.
import { LineCounter, type Document, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';

export type Path = (string | number)[];
export type { Node, Pair, YAMLMap, YAMLSeq };
export { isMap, isScalar, isSeq };

// An edit that cannot be made byte by byte; the text must be edited by hand.
export class CannotEdit extends Error {}

export type Parsed = { text: string; doc: Document.Parsed; lines: LineCounter };

export function read(text: string): Parsed {
  const lines = new LineCounter();
  return { text, doc: parseDocument(text, { lineCounter: lines, keepSourceTokens: true, uniqueKeys: true }), lines };
}

// First fault of the text, with its place; undefined if it is well formed.
export function faultOf(text: string): { message: string; line: number; column: number } | undefined {
  const { doc, lines } = read(text);
  const error = doc.errors[0];
  if (!error) return undefined;
  const { line, col } = lines.linePos(error.pos[0]);
  return { message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''), line, column: col };
}

export const keyOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key);

export const startOf = (node: Node): number => (node.range as [number, number, number])[0];

export function pairAt(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.find((p) => isPair(p) && keyOf(p) === String(key));
}

export function childOf(node: Node | null | undefined, key: string | number): Node | undefined {
  if (isMap(node)) return (pairAt(node, key)?.value ?? undefined) as Node | undefined;
  if (isSeq(node)) return node.items[Number(key)] as Node | undefined;
  return undefined;
}

export function nodeAt(parsed: Parsed, path: Path): Node | undefined {
  let node = (parsed.doc.contents ?? undefined) as Node | undefined;
  for (const key of path) node = childOf(node, key);
  return node;
}

export const isNothing = (node: Node | null | undefined): boolean =>
  !node || (isScalar(node) && node.value === null && (node as Scalar).source === '');

// Anchors, aliases and merges share bytes between places.
export function refuseShared(node: Node | undefined): void {
  if (!node) return;
  let shared = false;
  visit(node, (_, n) => {
    if (isAlias(n) || ((isScalar(n) || isMap(n) || isSeq(n)) && n.anchor)) shared = true;
  });
  if (shared) throw new CannotEdit('This value is shared with others by an anchor (& or *). Edit it as text.');
}

// Refuses a path that leads through an object which other places share.
export function refuseSharedAbove(parsed: Parsed, path: Path): void {
  for (let n = 0; n <= path.length; ++n) {
    const node = nodeAt(parsed, path.slice(0, n));
    const anchor = (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor;
    if (anchor || isAlias(node)) throw new CannotEdit('This value is shared with others by an anchor (& or *). Edit it as text.');
  }
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}
export const columnOf = (text: string, at: number): number => at - lineStart(text, at);

function colonAfter(text: string, pair: Pair): number {
  const key = pair.key as Node;
  return text.indexOf(':', (key.range as [number, number, number])[1]) + 1;
}

// Where the text of a pair ends, without a comment behind it.
export function pairEnd(text: string, pair: Pair): number {
  const value = pair.value as Node | null;
  return isNothing(value) ? colonAfter(text, pair) : contentEnd(text, value as Node);
}
export const afterColon = colonAfter;

// Where the text of a node ends, without a comment or line end behind it.
export function contentEnd(text: string, node: Node): number {
  const [start, end] = node.range as [number, number, number];
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items[node.items.length - 1];
    if (!last) return end;
    return isPair(last) ? pairEnd(text, last) : contentEnd(text, last as Node);
  }
  let at = end;
  while (at > start && /[\n\r]/.test(text[at - 1] as string)) --at;
  return at;
}

export function valueAt(text: string, path: Path): unknown {
  return nodeAt(read(text), path)?.toJS(read(text).doc);
}

// The characters of a scalar as they are written, such as 1.10.
export function sourceAt(text: string, path: Path): string | undefined {
  const node = nodeAt(read(text), path);
  return isScalar(node) ? (node as Scalar).source ?? String(node.value) : undefined;
}

// The lines of a value as a text of its own, moved to the left.
export function textAt(text: string, path: Path): string {
  const node = nodeAt(read(text), path);
  if (isNothing(node)) return '';
  const from = startOf(node as Node);
  const indent = ' '.repeat(columnOf(text, from));
  return text.slice(from, contentEnd(text, node as Node)).split('\n').map((l) => (l.startsWith(indent) ? l.slice(indent.length) : l)).join('\n');
}
