// Records that could not be delivered: groups of alike errors first, then records.
import type { JSX } from 'preact';
import { get, withQuery } from '../../api/client';
import type { Page, Task, TaskGroup } from '../../api/model';
import { count, plural, timeOf } from '../../state/format';
import { pipelines } from '../../state/live';
import { total, useFigures } from '../../state/metrics';
import { useResource } from '../../state/resource';
import { query, setQuery } from '../../state/router';
import { Badge, Button, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Choice, NewBar, Pager, SearchBox, Table } from '../../ui/table';
import { BulkBar } from './bulk';
import { currentFilter, kAges, kClasses, kStates } from './filter';
import { Spread } from './spread';

function Groups(): JSX.Element {
  const { pipeline, step, state, group, class: kind } = currentFilter();
  const words = { pipeline, step, state: state ?? 'parked', group, class: kind, cursor: query.value.get('cursor') };
  const groups = useResource((signal) => get<Page<TaskGroup>>(withQuery('/api/v1/task-groups', words), { signal }), Object.values(words));
  if (groups.problem && !groups.data) return <ProblemBox problem={groups.problem} retry={groups.reload} />;
  if (!groups.data) return <Loading />;
  const rows = groups.data.items;
  const open = (g: TaskGroup): string => withQuery('/tasks', { view: 'records', group: g.group, state: g.state === 'parked' ? '' : g.state });
  return (
    <>
      <NewSince seen={rows.reduce((n, g) => n + g.count, 0)} complete={!groups.data.next && !Object.values(currentFilter()).length} onShow={groups.reload} />
      <Card flush>
        {rows.length === 0 ? <Empty title="Nothing is parked">Every record reached its target.</Empty> : (
          <Table
            label="Groups of alike errors, the largest first"
            rows={rows}
            rowKey={(g) => `${g.group}-${g.state}`}
            columns={[
              { head: 'Records', number: true, cell: (g) => <a href={open(g)}>{count(g.count)}</a> },
              { head: 'What went wrong', wide: true, cell: (g) => <><a href={open(g)}>{g.pattern}</a><p class="small muted">{g.step}</p></> },
              { head: 'Pipeline', cell: (g) => g.pipeline },
              { head: 'First', cell: (g) => <Time ms={timeOf(g.first)} />, small: 'hide' },
              { head: 'Last', cell: (g) => <Time ms={timeOf(g.last)} /> },
              { head: 'When', cell: (g) => <Spread group={g} />, small: 'hide' },
            ]}
          />
        )}
      </Card>
      <Pager next={groups.data.next} />
    </>
  );
}

// Says how many tasks came since the list was read; nothing moves by itself.
function NewSince(p: { seen: number; complete: boolean; onShow: () => void }): JSX.Element | null {
  const now = total(useFigures().parked);
  const more = p.complete ? now - p.seen : 0;
  return <NewBar text={more > 0 ? `${plural(more, 'new task')}` : ''} onShow={p.onShow} />;
}

function Records(): JSX.Element {
  const words = { ...currentFilter(), order: query.value.get('order'), cursor: query.value.get('cursor') };
  const state = words.state ?? 'parked';
  const tasks = useResource((signal) => get<Page<Task>>(withQuery('/api/v1/tasks', { ...words, state }), { signal }), [JSON.stringify(words)]);
  if (tasks.problem && !tasks.data) return <ProblemBox problem={tasks.problem} retry={tasks.reload} />;
  if (!tasks.data) return <Loading />;
  return (
    <>
      <BulkBar filter={{ ...currentFilter(), state }} onDone={tasks.reload} />
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
