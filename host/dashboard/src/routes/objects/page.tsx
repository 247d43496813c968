// One client, incoming or outgoing: its form, what uses it, and a try of it.
import type { JSX } from 'preact';
import { call, remove } from '../../api/client';
import type { ConfigObject } from '../../api/model';
import { nameOf, useComponents, useObjects, usePlugins } from '../../state/catalog';
import { type FileEdit, useFile } from '../../state/file';
import { refreshStatus } from '../../state/live';
import { go, setGuard } from '../../state/router';
import { may } from '../../state/session';
import { Button, Card, Empty, Loading, PageHead, ProblemBox } from '../../ui/basics';
import { confirm, tell } from '../../ui/dialog';
import { type Tab, Tabs } from '../../ui/tabs';
import { read } from '../../yaml/document';
import { removeAt } from '../../yaml/splice';
import { attempt } from '../runs/actions';
import { FileAside, FileTrouble, SaveBar } from '../shared/save';
import type { PageProps } from '../table';
import { CheckClient } from './check';
import { FetchPage } from './fetch';
import { ObjectForm, TrialResults, useObjectTrial } from './form';
import { type Kind, kKinds } from './kinds';
import { RequestLog } from './requests';

function Settings(p: { kind: Kind; object: ConfigObject; file: FileEdit }): JSX.Element {
  const { file } = p;
  const trial = useObjectTrial(p.kind, p.object.name, file);
  if (file.original === undefined && !file.problem) return <Loading />;
  return (
    <>
      <FileTrouble file={file} />
      {file.original !== undefined && (
        <div class="split">
          <form class="form" onSubmit={(e) => e.preventDefault()}>
            <ObjectForm kind={p.kind} name={p.object.name} file={file} trial={trial} readOnly={!may('editor')} />
            <SaveBar file={file} onSaved={() => tell(`${p.object.name} is saved.`)} />
          </form>
          <div class="beside stack">
            <TrialResults of={trial} />
            <FileAside file={file} />
          </div>
        </div>
      )}
    </>
  );
}

// The pipelines that use a connection which uses the object; `user`: "incoming.products".
function pipelinesOver(user: string, objects: ConfigObject[]): string[] {
  const at = user.indexOf('.');
  const own = objects.find((o) => o.kind === user.slice(0, at) && o.name === user.slice(at + 1));
  return (own?.used_by ?? []).filter((u) => u.startsWith('pipelines.')).map((u) => u.slice('pipelines.'.length));
}

function UsedBy(p: { object: ConfigObject }): JSX.Element {
  const { used_by } = p.object;
  const objects = useObjects().data ?? [];
  if (used_by.length === 0) return <Empty title="Nothing uses it yet"><a href="/pipelines/new">Create a pipeline</a></Empty>;
  return (
    <Card>
      <ul class="stack tight">
        {used_by.map((user) => {
          const at = user.indexOf('.');
          const [section, name] = [user.slice(0, at), user.slice(at + 1)];
          const over = pipelinesOver(user, objects);
          return (
            <li>
              <a href={`/${section}/${encodeURIComponent(name)}`}>{name}</a> <span class="muted">{section}</span>
              {over.length > 0 && <span class="small"> in {over.map((one, i) => <>{i > 0 && ', '}<a href={`/pipelines/${encodeURIComponent(one)}`}>{one}</a></>)}</span>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function tabsOf(kind: Kind, object: ConfigObject, file: FileEdit): Tab[] {
  const settings: Tab = { id: 'settings', title: 'Settings', body: () => <Settings kind={kind} object={object} file={file} /> };
  const users: Tab = { id: 'users', title: 'Used by', count: object.used_by.length, body: () => <UsedBy object={object} /> };
  if (kind.section === 'clients') {
    return [
      settings,
      { id: 'check', title: 'Test connection', body: () => <CheckClient object={object} changed={file.changed} /> },
      { id: 'requests', title: 'Request log', body: () => <RequestLog name={object.name} /> },
      users,
    ];
  }
  if (kind.section === 'incoming') return [settings, { id: 'page', title: 'Fetch a page', body: () => <FetchPage name={object.name} file={file} /> }, users];
  return [settings, users];
}

// Takes the object out of its file; a file with nothing else in it goes as a whole.
async function deleteObject(kind: Kind, object: ConfigObject, file: FileEdit): Promise<void> {
  if (!(await confirm(`Delete ${object.name}?`, 'The history keeps it; it can be brought back there.', 'Delete'))) return;
  await attempt(async () => {
    const rest = read(file.original ?? '').doc.toJS() as Record<string, Record<string, unknown>>;
    const alone = Object.keys(rest).length === 1 && Object.keys(rest[kind.section] ?? {}).length === 1;
    const url = `/api/v1/configuration/files/${encodeURIComponent(object.file)}`;
    const now = await call<string>('GET', url);
    if (alone) await remove(url, { ifMatch: now.etag });
    else await call('PUT', url, { text: removeAt(now.data, [kind.section, object.name], 0), ifMatch: now.etag });
    setGuard(null);
    await refreshStatus();
    go(`/${kind.section}`);
    return `${object.name} is deleted.`;
  });
}

function Loaded(p: { kind: Kind; object: ConfigObject }): JSX.Element {
  const { kind, object } = p;
  const components = useComponents().data ?? [];
  const plugins = usePlugins().data ?? [];
  const file = useFile(object.file);
  const component = components.find((c) => c.id === object.use);
  const used = object.used_by.length > 0;
  return (
    <>
      <PageHead title={object.name} back={[`/${kind.section}`, kind.title]} lead={component ? nameOf(component, plugins) : object.use}>
        <Button kind="danger" role="editor" disabled={used} title={used ? 'It is in use' : ''} onClick={() => void deleteObject(kind, object, file)}>Delete</Button>
      </PageHead>
      <Tabs label={`About ${object.name}`} tabs={tabsOf(kind, object, file)} />
    </>
  );
}

export function ObjectPage(p: PageProps): JSX.Element {
  const kind = kKinds[p.params['kind'] as string];
  const objects = useObjects();
  if (!kind) return <Empty title="There is no such page"><a href="/">To the overview</a></Empty>;
  const object = objects.data?.find((o) => o.kind === kind.object && o.name === p.params['name']);
  if (object) return <Loaded key={object.file} kind={kind} object={object} />;
  if (objects.problem) return <ProblemBox problem={objects.problem} what="the objects of the configuration" retry={objects.reload} />;
  if (objects.loading) return <Loading />;
  return <Empty title={`There is no ${kind.one} ${p.params['name']}`}><a href={`/${kind.section}`}>All {kind.title.toLowerCase()}</a></Empty>;
}
