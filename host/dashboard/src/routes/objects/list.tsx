// Clients, incoming and outgoing: what there is, and which pipelines use it.
import type { JSX } from 'preact';
import { get, itemsOf } from '../../api/client';
import type { ClientCheck, ConfigObject } from '../../api/model';
import { timeOf } from '../../state/format';
import { useResource } from '../../state/resource';
import { useComponents, useObjects, usePlugins, nameOf } from '../../state/catalog';
import { Badge, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Table } from '../../ui/table';
import type { PageProps } from '../table';
import { type Kind, kKinds } from './kinds';

function Users(p: { names: string[] }): JSX.Element {
  if (p.names.length === 0) return <span class="muted">not used</span>;
  return <>{p.names.map((n) => n.slice(n.indexOf('.') + 1)).join(', ')}</>;
}

function LastCheck(p: { check: ClientCheck | undefined }): JSX.Element {
  if (!p.check) return <span class="muted">not checked</span>;
  const { ok, findings, problem, checked } = p.check;
  const why = problem ?? findings.filter((f) => f.ok === false).map((f) => f.message).join('; ');
  return (
    <>
      <Badge tone={ok === null ? 'plain' : ok ? 'good' : 'bad'}>{ok === null ? 'not known' : ok ? 'ok' : 'failed'}</Badge> <Time ms={timeOf(checked)} />
      {why && <p class="small muted">{why}</p>}
    </>
  );
}

function List(p: { kind: Kind; objects: ConfigObject[] }): JSX.Element {
  const { kind } = p;
  const components = useComponents().data ?? [];
  const plugins = usePlugins().data ?? [];
  const checks = useResource(async (signal) => (kind.section === 'clients' ? itemsOf<ClientCheck>(await get('/api/v1/clients', { signal })) : []), [kind.section]).data ?? [];
  const typeOf = (o: ConfigObject): string => {
    const found = components.find((c) => c.id === o.use);
    return found ? nameOf(found, plugins) : (o.use ?? '');
  };
  const detail = (o: ConfigObject): string => {
    const value = (o.value ?? {}) as Record<string, unknown>;
    const inner = (kind.inner.length > 0 ? value[String(kind.inner[0])] : value) as Record<string, unknown> | undefined;
    return ['base_uri', 'entity', 'action', 'path'].map((k) => inner?.[k]).filter((v) => typeof v === 'string').join(' · ');
  };
  return (
    <Table
      label={kind.title}
      rows={p.objects}
      rowKey={(o) => o.name}
      columns={[
        { head: 'Name', cell: (o) => <a href={`/${kind.section}/${encodeURIComponent(o.name)}`}>{o.name}</a> },
        { head: 'Type', cell: (o) => <span class="nowrap">{typeOf(o)}</span>, small: 'hide' },
        { head: 'What', wide: true, cell: detail },
        ...(kind.section === 'clients' ? [{ head: 'Last check', cell: (o: ConfigObject) => <LastCheck check={checks.find((c) => c.client === o.name)} /> }] : []),
        { head: 'Used by', cell: (o) => <Users names={o.used_by} /> },
        { head: 'File', cell: (o) => <a href={`/configuration/${encodeURIComponent(o.file)}`}><code>{o.file}</code></a>, small: 'hide' },
      ]}
    />
  );
}

export function ObjectList(p: PageProps): JSX.Element {
  const kind = kKinds[p.params['kind'] as string];
  const objects = useObjects();
  if (!kind) return <Empty title="There is no such page"><a href="/">To the overview</a></Empty>;
  const own = objects.data?.filter((o) => o.kind === kind.object);
  return (
    <>
      <PageHead title={kind.title} lead={kind.lead}>
        <a class="button primary" href={`/${kind.section}/new`}>Create</a>
      </PageHead>
      <ProblemBox problem={objects.problem} what="the objects of the configuration" retry={objects.reload} />
      {!own && objects.loading && <Loading />}
      {own && (
        <Card flush>
          {own.length > 0 ? <List kind={kind} objects={own} /> : (
            <Empty title={`No ${kind.one} yet`}>
              <p>{kind.empty}</p>
              <a class="button primary" href={`/${kind.section}/new`}>Create the first one</a>
            </Empty>
          )}
        </Card>
      )}
    </>
  );
}
