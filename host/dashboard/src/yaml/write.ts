// Values as YAML: block style for people, flow style inside of flow.
import { parseDocument } from 'yaml';
import { LosslessNumber } from 'lossless-json';

// A scalar whose characters are given, such as a number with many digits.
export class RawScalar {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

// YAML as somebody typed it, for a field that has no widget.
export class RawBlock {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const kWords = /^(y|n|yes|no|on|off|true|false|null|~|nan|inf)$/i;
const kPlain = /^[A-Za-z_/.$(@][^\n\r\t]*$/;

function isPlain(text: string, flow: boolean): boolean {
  if (!kPlain.test(text) || kWords.test(text) || / $|: | #|:$/.test(text)) return false;
  if (flow && /[,[\]{}]|^[^A-Za-z_/.]/.test(text)) return false;
  const doc = parseDocument(text);
  return doc.errors.length === 0 && doc.toJS() === text;
}

const quoted = (text: string): string => JSON.stringify(text);

export function writeText(text: string, flow = false): string {
  return isPlain(text, flow) ? text : quoted(text);
}

function scalar(value: unknown, flow: boolean): string {
  if (value instanceof RawScalar) return value.text;
  if (value instanceof LosslessNumber) return value.value;
  if (typeof value === 'string') return writeText(value, flow);
  return value === undefined ? 'null' : JSON.stringify(value);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSpecial(value);
const isSpecial = (value: unknown): boolean => value instanceof RawScalar || value instanceof LosslessNumber || value instanceof RawBlock;

export function writeFlow(value: unknown): string {
  if (value instanceof RawBlock) return writeFlow(parseDocument(value.text).toJS());
  if (Array.isArray(value)) return `[${value.map(writeFlow).join(', ')}]`;
  if (isObject(value)) return `{${Object.entries(value).map(([k, v]) => `${writeText(k, true)}: ${writeFlow(v)}`).join(', ')}}`;
  return scalar(value, true);
}

const isEmpty = (value: unknown): boolean => (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

function literal(text: string, pad: string): string | undefined {
  if (!text.includes('\n') || /[ \t]\n|^[ \t\n]|\n\n$|[^\x20-\x7e\n\u00a0-\ud7ff]/.test(text)) return undefined;
  const body = text.replace(/\n$/, '').split('\n').map((line) => (line ? pad + line : '')).join('\n');
  return `|${text.endsWith('\n') ? '' : '-'}\n${body}`;
}

function rawLines(text: string, pad: string): string {
  const lines = text.replace(/\s+$/, '').split('\n');
  const single = lines.length === 1 && parsesInline(lines[0] as string);
  return single ? ` ${(lines[0] as string).trim()}` : `\n${lines.map((l) => (l ? pad + l : '')).join('\n')}`;
}

function parsesInline(line: string): boolean {
  const doc = parseDocument(`x: ${line}`);
  return doc.errors.length === 0;
}

// What stands behind "key:": a space and a value, or lines that are indented by `indent`.
export function behindColon(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  if (value instanceof RawBlock) return rawLines(value.text, pad);
  if (typeof value === 'string') return ` ${literal(value, pad) ?? writeText(value)}`;
  if (!(Array.isArray(value) || isObject(value))) return ` ${scalar(value, false)}`;
  if (isEmpty(value)) return ` ${Array.isArray(value) ? '[]' : '{}'}`;
  return `\n${pad}${writeBlock(value, indent)}`;
}

export function writePair(key: string, value: unknown, indent: number): string {
  return `${writeText(key)}:${behindColon(value, indent + 2)}`;
}

// Lines of a value whose first character stands in column `indent`; the first line is not indented.
export function writeBlock(value: unknown, indent: number): string {
  const pad = ' '.repeat(indent);
  if (value instanceof RawBlock) return value.text.replace(/\s+$/, '').split('\n').map((l, i) => (i && l ? pad + l : l)).join('\n');
  if (isEmpty(value)) return Array.isArray(value) ? '[]' : '{}';
  if (Array.isArray(value)) return value.map((v) => `- ${writeBlock(v, indent + 2)}`).join(`\n${pad}`);
  if (isObject(value)) return Object.entries(value).map(([k, v]) => writePair(k, v, indent)).join(`\n${pad}`);
  if (typeof value === 'string') return literal(value, pad) ?? writeText(value);
  return scalar(value, false);
}

// What a value means, without how it is written.
export function plainOf(value: unknown): unknown {
  if (value instanceof RawBlock) return parseDocument(value.text).toJS();
  if (value instanceof RawScalar) return parseDocument(value.text).toJS();
  if (value instanceof LosslessNumber) return Number(value.value);
  if (Array.isArray(value)) return value.map(plainOf);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plainOf(v)]));
  return value;
}
