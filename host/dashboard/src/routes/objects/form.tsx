// The form of a client, an incoming or an outgoing, over its text.
import type { JSX } from 'preact';
import type { Component, ConfigObject, Schema } from '../../api/model';
import { useCatalogue, useComponents, useObjects } from '../../state/catalog';
import type { FileEdit } from '../../state/file';
import { sampleOf } from '../../state/sample';
import { type Form, textIn, valueIn } from '../../forms/form';
import { ComponentFields, Field } from '../../forms/render';
import { StepList } from '../../forms/steps';
import { Choice } from '../../forms/widgets/simple';
import { useMembers } from '../shared/members';
import type { Kind } from './kinds';
import { type RequestTrial, RequestTransformers } from './request';
import type { Path } from '../../yaml/document';

const kWhere: Schema = { type: 'string', title: 'Only records for which', description: 'An expression; for it the other records count as filtered', 'x-expression': true, 'x-example': 'active && price > `0`' };

// Clients that a component may talk through: those of its own plugin first.
export function clientsFor(component: Component, objects: ConfigObject[]): string[] {
  const clients = objects.filter((o) => o.kind === 'client');
  const own = clients.filter((o) => o.use?.split('.')[0] === component.plugin);
  return (own.length > 0 ? own : clients).map((o) => o.name);
}

export function ClientField(p: { form: Form; component: Component; path: Path }): JSX.Element | null {
  const objects = useObjects().data ?? [];
  const components = useComponents().data ?? [];
  const path = [...p.path, 'client'];
  const hasOwnClient = components.some((c) => c.kind === 'client' && c.plugin === p.component.plugin);
  const wanted = p.component.client ?? hasOwnClient;
  if (!wanted && valueIn(p.form, path) === undefined) return null;
  const schema: Schema = { type: 'string', title: 'Client', description: 'The system that it talks to', enum: clientsFor(p.component, objects) };
  return (
    <div class="stack tight">
      <Choice form={p.form} schema={schema} path={path} name="client" required={wanted} />
      {(schema.enum ?? []).length === 0 && <p class="small">There is no client yet. <a href="/clients/new">Create one first</a></p>}
    </div>
  );
}

// Those of an outgoing stand behind the steps of any pipeline, so nothing is known of what they get.
function Transformers(p: { form: Form; file: FileEdit; name: string; incoming: boolean }): JSX.Element {
  const path = [...p.form.root, 'transformers'];
  return (
    <details class="group" open={valueIn(p.form, path) !== undefined}>
      <summary>Transformers <span class="muted">steps of this connection alone</span></summary>
      <div class="group-body">{p.incoming ? <KnownSteps {...p} path={path} /> : <StepList form={p.form} path={path} label="Transformers" />}</div>
    </details>
  );
}

function KnownSteps(p: { form: Form; file: FileEdit; name: string; path: Path }): JSX.Element {
  const places = useMembers({ incoming: p.name }, p.file);
  return <StepList form={{ ...p.form, places }} path={p.path} label="Transformers" />;
}

export function ObjectForm(p: { kind: Kind; name: string; file: FileEdit; request: RequestTrial; readOnly?: boolean }): JSX.Element | null {
  const { kind, name, file } = p;
  const root: Path = [kind.section, name];
  const inner: Path = [...root, ...kind.inner];
  const sample = sampleOf(`${kind.section}/${name}`);
  const plain: Form = { text: file.text, root, edit: file.edit, problems: file.problems, sample, readOnly: p.readOnly ?? false };
  const components = useComponents().data ?? [];
  const use = textIn(plain, [...inner, 'use']);
  const component = components.find((c) => c.id === use);
  const catalogue = useCatalogue(component);
  if (!component) return use ? <p class="muted">The component {use} is not loaded; its settings can be edited as text under Configuration.</p> : null;
  const form: Form = { ...plain, component, catalogue };
  return (
    <>
      {kind.component !== 'client' && <ClientField form={form} component={component} path={inner} />}
      <ComponentFields form={form} component={component} path={inner} without={['use', 'client']} />
      {kind.component === 'subscriber' && <RequestTransformers form={form} of={p.request} path={inner} />}
      {kind.component === 'publisher' && <Field form={form} schema={kWhere} path={[...root, 'where']} name="where" required={false} />}
      {kind.component !== 'client' && <Transformers form={form} file={file} name={name} incoming={kind.component === 'subscriber'} />}
    </>
  );
}
