// Forms from schemas. A plugin's form appears here without a line of its own.
import type { JSX } from 'preact';
import type { Component, Schema } from '../api/model';
import { plural } from '../state/format';
import type { Path } from '../yaml/document';
import { type FieldProps, type Form, idOf, problemsAt, valueIn } from './form';
import { grouped, titleOf, widgetOf } from './schema';
import { Choice, NumberField, Switch, TextField } from './widgets/simple';
import { ActionPicker, EntityPicker } from './widgets/catalogue';
import { ExpressionField } from './widgets/expression';
import { ListField, PairsField } from './widgets/collections';
import { SecretField } from './widgets/secret';
import { YamlField } from './widgets/yaml';
import { RequestFields } from './widgets/request';
import { AlternativesField } from './widgets/alternatives';
import { EntriesField, ObjectsField } from './widgets/objects';
import { OutgoingField } from './widgets/outgoing';

function ObjectField(p: FieldProps): JSX.Element {
  const isSet = valueIn(p.form, p.path) !== undefined;
  return (
    <details class="group" data-field={idOf(p.path)} data-title={titleOf(p.name, p.schema)} open={isSet || p.required}>
      <summary>{titleOf(p.name, p.schema)} {!isSet && <span class="muted">not set</span>}</summary>
      <div class="group-body">
        {p.schema.description && <p class="help">{p.schema.description}</p>}
        <Fields form={p.form} schema={p.schema} path={p.path} />
      </div>
    </details>
  );
}

export function Field(p: FieldProps): JSX.Element {
  const hasCatalogue = (p.form.catalogue?.length ?? 0) > 0;
  if (p.name === 'request' && hasCatalogue && p.schema.properties) return <RequestFields {...p} />;
  switch (widgetOf(p.schema, p.name, hasCatalogue)) {
    case 'secret': return <SecretField {...p} />;
    case 'choice': return <Choice {...p} />;
    case 'switch': return <Switch {...p} />;
    case 'number': return <NumberField {...p} />;
    case 'expression': return <ExpressionField {...p} />;
    case 'text': return <TextField {...p} />;
    case 'entity': return <EntityPicker {...p} />;
    case 'action': return <ActionPicker {...p} />;
    case 'object': return <ObjectField {...p} />;
    case 'pairs': return <PairsField {...p} />;
    case 'list': return <ListField {...p} />;
    case 'alternatives': return <AlternativesField {...p} />;
    case 'objects': return <ObjectsField {...p} />;
    case 'entries': return <EntriesField {...p} />;
    case 'outgoing': return <OutgoingField {...p} />;
    default: return <YamlField {...p} />;
  }
}

const isSetIn = (form: Form, path: Path, names: string[]): boolean =>
  names.some((n) => valueIn(form, [...path, n]) !== undefined || problemsAt(form, [...path, n]).length > 0);

export function Fields(p: { form: Form; schema: Schema; path: Path; without?: string[] }): JSX.Element {
  const { main, groups } = grouped(p.schema);
  const draw = (f: (typeof main)[number]): JSX.Element | null =>
    p.without?.includes(f.name) ? null : <Field key={f.name} form={p.form} schema={f.schema} path={[...p.path, f.name]} name={f.name} required={f.required} />;
  return (
    <>
      {main.map(draw)}
      {groups.map(([name, fields]) => (
        <details key={name} class="group" open={isSetIn(p.form, p.path, fields.map((f) => f.name))}>
          <summary>{name.charAt(0).toUpperCase() + name.slice(1)} <span class="muted">{plural(fields.length, 'setting')}</span></summary>
          <div class="group-body">{fields.map(draw)}</div>
        </details>
      ))}
    </>
  );
}

// All settings of a component at `path`, with what the host itself adds to it.
export function ComponentFields(p: { form: Form; component: Component; path: Path; without?: string[] }): JSX.Element {
  return <Fields form={{ ...p.form, component: p.component }} schema={p.component.schema} path={p.path} without={p.without ?? []} />;
}

export { idOf };
