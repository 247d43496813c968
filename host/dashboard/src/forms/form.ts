// What every widget gets: a schema, a path, the text, and a way to change the value at the path.
import type { CatalogueAction, CatalogueEntity, Component, ConfigProblem, Schema } from '../api/model';
import { type Path, nodeAt, read, sourceAt } from '../yaml/document';
import { removeAt, setAt } from '../yaml/splice';
import type { Place, Seen } from './known';

export type Form = {
  text: string;
  root: Path; // of the object that the form is about
  edit: (change: (text: string) => string) => boolean;
  problems: ConfigProblem[];
  sample?: string; // records as lines of JSON, for results of expressions
  seen?: Seen[]; // what they are at the steps
  places?: Place<Schema>[]; // what records are known to have at the steps
  known?: Schema | undefined; // and at this one
  takes?: Schema | undefined; // what is wanted behind the steps, for names of members that they set
  component?: Component | undefined;
  catalogue?: CatalogueEntity[];
  readOnly?: boolean;
};

export type FieldProps = { form: Form; schema: Schema; path: Path; name: string; required: boolean; hint?: string };

// The parsed text, kept for the widgets of one drawing.
let last: { text: string; parsed: ReturnType<typeof read> } | undefined;
function parsed(text: string): ReturnType<typeof read> {
  if (last?.text !== text) last = { text, parsed: read(text) };
  return last.parsed;
}

export function valueIn(form: Pick<Form, 'text'>, path: Path): unknown {
  const p = parsed(form.text);
  const node = nodeAt(p, path);
  return node?.toJS(p.doc);
}

export const textIn = (form: Form, path: Path): string => {
  const value = valueIn(form, path);
  if (typeof value === 'number' || typeof value === 'bigint') return sourceAt(form.text, path) ?? String(value);
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
};

// Puts a value in, or takes the setting out for undefined.
export function change(form: Form, path: Path, value: unknown): void {
  form.edit((text) => (value === undefined ? removeAt(text, path, form.root.length) : setAt(text, path, value)));
}

export const pointerOf = (path: Path): string => path.map((p) => `/${String(p).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

export const idOf = (path: Path): string => `f-${path.join('-').replace(/[^\w-]/g, '_')}`;

export function problemsAt(form: Form, path: Path): ConfigProblem[] {
  const pointer = pointerOf(path);
  return form.problems.filter((p) => p.pointer === pointer);
}

export function currentAction(form: Form, path: Path): { entity?: CatalogueEntity; action?: CatalogueAction } {
  const entity = form.catalogue?.find((e) => e.name === textIn(form, [...path, 'entity']));
  const name = textIn(form, [...path, 'action']);
  const action = entity?.actions.find((a) => a.name === name) ?? (name ? undefined : entity?.actions.find((a) => a.name === 'list'));
  return { ...(entity ? { entity } : {}), ...(action ? { action } : {}) };
}
