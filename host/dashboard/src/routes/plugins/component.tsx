// The reference of one component: its settings, and what its catalogue knows.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CatalogueEntity, Schema } from '../../api/model';
import { nameOf, useCatalogue, useComponents, usePlugins } from '../../state/catalog';
import { Badge, Card, Empty, Loading, PageHead, ProblemBox, withCode } from '../../ui/basics';
import { exampleOf, ordered, typesOf } from '../../forms/schema';
import { Table } from '../../ui/table';
import type { PageProps } from '../table';

type Setting = { name: string; schema: Schema; required: boolean };

function settingsOf(schema: Schema, prefix = ''): Setting[] {
  return ordered(schema).flatMap((f) => [{ ...f, name: prefix + f.name }, ...(f.schema.properties ? settingsOf(f.schema, `${prefix}${f.name}.`) : [])]);
}

function Settings(p: { schema: Schema }): JSX.Element {
  return (
    <Table
      label="Settings"
      rows={settingsOf(p.schema)}
      rowKey={(s) => s.name}
      columns={[
        { head: 'Setting', cell: (s) => <><code>{s.name}</code>{s.required && <Badge tone="info">required</Badge>}{s.schema['x-secret'] && <Badge tone="warn">secret</Badge>}</> },
        { head: 'Type', cell: (s) => (s.schema.enum ? s.schema.enum.join(', ') : typesOf(s.schema).join(' or ') || 'any') },
        { head: 'Default', cell: (s) => (s.schema.default === undefined ? '' : <code>{JSON.stringify(s.schema.default)}</code>), small: 'hide' },
        { head: '', wide: true, cell: (s) => <>{s.schema.title && <strong>{s.schema.title}. </strong>}{withCode(s.schema.description ?? '')} {exampleOf(s.schema) && <code class="muted">{exampleOf(s.schema)}</code>}</> },
      ]}
    />
  );
}

function Entity(p: { entity: CatalogueEntity }): JSX.Element {
  return (
    <details class="group">
      <summary>{p.entity.title ?? p.entity.name} <span class="muted">{p.entity.actions.map((a) => a.name).join(', ')}</span></summary>
      <div class="group-body">
        {p.entity.actions.map((a) => (
          <div class="stack tight">
            <h3>{a.title ?? a.name} <code>{a.method} {a.path}</code></h3>
            {a.description && <p>{a.description}</p>}
            <p class="row">{(a.scopes ?? []).map((s) => <Badge>{s}</Badge>)}{(a.webhooks ?? []).map((s) => <Badge tone="info">{s}</Badge>)}</p>
            {(a.parameters ?? []).length > 0 && (
              <Table
                label={`Parameters of ${p.entity.name} ${a.name}`}
                rows={a.parameters ?? []}
                rowKey={(x) => `${x.in}.${x.name}`}
                columns={[
                  { head: 'In', cell: (x) => x.in },
                  { head: 'Parameter', cell: (x) => <><code>{x.name}</code>{x.required && <Badge tone="info">required</Badge>}</> },
                  { head: 'Type', cell: (x) => x.type ?? 'text' },
                  { head: '', wide: true, cell: (x) => x.description ?? '' },
                ]}
              />
            )}
          </div>
        ))}
      </div>
    </details>
  );
}

export function ComponentPage(p: PageProps): JSX.Element {
  const components = useComponents();
  const plugins = usePlugins().data ?? [];
  const [search, setSearch] = useState('');
  const component = components.data?.find((c) => c.id === p.params['id']);
  const catalogue = useCatalogue(component);
  if (components.problem) return <ProblemBox problem={components.problem} what="the list of components" />;
  if (!components.data) return <Loading />;
  if (!component) return <Empty title="There is no such component"><a href="/plugins">All plugins</a></Empty>;
  const shown = catalogue.filter((e) => `${e.name} ${e.title ?? ''}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <PageHead title={nameOf(component, plugins)} back={['/plugins', 'Plugins']} lead={<><code>{component.id}</code> {component.description}</>} />
      <div class="stack">
        <Card title="Settings" flush><Settings schema={component.schema} /></Card>
        {catalogue.length > 0 && (
          <Card title="Catalogue" note={`${catalogue.length} entities`} tools={<input type="search" aria-label="Search the catalogue" placeholder="Search" value={search} onInput={(e) => setSearch(e.currentTarget.value)} />}>
            <div class="stack tight">{shown.map((e) => <Entity key={e.name} entity={e} />)}</div>
          </Card>
        )}
      </div>
    </>
  );
}
