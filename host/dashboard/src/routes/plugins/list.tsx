// What is loaded, with the components of each plugin.
import type { JSX } from 'preact';
import type { Component, Plugin } from '../../api/model';
import { bytes } from '../../state/format';
import { nameOf, useComponents, usePlugins } from '../../state/catalog';
import { Badge, Card, Loading, PageHead, ProblemBox } from '../../ui/basics';
import { Table } from '../../ui/table';

function One(p: { plugin: Plugin; components: Component[]; plugins: Plugin[] }): JSX.Element {
  const { plugin } = p;
  const own = p.components.filter((c) => c.plugin === plugin.name || plugin.components.includes(c.id));
  const note = [`version ${plugin.version}`, plugin.size === undefined ? '' : bytes(plugin.size), plugin.file].filter(Boolean).join(' · ');
  return (
    <Card title={plugin.title ?? plugin.name} note={note} flush>
      <Table
        label={`Components of ${plugin.name}`}
        rows={own}
        rowKey={(c) => c.id}
        columns={[
          { head: 'Component', cell: (c) => <a href={`/plugins/${c.id}`}>{nameOf(c, p.plugins)}</a> },
          { head: 'Kind', cell: (c) => <Badge>{c.kind}</Badge>, small: 'hide' },
          { head: 'What it does', wide: true, cell: (c) => c.description || c.title },
        ]}
      />
    </Card>
  );
}

export function PluginList(): JSX.Element {
  const plugins = usePlugins();
  const components = useComponents();
  return (
    <>
      <PageHead title="Plugins" lead="What is loaded. A plugin that is added appears after a restart, with its forms." />
      <ProblemBox problem={plugins.problem} what="the list of plugins" retry={plugins.reload} />
      {plugins.loading && !plugins.data && <Loading />}
      <div class="stack">
        {(plugins.data ?? []).map((one) => <One key={one.name} plugin={one} components={components.data ?? []} plugins={plugins.data ?? []} />)}
      </div>
    </>
  );
}
