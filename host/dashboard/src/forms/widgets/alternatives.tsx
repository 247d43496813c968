// A setting of several kinds: which one is chosen, then filled in.
import type { JSX } from 'preact';
import type { Schema } from '../../api/model';
import { type Branch, branchesOf } from '../branches';
import { type FieldProps, change, idOf, valueIn } from '../form';
import { Field, Fields } from '../render';
import { titleOf, typesOf } from '../schema';
import { Errors, Help } from './frame';

function Inner(p: { field: FieldProps; schema: Schema; title: string }): JSX.Element {
  const { form, path, name } = p.field;
  if (p.schema.properties) return <Fields form={form} schema={p.schema} path={path} />;
  return <Field form={form} schema={{ ...p.schema, title: p.title }} path={path} name={name} required={false} />;
}

export function AlternativesField(p: FieldProps): JSX.Element {
  const branches = branchesOf(p.schema);
  const value = valueIn(p.form, p.path);
  const first = p.required ? branches.findIndex((one) => one.schema) : -1; // is filled in at once
  const at = value === undefined ? first : branches.findIndex((one) => one.takes(value));
  const chosen: Branch | undefined = branches[at];
  const title = titleOf(p.name, p.schema);
  const id = `${idOf(p.path)}-kind`;
  const choose = (next: string): void => {
    const branch = branches[Number(next)];
    if (next !== String(at)) change(p.form, p.path, next === '' ? undefined : branch?.start);
  };
  return (
    <fieldset class="field nested" data-field={idOf(p.path)}>
      <legend>{title}</legend>
      <select id={id} aria-label={title} aria-describedby={p.schema.description ? `${idOf(p.path)}-help` : undefined} value={at < 0 ? '' : String(at)} disabled={p.form.readOnly} onChange={(e) => choose(e.currentTarget.value)}>
        <option value="">{p.required ? 'Choose…' : 'Not set'}</option>
        {branches.map((one, i) => <option key={i} value={String(i)}>{one.label}</option>)}
      </select>
      <Help {...p} />
      <Errors {...p} />
      {chosen?.schema && <Inner field={p} schema={chosen.schema} title={typesOf(chosen.schema).includes('array') ? 'List' : 'Value'} />}
    </fieldset>
  );
}
