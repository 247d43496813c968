// Groups of alike errors, the largest first: how many, since when, and what people wrote about them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, call, get, withQuery } from '../../api/client';
import type { Page, TaskGroup } from '../../api/model';
import { absolute, count, timeOf } from '../../state/format';
import { asProblem, useResource } from '../../state/resource';
import { query } from '../../state/router';
import { may } from '../../state/session';
import { Button, Card, Empty, Loading, ProblemBox, Time } from '../../ui/basics';
import { Dialog } from '../../ui/dialog';
import { Bars } from '../../ui/spark';
import { Pager, Table } from '../../ui/table';
import { currentFilter } from './filter';
import { NewSince } from './since';

function NoteForm(p: { group: TaskGroup; onClose: (changed: boolean) => void }): JSX.Element {
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget as HTMLFormElement).get('note'));
    try {
      await call('PUT', `/api/v1/task-groups/${p.group.group}/note`, { body: { text } });
      p.onClose(true);
    } catch (e) {
      setProblem(asProblem(e));
    }
  };
  return (
    <Dialog title="Note about these tasks" onClose={() => p.onClose(false)}>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <ProblemBox problem={problem} what="notes" />
        <div class="field">
          <label for="note">For everybody who sees the group</label>
          <textarea id="note" name="note" rows={4} maxLength={2000} aria-describedby="note-help">{p.group.note?.text}</textarea>
          <p class="help" id="note-help">Who takes care of it, say. Empty: no note.</p>
        </div>
        <div class="actions end"><Button onClick={() => p.onClose(false)}>Cancel</Button><Button kind="primary" submit>Save the note</Button></div>
      </form>
    </Dialog>
  );
}

function Note(p: { group: TaskGroup; onChange: () => void }): JSX.Element | null {
  const [open, setOpen] = useState(false);
  const { note } = p.group;
  const close = (changed: boolean): void => {
    setOpen(false);
    if (changed) p.onChange();
  };
  return (
    <>
      {note && <p class="small note-text">{note.text} <span class="muted">{note.who}, <Time ms={timeOf(note.at)} /></span></p>}
      {may('operator') && <Button kind="quiet" label={`${note ? 'Change' : 'Write'} a note about group ${p.group.group}`} onClick={() => setOpen(true)}>{note ? 'Change note' : 'Note'}</Button>}
      {open && <NoteForm group={p.group} onClose={close} />}
    </>
  );
}

// The latest tasks of a group in time.
function Shape(p: { group: TaskGroup }): JSX.Element | null {
  const { recent } = p.group;
  if (!recent) return null;
  const tasks = recent.counts.reduce((n, c) => n + c, 0);
  return <Bars values={recent.counts} label={`The latest ${count(tasks)}, from ${absolute(timeOf(recent.from))} to ${absolute(timeOf(recent.to))}`} />;
}

function GroupTable(p: { rows: TaskGroup[]; onChange: () => void }): JSX.Element {
  const open = (g: TaskGroup): string => withQuery('/tasks', { view: 'records', group: g.group, state: g.state === 'parked' ? '' : g.state });
  return (
    <Table
      label="Groups of alike errors, the largest first"
      rows={p.rows}
      rowKey={(g) => `${g.group}-${g.state}`}
      columns={[
        { head: 'Records', number: true, cell: (g) => <a href={open(g)}>{count(g.count)}</a> },
        { head: 'What went wrong', wide: true, cell: (g) => <><a href={open(g)}>{g.pattern}</a><p class="small muted">{g.step}</p><Note group={g} onChange={p.onChange} /></> },
        { head: 'Pipeline', cell: (g) => g.pipeline },
        { head: 'First', cell: (g) => <Time ms={timeOf(g.first)} />, small: 'hide' },
        { head: 'Last', cell: (g) => <Time ms={timeOf(g.last)} /> },
        { head: 'When', cell: (g) => <Shape group={g} />, small: 'hide' },
      ]}
    />
  );
}

export function Groups(): JSX.Element {
  const { pipeline, step, state, group, class: kind } = currentFilter();
  const words = { pipeline, step, state: state ?? 'parked', group, class: kind, cursor: query.value.get('cursor') };
  const groups = useResource((signal) => get<Page<TaskGroup>>(withQuery('/api/v1/task-groups', { ...words, recent: true }), { signal }), Object.values(words));
  if (groups.problem && !groups.data) return <ProblemBox problem={groups.problem} retry={groups.reload} />;
  if (!groups.data) return <Loading />;
  const only = words.state === 'parked' && !step && !group && !kind;
  return (
    <>
      <NewSince list={groups.data} pipeline={pipeline} only={only} onShow={groups.reload} />
      <Card flush>
        {groups.data.items.length === 0
          ? <Empty title="Nothing is parked">Every record reached its target.</Empty>
          : <GroupTable rows={groups.data.items} onChange={groups.reload} />}
      </Card>
      <Pager next={groups.data.next} />
    </>
  );
}
