// Files of the configuration, and who changed what and when.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { call, getAll, get, post } from '../../api/client';
import type { ConfigFile, Configuration, HistoryEntry, Page } from '../../api/model';
import { bytes, timeOf } from '../../state/format';
import { configurationChanges } from '../../state/live';
import { useResource } from '../../state/resource';
import { go, query } from '../../state/router';
import { Badge, Button, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Dialog } from '../../ui/dialog';
import { Pager, Table } from '../../ui/table';
import { Tabs } from '../../ui/tabs';
import { attempt } from '../runs/actions';

const fileHref = (path: string): string => `/configuration/${encodeURIComponent(path)}`;

function Files(): JSX.Element {
  const files = useResource(() => getAll<ConfigFile>('/api/v1/configuration/files'), [configurationChanges.value]);
  if (files.problem && !files.data) return <ProblemBox problem={files.problem} what="editing of the configuration" retry={files.reload} />;
  if (!files.data) return <Loading />;
  return (
    <Card flush>
      {files.data.length === 0 ? <Empty title="No files yet">Creating a client, a connection or a pipeline makes one.</Empty> : (
        <Table
          label="Files"
          rows={files.data}
          rowKey={(f) => f.path}
          columns={[
            { head: 'File', wide: true, cell: (f) => <a href={fileHref(f.path)}><code>{f.path}</code></a> },
            { head: 'Size', number: true, cell: (f) => bytes(f.size) },
            { head: '', cell: (f) => (f.writable ? '' : <Badge>read only</Badge>) },
          ]}
        />
      )}
    </Card>
  );
}

function History(): JSX.Element {
  const cursor = query.value.get('cursor');
  const history = useResource((signal) => get<Page<HistoryEntry>>(`/api/v1/configuration/history?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, { signal }), [cursor, configurationChanges.value]);
  if (history.problem && !history.data) return <ProblemBox problem={history.problem} what="the history of the configuration" retry={history.reload} />;
  if (!history.data) return <Loading />;
  return (
    <>
      <Card flush>
        {history.data.items.length === 0 ? <Empty title="No changes yet">What is saved here is kept, and can be undone.</Empty> : (
          <Table
            label="Changes, the latest first"
            rows={history.data.items}
            rowKey={(h) => h.id}
            columns={[
              { head: 'When', cell: (h) => <a href={`/history/${h.id}`}><Time ms={h.at_ms} /></a> },
              { head: 'Who', cell: (h) => h.who },
              { head: 'What', cell: (h) => h.action },
              { head: 'File', wide: true, cell: (h) => <code>{h.path}</code> },
            ]}
          />
        )}
      </Card>
      <Pager next={history.data.next} />
    </>
  );
}

function NewFile(p: { onClose: () => void }): JSX.Element {
  const [name, setName] = useState('');
  const good = /^[\w][\w./-]*\.(yaml|yml|json)$/.test(name) && !name.includes('..');
  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    if (good) go(`${fileHref(name)}?new=1`);
    p.onClose();
  };
  return (
    <Dialog title="New file" onClose={p.onClose}>
      <form class="stack" onSubmit={create}>
        <div class="field">
          <label for="file-name">Path in the configuration folder</label>
          <input id="file-name" value={name} placeholder="tables/countries.yaml" aria-describedby="file-name-help" onInput={(e) => setName(e.currentTarget.value)} />
          <p class="help" id="file-name-help">Ends with .yaml, .yml or .json</p>
        </div>
        <div class="actions end"><Button onClick={p.onClose}>Cancel</Button><Button kind="primary" submit disabled={!good}>Create</Button></div>
      </form>
    </Dialog>
  );
}

async function reload(): Promise<void> {
  await attempt(async () => {
    const now = await call<Configuration>('GET', '/api/v1/configuration');
    await post('/api/v1/reload', {}, { ifMatch: now.etag || '*' });
    return 'The configuration was read again.';
  });
}

export function ConfigurationPage(): JSX.Element {
  const [adding, setAdding] = useState(false);
  const now = useResource((signal) => get<Configuration>('/api/v1/configuration', { signal }), [configurationChanges.value]);
  const lead = now.data ? <>Revision <code>{now.data.revision.slice(0, 12)}</code>, loaded <Time ms={timeOf(now.data.loaded)} /></> : 'The files that everything here comes from.';
  return (
    <>
      <PageHead title="Configuration" lead={lead}>
        <Button role="operator" onClick={() => void reload()}>Read again from disk</Button>
        <Button role="editor" onClick={() => setAdding(true)}>New file</Button>
      </PageHead>
      <Tabs label="Configuration" tabs={[{ id: 'files', title: 'Files', body: () => <Files /> }, { id: 'history', title: 'History', body: () => <History /> }]} />
      {adding && <NewFile onClose={() => setAdding(false)} />}
    </>
  );
}
