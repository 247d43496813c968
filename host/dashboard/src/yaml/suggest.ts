// What can stand at a place of a configuration: settings from the schema of the component there, names, values.
import type { Component, ConfigObject, Schema } from '../api/model';
import { columnOf, lineStart } from './document';

export type Suggestion = { label: string; detail?: string; info?: string; apply?: string };
export type Suggestions = { from: number; options: Suggestion[] } | null;

type Line = { indent: number; key: string; value: string; dash: boolean };

const kLine = /^(\s*)((?:- )*)(?:([\w.$-]+|"[^"]*"):(?:\s+(.*))?)?/;

function lineOf(text: string): Line {
  const m = kLine.exec(text) as RegExpExecArray;
  const dashes = m[2] ?? '';
  return { indent: (m[1] ?? '').length + dashes.length, key: m[3] ?? '', value: (m[4] ?? '').trim(), dash: dashes !== '' };
}

// Keys of the objects around a place, from the outermost to the innermost, by indentation.
export function keysAbove(text: string, at: number, indent: number): string[] {
  const lines = text.slice(0, lineStart(text, at)).split('\n').slice(0, -1).reverse();
  const keys: string[] = [];
  let limit = indent;
  for (const raw of lines) {
    if (raw.trim() === '' || raw.trim().startsWith('#')) continue;
    const line = lineOf(raw);
    const outer = line.dash ? raw.search(/\S/) : line.indent;
    if (line.indent < limit && line.key) keys.unshift(line.key);
    limit = Math.min(limit, outer < limit && (line.indent < limit || line.dash) ? outer : limit);
  }
  return keys;
}

// Settings that stand beside a place: same indentation, no line further left in between.
function siblings(text: string, at: number, indent: number): Map<string, string> {
  const found = new Map<string, string>();
  const before = text.slice(0, lineStart(text, at)).split('\n').slice(0, -1).reverse();
  const after = text.slice(at).split('\n').slice(1);
  for (const [lines, own] of [[before, true], [after, false]] as const) {
    for (const raw of lines) {
      if (raw.trim() === '' || raw.trim().startsWith('#')) continue;
      const line = lineOf(raw);
      if (line.indent < indent || (!own && line.dash && line.indent === indent)) break;
      if (line.indent === indent && line.key) found.set(line.key, line.value);
      if (line.indent === indent && line.dash) break;
    }
  }
  return found;
}

const kTop = ['host', 'clients', 'incoming', 'outgoing', 'tables', 'pipelines', 'secrets', 'tests'];
const kInside: Record<string, string[]> = {
  incoming: ['subscriber', 'transformers'],
  outgoing: ['publisher', 'where', 'transformers', 'on_success', 'on_error', 'then', 'backlog', 'retry'],
  pipelines: ['from', 'to', 'subscriber', 'transformers', 'publishers', 'publisher', 'schedule', 'order_by', 'retry', 'on_failure', 'on_parked', 'keep', 'weight', 'park_limit'],
};
const kStep = ['use', 'client', 'when', 'each', 'on_error'];
const kSchedule = ['cron', 'every', 'time_zone', 'jitter', 'catch_up', 'windows'];

const plain = (names: string[]): Suggestion[] => names.map((n) => ({ label: n, apply: `${n}: ` }));

function fromSchema(schema: Schema | undefined): Suggestion[] {
  return Object.entries(schema?.properties ?? {}).map(([name, s]) => ({ label: name, detail: s.title ?? '', info: s.description ?? '', apply: `${name}: ` }));
}

// The schema at the end of `keys`, which lead into a component's settings.
function inner(schema: Schema | undefined, keys: string[]): Schema | undefined {
  return keys.reduce<Schema | undefined>((s, k) => s?.properties?.[k], schema);
}

function keyOptions(text: string, at: number, indent: number, components: Component[]): Suggestion[] {
  if (indent === 0) return plain(kTop);
  const keys = keysAbove(text, at, indent);
  const beside = siblings(text, at, indent);
  const component = components.find((c) => c.id === beside.get('use'));
  if (component) return [...fromSchema(component.schema), ...plain(kStep)].filter((o) => !beside.has(o.label));
  const last = keys[keys.length - 1] ?? '';
  if (last === 'schedule') return plain(kSchedule);
  if (['transformers', 'request_transformers', 'publishers', 'subscriber', 'publisher', 'on_success'].includes(last) || keys[0] === 'clients') return plain(kStep).filter((o) => !beside.has(o.label));
  if (keys.length === 2) return plain(kInside[keys[0] as string] ?? []).filter((o) => !beside.has(o.label));
  return [];
}

function valueOptions(text: string, at: number, key: string, indent: number, components: Component[], objects: ConfigObject[]): Suggestion[] {
  if (key === 'use') return components.map((c) => ({ label: c.id, detail: c.kind, info: c.description }));
  const kind = ({ client: 'client', from: 'incoming', to: 'outgoing', then: 'outgoing' } as const)[key as 'client'];
  if (kind) return objects.filter((o) => o.kind === kind).map((o) => ({ label: o.name, detail: o.use ?? '' }));
  const component = components.find((c) => c.id === siblings(text, at, indent).get('use'));
  const schema = inner(component?.schema, [key]);
  if (schema?.type === 'boolean') return [{ label: 'true' }, { label: 'false' }];
  return (schema?.enum ?? []).map((v) => ({ label: String(v), apply: v === 'on' || v === 'off' ? `"${String(v)}"` : String(v) }));
}

// Options for the place `at`; null where nothing is known.
export function suggestIn(text: string, at: number, components: Component[], objects: ConfigObject[]): Suggestions {
  const begin = lineStart(text, at);
  const before = text.slice(begin, at);
  const word = /[\w.$-]*$/.exec(before)?.[0] ?? '';
  const from = at - word.length;
  const value = /^(\s*(?:- )*)([\w.$-]+):\s+[\w.$-]*$/.exec(before);
  if (value) {
    const options = valueOptions(text, at, value[2] as string, (value[1] as string).length, components, objects);
    return options.length > 0 ? { from, options } : null;
  }
  if (!/^\s*(?:- )*[\w.$-]*$/.test(before)) return null;
  const options = keyOptions(text, at, columnOf(text, from), components);
  return options.length > 0 ? { from, options } : null;
}
