// A change of a text is refused if it would mean anything else than what was asked for.
import { CannotEdit, type Path, read } from './document';

type Tree = Record<string | number, unknown>;

export const withEndOfLine = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

function put(root: unknown, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const [key, ...rest] = path as [string | number, ...Path];
  const base: Tree = (root ?? (typeof key === 'number' ? [] : {})) as Tree;
  if (rest.length === 0 && value === undefined) delete base[key];
  else base[key] = put(base[key], rest, value);
  return base;
}

// Members in the order of their names; the order in the text has no meaning.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}

export const meaning = (text: string): unknown => read(text).doc.toJS();
export const sameMeaning = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

export function checkedAs(after: string, expected: unknown): string {
  const { doc } = read(after);
  const error = doc.errors[0];
  if (error || !sameMeaning(doc.toJS(), expected)) {
    throw new CannotEdit('This cannot be changed here without touching other parts of the text. Edit it as text.');
  }
  return after;
}

// `after`, if it means what `before` means with `value` at `path` (undefined: without it).
export function checked(before: string, after: string, path: Path, value: unknown): string {
  return checkedAs(after, put(meaning(before), path, value));
}
