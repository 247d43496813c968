// Lists of objects, and objects by names of their own: each is filled in by the fields of its schema.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Schema } from '../../api/model';
import { Button } from '../../ui/basics';
import { insertItem } from '../../yaml/items';
import { removeAt } from '../../yaml/splice';
import { type FieldProps, change, idOf, valueIn } from '../form';
import { Fields } from '../render';
import { titleOf } from '../schema';
import { Frame } from './frame';

export function ObjectsField(p: FieldProps): JSX.Element {
  const found = valueIn(p.form, p.path);
  const count = Array.isArray(found) ? found.length : 0;
  const title = titleOf(p.name, p.schema);
  const add = (): void => {
    if (count === 0) change(p.form, p.path, [{}]);
    else p.form.edit((text) => insertItem(text, p.path, count, {}));
  };
  const drop = (i: number): boolean => p.form.edit((text) => (count === 1 ? removeAt(text, p.path, p.form.root.length) : removeAt(text, [...p.path, i])));
  return (
    <Frame field={p} group>
      {Array.from({ length: count }, (_, i) => (
        <fieldset class="nested" key={i} data-field={idOf([...p.path, i])}>
          <legend>{title} {i + 1}</legend>
          <Fields form={p.form} schema={p.schema.items ?? {}} path={[...p.path, i]} />
          {!p.form.readOnly && <div><Button kind="quiet" label={`Remove ${title} ${i + 1}`} onClick={() => drop(i)}>Remove</Button></div>}
        </fieldset>
      ))}
      <div><Button label={`Add to ${title}`} disabled={p.form.readOnly ?? false} onClick={add}>Add</Button></div>
    </Frame>
  );
}

function AddEntry(p: { title: string; taken: string[]; disabled: boolean; onAdd: (name: string) => void }): JSX.Element {
  const [name, setName] = useState('');
  const add = (): void => {
    p.onAdd(name);
    setName('');
  };
  return (
    <div class="row low">
      <label class="filter"><span>Name<span class="sr"> of what is added to {p.title}</span></span>
        <input value={name} disabled={p.disabled} autocomplete="off" spellcheck={false} onInput={(e) => setName(e.currentTarget.value.trim())} />
      </label>
      <Button label={`Add to ${p.title}`} disabled={p.disabled || name === '' || p.taken.includes(name)} onClick={add}>Add</Button>
    </div>
  );
}

export function EntriesField(p: FieldProps): JSX.Element {
  const value = valueIn(p.form, p.path);
  const names = value && typeof value === 'object' ? Object.keys(value) : [];
  const title = titleOf(p.name, p.schema);
  return (
    <Frame field={p} group>
      {names.map((name) => (
        <fieldset class="nested" key={name} data-field={idOf([...p.path, name])}>
          <legend>{name}</legend>
          <Fields form={p.form} schema={p.schema.additionalProperties as Schema} path={[...p.path, name]} />
          {!p.form.readOnly && <div><Button kind="quiet" label={`Remove ${name}`} onClick={() => change(p.form, [...p.path, name], undefined)}>Remove</Button></div>}
        </fieldset>
      ))}
      <AddEntry title={title} taken={names} disabled={p.form.readOnly ?? false} onAdd={(name) => change(p.form, [...p.path, name], {})} />
    </Frame>
  );
}
