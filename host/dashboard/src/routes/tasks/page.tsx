// Records that could not be delivered: groups of alike errors first, then records.
import type { JSX } from 'preact';
import { get, withQuery } from '../../api/client';
import type { Page, Task } from '../../api/model';
import { count, timeOf } from '../../state/format';
import { pipelines } from '../../state/live';
import { useResource } from '../../state/resource';
import { query, setQuery } from '../../state/router';
import { Badge, Button, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Choice, Pager, SearchBox, Table } from '../../ui/table';
import { BulkBar } from './bulk';
import { currentFilter, kAges, kClasses, kStates } from './filter';
import { Groups } from './groups';
import { NewSince } from './since';

// New ones are counted by pipeline only; with more of a filter it is not known whether they fit.
const isPlain = (words: Record<string, string | null | undefined>): boolean =>
  Object.entries(words).every(([word, value]) => !value || word === 'pipeline' || word === 'order' || (word === 'state' && value === 'parked'));

function Records(): JSX.Element {
  const words = { ...currentFilter(), order: query.value.get('order'), cursor: query.value.get('cursor') };
  const state = words.state ?? 'parked';
  const tasks = useResource((signal) => get<Page<Task>>(withQuery('/api/v1/tasks', { ...words, state }), { signal }), [JSON.stringify(words)]);
  if (tasks.problem && !tasks.data) return <ProblemBox problem={tasks.problem} retry={tasks.reload} />;
  if (!tasks.data) return <Loading />;
  return (
    <>
      <NewSince list={tasks.data} pipeline={words.pipeline} only={isPlain(words)} onShow={tasks.reload} />
      <BulkBar filter={{ ...currentFilter(), state }} list={tasks.data} />
      <Card flush>
        {tasks.data.items.length === 0 ? <Empty title="No task fits"><Button onClick={() => setQuery({ text: '', class: '', newer: '', group: '', pipeline: '', step: '', state: '' })}>Show all</Button></Empty> : (
          <Table
            label="Tasks"
            rows={tasks.data.items}
            rowKey={(t) => t.id}
            columns={[
              { head: 'Task', cell: (t) => <a href={`/tasks/${t.id}`}>#{t.id}</a> },
              { head: 'Record', cell: (t) => <code>{t.key || '–'}</code> },
              { head: 'State', cell: (t) => <Badge>{t.state}</Badge> },
              { head: 'What went wrong', wide: true, cell: (t) => <>{t.message}<p class="small muted">{t.pipeline} · {t.step}</p></> },
              { head: 'Attempts', number: true, cell: (t) => count(t.attempts), small: 'hide' },
              { head: 'Last', cell: (t) => <span class="nowrap"><Time ms={timeOf(t.last)} /></span> },
            ]}
          />
        )}
      </Card>
      <Pager next={tasks.data.next} />
    </>
  );
}

function Views(): JSX.Element {
  const records = query.value.get('view') === 'records';
  const button = (title: string, on: boolean, value: string | undefined): JSX.Element => (
    <button type="button" role="tab" aria-selected={on} onClick={() => setQuery({ view: value, group: undefined })}>{title}</button>
  );
  return (
    <div class="tabs" role="tablist" aria-label="View">
      {button('Groups', !records, undefined)}
      {button('Records', records, 'records')}
    </div>
  );
}

export function TasksPage(): JSX.Element {
  const records = query.value.get('view') === 'records';
  const names: [string, string][] = pipelines.value.map((p) => [p.pipeline, p.pipeline]);
  const group = query.value.get('group');
  return (
    <>
      <PageHead title="Tasks" lead="Records that could not be delivered. Mend them, send them again, or give them up.">
        <a class="button" href="/jobs">Bulk jobs</a>
      </PageHead>
      <Views />
      <div class="filters">
        <Choice word="pipeline" label="Pipeline" options={[['', 'All pipelines'], ...names]} />
        <Choice word="state" label="State" options={kStates} />
        <Choice word="class" label="Kind of error" options={kClasses} />
        {records && <Choice word="newer" label="Last failed" options={kAges} />}
        {records && <Choice word="order" label="Order" options={[['', 'Oldest first'], ['newest', 'Newest first']]} />}
        {records && <SearchBox word="text" label="Text in message or key" />}
        {group && <Button onClick={() => setQuery({ group: undefined })}>Group {group} ✕</Button>}
      </div>
      {records ? <Records /> : <Groups />}
    </>
  );
}
