// What can stand at a place of a configuration, by the host's schema: settings, those of the component that is named there, names, values.
import type { Component, ConfigObject, Schema } from '../api/model';
import { lookedUp } from '../forms/host';
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

// A key around a place, and the component that is named beside it.
export type Level = { key: string; use: string | undefined };

// From the outermost to the innermost, by indentation.
export function levelsAbove(text: string, at: number, indent: number): Level[] {
  const levels: Level[] = [];
  let limit = indent;
  let end = lineStart(text, at);
  while (end > 0) {
    const begin = lineStart(text, end - 1);
    const raw = text.slice(begin, end - 1);
    end = begin;
    if (raw.trim() === '' || raw.trim().startsWith('#')) continue;
    const line = lineOf(raw);
    const outer = line.dash ? raw.search(/\S/) : line.indent;
    if (line.indent < limit && line.key) levels.unshift({ key: line.key, use: siblings(text, begin, line.indent).get('use') });
    limit = Math.min(limit, outer < limit && (line.indent < limit || line.dash) ? outer : limit);
  }
  return levels;
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

// The kinds of values that a schema takes; of a list, those of its items.
function kindsOf(root: Schema, schema: Schema): Schema[] {
  if (schema.$ref !== undefined) return kindsOf(root, lookedUp(root, schema.$ref));
  if (schema.oneOf ?? schema.anyOf) return (schema.oneOf ?? schema.anyOf ?? []).flatMap((one) => kindsOf(root, one));
  return schema.items ? kindsOf(root, schema.items) : [schema];
}

const usesOf = (schema: Schema): unknown[] => schema.properties?.['use']?.enum ?? [];

// Those of the component that is named; if none is, what is no component.
function fitting(kinds: Schema[], use: string | undefined): Schema[] {
  const named = use === undefined ? [] : kinds.filter((one) => usesOf(one).includes(use));
  return named.length > 0 ? named : kinds.filter((one) => usesOf(one).length === 0);
}

function inner(root: Schema, kinds: Schema[], key: string): Schema[] {
  return kinds.flatMap((one) => {
    const found = one.properties?.[key] ?? (typeof one.additionalProperties === 'object' ? one.additionalProperties : undefined);
    return found ? kindsOf(root, found) : [];
  });
}

const kindsAt = (root: Schema, levels: Level[]): Schema[] =>
  levels.reduce((kinds, level) => inner(root, fitting(kinds, level.use), level.key), kindsOf(root, root));

function keysOf(root: Schema, kinds: Schema[]): Suggestion[] {
  const all = new Map<string, Suggestion>();
  for (const kind of kinds)
    for (const [name, own] of Object.entries(kind.properties ?? {})) {
      const schema = own.$ref === undefined ? own : { ...lookedUp(root, own.$ref), ...own };
      if (!all.has(name)) all.set(name, { label: name, detail: schema.title ?? '', info: schema.description ?? '', apply: `${name}: ` });
    }
  return [...all.values()];
}

export type Known = { root: Schema; components: Component[]; objects: ConfigObject[] };

function keyOptions(text: string, at: number, indent: number, known: Known): Suggestion[] {
  const kinds = kindsAt(known.root, levelsAbove(text, at, indent));
  const beside = siblings(text, at, indent);
  const use = beside.get('use');
  const named = use === undefined && kinds.some((one) => usesOf(one).length > 0);
  const first: Suggestion[] = named ? [{ label: 'use', detail: 'Which component', apply: 'use: ' }] : [];
  return [...first, ...keysOf(known.root, fitting(kinds, use))].filter((o) => !beside.has(o.label));
}

const kNames: Record<string, ConfigObject['kind']> = { client: 'client', from: 'incoming', to: 'outgoing', then: 'outgoing' };

const written = (value: unknown): string => (value === 'on' || value === 'off' ? `"${value}"` : String(value));

function valueOptions(text: string, at: number, key: string, indent: number, known: Known): Suggestion[] {
  const kinds = kindsAt(known.root, levelsAbove(text, at, indent));
  if (key === 'use') {
    const infoOf = (id: string): Partial<Component> => known.components.find((c) => c.id === id) ?? {};
    return kinds.flatMap(usesOf).map(String).map((id) => ({ label: id, detail: infoOf(id).title ?? '', info: infoOf(id).description ?? '' }));
  }
  const use = siblings(text, at, indent).get('use');
  const values = inner(known.root, fitting(kinds, use), key);
  const words = values.flatMap((one) => one.enum ?? (one.type === 'boolean' ? [true, false] : []));
  const names = known.objects.filter((o) => o.kind === kNames[key]).map((o) => ({ label: o.name, detail: o.use ?? '' }));
  return values.length > 0 && names.length > 0 ? names : words.map((v) => ({ label: String(v), apply: written(v) }));
}

// Options for the place `at`; null where nothing is known.
export function suggestIn(text: string, at: number, known: Known): Suggestions {
  const begin = lineStart(text, at);
  const before = text.slice(begin, at);
  const word = /[\w.$-]*$/.exec(before)?.[0] ?? '';
  const from = at - word.length;
  const value = /^(\s*(?:- )*)([\w.$-]+):\s+[\w.$-]*$/.exec(before);
  if (value) {
    const options = valueOptions(text, at, value[2] as string, (value[1] as string).length, known);
    return options.length > 0 ? { from, options } : null;
  }
  if (!/^\s*(?:- )*[\w.$-]*$/.test(before)) return null;
  const options = keyOptions(text, at, columnOf(text, from), known);
  return options.length > 0 ? { from, options } : null;
}
