// What may come next in an expression: paths of the sample's first record, members that are known without one, and functions.
import type { ExpressionFunction, Schema } from '../../api/model';

export type Hint = { text: string; detail: string; kind: 'path' | 'function' };

const kMostPaths = 400;
const kPlainName = /^[A-Za-z_]\w*$/;

const named = (name: string): string => (kPlainName.test(name) ? name : JSON.stringify(name));

// Paths of all members of a value, with the kind of what is there. Elements of arrays stand behind [].
export function pathsOf(value: unknown, prefix = '', found: Hint[] = []): Hint[] {
  if (found.length >= kMostPaths || value === null || typeof value !== 'object') return found;
  if (Array.isArray(value)) return value.length > 0 ? pathsOf(value[0], `${prefix}[]`, found) : found;
  for (const [name, inner] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${named(name)}` : named(name);
    found.push({ text: path, detail: kindOf(inner), kind: 'path' });
    pathsOf(inner, path, found);
  }
  return found;
}

// Paths of the members that a schema names.
export function knownPaths(schema: Schema | undefined, prefix = '', found: Hint[] = []): Hint[] {
  if (!schema || found.length >= kMostPaths) return found;
  if (schema.items) return knownPaths(schema.items, `${prefix}[]`, found);
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const path = prefix ? `${prefix}.${named(name)}` : named(name);
    const kind = inner.enum ? inner.enum.join(' | ') : String(inner.type ?? '');
    found.push({ text: path, detail: kind, kind: 'path' });
    knownPaths(inner, path, found);
  }
  return found;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (value === null) return 'null';
  if (typeof value === 'object') return 'object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

// The word that is being typed ends at the caret.
export function wordBefore(text: string, caret: number): { from: number; word: string } {
  const before = text.slice(0, caret);
  const word = /[\w.[\]"]*$/.exec(before)?.[0] ?? '';
  return { from: caret - word.length, word };
}

export function firstRecord(lines: string): unknown {
  const line = lines.split('\n').find((l) => l.trim() !== '');
  try {
    return line === undefined ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}

const kMostHints = 12;

export function hintsFor(word: string, sample: string, functions: ExpressionFunction[], known?: Schema): Hint[] {
  const seen = pathsOf(firstRecord(sample));
  const all: Hint[] = [
    ...seen,
    ...knownPaths(known).filter((k) => !seen.some((s) => s.text === k.text)),
    ...functions.map((f): Hint => ({ text: `${f.name}(`, detail: f.help, kind: 'function' })),
  ];
  const small = word.toLowerCase();
  const begins = all.filter((h) => h.text.toLowerCase().startsWith(small) && h.text !== word);
  const within = small ? all.filter((h) => !begins.includes(h) && h.text.toLowerCase().includes(small)) : [];
  return [...begins, ...within].slice(0, kMostHints);
}
