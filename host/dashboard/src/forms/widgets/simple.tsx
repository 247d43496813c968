// Text, numbers, choices and switches.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RawScalar } from '../../yaml/splice';
import { type FieldProps, change, idOf, textIn, valueIn } from '../form';
import { exampleOf, titleOf, typesOf } from '../schema';
import { Errors, Frame, Help, ariaOf } from './frame';

const kNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
export const kReference = /^\$\{[^}]+\}$/;

// Text that looks like a number becomes one where a number may stand.
export function scalarOf(text: string, types: string[]): unknown {
  const number = types.includes('integer') || types.includes('number');
  if (number && kNumber.test(text)) return new RawScalar(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

export function TextField(p: FieldProps): JSX.Element {
  const value = textIn(p.form, p.path);
  const put = (text: string): void => change(p.form, p.path, text === '' ? undefined : scalarOf(text, typesOf(p.schema)));
  const common = { ...ariaOf(p), value, placeholder: exampleOf(p.schema), disabled: p.form.readOnly, spellcheck: false, autocomplete: 'off' };
  return (
    <Frame field={p}>
      {value.includes('\n')
        ? <textarea {...common} rows={5} onInput={(e) => put(e.currentTarget.value)} />
        : <input {...common} onInput={(e) => put(e.currentTarget.value)} />}
    </Frame>
  );
}

function faultOfNumber(text: string, p: FieldProps): string {
  if (text === '' || kReference.test(text)) return '';
  const whole = typesOf(p.schema).every((t) => t === 'integer');
  if (!kNumber.test(text) || (whole && !/^-?\d+$/.test(text))) return whole ? 'A whole number is needed, or ${NAME}.' : 'A number is needed, or ${NAME}.';
  const { minimum, maximum } = p.schema;
  if (minimum !== undefined && Number(text) < minimum) return `At least ${minimum}.`;
  return maximum !== undefined && Number(text) > maximum ? `At most ${maximum}.` : '';
}

// A number keeps the digits that were typed.
export function NumberField(p: FieldProps): JSX.Element {
  const [typed, setTyped] = useState<string>();
  const value = typed ?? textIn(p.form, p.path);
  const fault = faultOfNumber(value, p);
  const put = (text: string): void => {
    const wrong = faultOfNumber(text, p) !== '' && !kNumber.test(text);
    setTyped(wrong ? text : undefined);
    if (!wrong) change(p.form, p.path, text === '' ? undefined : kReference.test(text) ? text : new RawScalar(text));
  };
  const byDefault = p.schema.default === undefined ? exampleOf(p.schema) : String(p.schema.default);
  return (
    <Frame field={p} fault={fault}>
      <input {...ariaOf(p, fault)} inputMode="decimal" value={value} placeholder={byDefault} disabled={p.form.readOnly} onInput={(e) => put(e.currentTarget.value.trim())} />
    </Frame>
  );
}

export function Choice(p: FieldProps): JSX.Element {
  const value = textIn(p.form, p.path);
  const options = (p.schema.enum ?? []).map(String);
  const byDefault = p.schema.default === undefined ? 'Not set' : `Default: ${String(p.schema.default)}`;
  const put = (text: string): void => change(p.form, p.path, text === '' ? undefined : ((p.schema.enum ?? []).find((v) => String(v) === text) ?? text));
  return (
    <Frame field={p}>
      <select {...ariaOf(p)} value={value} disabled={p.form.readOnly} onChange={(e) => put(e.currentTarget.value)}>
        <option value="">{p.required ? 'Choose…' : byDefault}</option>
        {value && !options.includes(value) && <option value={value}>{value}</option>}
        {options.map((o) => <option key={o} value={o} selected={o === value}>{o}</option>)}
      </select>
    </Frame>
  );
}

export function Switch(p: FieldProps): JSX.Element {
  const value = valueIn(p.form, p.path);
  if (typeof value === 'string') return <TextField {...p} />;
  const on = value === undefined ? p.schema.default === true : value === true;
  const put = (next: boolean): void => change(p.form, p.path, next === p.schema.default ? undefined : next);
  return (
    <div class="field">
      <div class="check">
        <input {...ariaOf(p)} type="checkbox" checked={on} disabled={p.form.readOnly} onChange={(e) => put(e.currentTarget.checked)} />
        <label for={idOf(p.path)}>{titleOf(p.name, p.schema)}</label>
      </div>
      <Help {...p} />
      <Errors {...p} />
    </div>
  );
}
