// The client that a component talks through.
import type { JSX } from 'preact';
import type { Component, ConfigObject, Schema } from '../../api/model';
import { useComponents, useObjects } from '../../state/catalog';
import { type Form, valueIn } from '../../forms/form';
import { Choice } from '../../forms/widgets/simple';
import type { Path } from '../../yaml/document';

// Those of the component's own plugin first.
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
