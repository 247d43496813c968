// Label, help and error of a field, tied to its input for screen readers.
import type { ComponentChildren, JSX } from 'preact';
import { type FieldProps, idOf, problemsAt } from '../form';
import { withCode } from '../../ui/basics';
import { titleOf, typesOf } from '../schema';

export type Aria = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': 'true' | undefined; 'aria-required': 'true' | undefined };

export function ariaOf(p: FieldProps, fault = ''): Aria {
  const id = idOf(p.path);
  const wrong = fault !== '' || problemsAt(p.form, p.path).length > 0;
  const described = [p.schema.description || p.hint ? `${id}-help` : '', wrong ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': wrong ? 'true' : undefined, 'aria-required': p.required ? 'true' : undefined };
}

// What a switch shows is on or off; the descriptions say what stands in the file.
const inWords = (p: FieldProps, text: string): string =>
  typesOf(p.schema).join() === 'boolean' ? text.replace(/\bfalse\b/g, 'off').replace(/\btrue\b/g, 'on').replace(/^o/, 'O') : text;

export function Help(p: FieldProps): JSX.Element | null {
  const byDefault = p.schema.default === undefined || typeof p.schema.default === 'object' ? '' : inWords(p, `Default: ${String(p.schema.default)}.`);
  const text = [inWords(p, p.schema.description ?? ''), p.hint, byDefault].filter(Boolean).join('. ').replace(/\.\. /g, '. ');
  return text ? <p class="help" id={`${idOf(p.path)}-help`}>{withCode(text)}</p> : null;
}

export function Errors(p: FieldProps & { fault?: string }): JSX.Element | null {
  const messages = [...(p.fault ? [p.fault] : []), ...problemsAt(p.form, p.path).map((c) => (c.hint ? `${c.message}. ${c.hint}` : c.message))];
  return messages.length > 0 ? <p class="error" id={`${idOf(p.path)}-error`}>{messages.join(' ')}</p> : null;
}

export function Frame(p: { field: FieldProps; fault?: string; children: ComponentChildren; group?: boolean }): JSX.Element {
  const { field } = p;
  const title = titleOf(field.name, field.schema);
  const star = field.required ? <span class="required" aria-hidden="true">*</span> : null;
  const inner = (
    <>
      {p.children}
      <Help {...field} />
      <Errors {...field} fault={p.fault ?? ''} />
    </>
  );
  if (p.group) return <fieldset class="field" data-field={idOf(field.path)}><legend>{title}{star}</legend>{inner}</fieldset>;
  return <div class="field"><label for={idOf(field.path)}>{title}{star}</label>{inner}</div>;
}
