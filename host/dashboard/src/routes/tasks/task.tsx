// One task: what failed, the record as it came and as it was at the step, what was asked and answered.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { call, get, post, withQuery } from '../../api/client';
import type { WholeTask } from '../../api/model';
import { count, timeOf } from '../../state/format';
import { useEvery } from '../../state/pace';
import { useResource } from '../../state/resource';
import { go } from '../../state/router';
import { setSample } from '../../state/sample';
import { Badge, Button, Card, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { confirm } from '../../ui/dialog';
import { DiffView } from '../../ui/diffview';
import { type Piece, TextView } from '../../ui/json';
import { layOut } from '../../api/json';
import { type Tab, Tabs } from '../../ui/tabs';
import { attempt } from '../runs/actions';
import { sampleKey } from '../shared/samples';
import type { PageProps } from '../table';
import { EditTask } from './edit';

const kEveryMs = 1000;

export type Loaded = { task: WholeTask; etag: string };

async function load(id: string, signal: AbortSignal): Promise<Loaded> {
  const reply = await call<WholeTask>('GET', `/api/v1/tasks/${id}?texts=cut`, { signal });
  return { task: reply.data, etag: reply.etag };
}

function Facts(p: { task: WholeTask }): JSX.Element {
  const { task } = p;
  return (
    <dl class="facts">
      <dt>Pipeline</dt><dd><a href={`/pipelines/${encodeURIComponent(task.pipeline)}`}>{task.pipeline}</a></dd>
      <dt>Step</dt><dd>{task.step}</dd>
      <dt>Record</dt><dd>{task.key ? <a href={withQuery('/tasks', { view: 'records', state: 'all', text: task.key })}><code>{task.key}</code></a> : 'has no key'}</dd>
      {task.remote_code > 0 && <><dt>HTTP status</dt><dd>{task.remote_code}</dd></>}
      <dt>Attempts</dt><dd>{count(task.attempts)}</dd>
      <dt>First failed</dt><dd><Time ms={timeOf(task.first)} both /></dd>
      <dt>Last failed</dt><dd><Time ms={timeOf(task.last)} both /></dd>
      <dt>Alike</dt><dd><a href={withQuery('/tasks', { view: 'records', group: task.group })}>Tasks with the same error</a></dd>
    </dl>
  );
}

function Answer(p: { task: WholeTask }): JSX.Element {
  const { answer } = p.task;
  if (!answer) return <p class="muted">It is not known what the target was asked: the record did not get that far.</p>;
  return (
    <div class="columns">
      <div class="stack tight">
        <h2>Request <code>{answer.request}</code></h2>
        <TextView text={answer.payload || '(no body)'} label="Request body" />
      </div>
      <div class="stack tight">
        <h2>Answer {answer.status ? <Badge tone={answer.status < 400 ? 'good' : 'bad'}>{String(answer.status)}</Badge> : 'none'}</h2>
        <TextView text={answer.response || '(no body)'} label="Answer body" />
      </div>
    </div>
  );
}

function Earlier(p: { task: WholeTask }): JSX.Element {
  return (
    <ol class="log" aria-label="Earlier failures">
      {[...(p.task.earlier ?? []), { time: p.task.last, remote_code: p.task.remote_code, message: p.task.message }].map((e) => (
        <li><span class="time"><Time ms={timeOf(e.time)} /></span><span>{e.remote_code || ''}</span><span>{e.message}</span></li>
      ))}
    </ol>
  );
}

type TextName = 'source' | 'value' | 'current';

function TaskText(p: { task: WholeTask; name: TextName; text: string; size: number | undefined; label: string }): JSX.Element {
  const url = withQuery(`/api/v1/tasks/${p.task.id}/payload`, { text: p.name });
  return <TextView key={p.task.version} text={p.text} label={p.label} size={p.size} download={`${url}&download=1`} more={(from) => get<Piece>(`${url}&from=${from}`)} />;
}

// What a retry sends instead, against the value; too large for that it is shown alone.
function Change(p: { task: WholeTask; value: string }): JSX.Element | null {
  const { edited, sizes } = p.task;
  if (edited === undefined) return null;
  const cut = sizes !== undefined;
  return (
    <div class="stack tight">
      <h2>What a retry sends: your change</h2>
      {cut
        ? <TaskText task={p.task} name="current" text={edited} size={sizes.edited} label="Changed record" />
        : <DiffView before={layOut(p.value)} after={layOut(edited)} label="Change of the value" whole />}
    </div>
  );
}

function Texts(p: { task: WholeTask }): JSX.Element {
  const { task } = p;
  if (task.source === undefined) return <p class="muted">The texts of records are not for your role.</p>;
  const [name, value]: [TextName, string] = task.from_start ? ['source', task.source] : ['value', task.value];
  return (
    <div class="stack">
      {task.redacted && <div class="alert info"><p>A secret was taken out of these texts.</p></div>}
      <Change task={task} value={value} />
      <div class="columns">
        <div class="stack tight"><h2>As it arrived</h2><TaskText task={task} name="source" text={task.source} size={task.sizes?.source} label="Record as it arrived" /></div>
        <div class="stack tight"><h2>At the failing step</h2><TaskText task={task} name={name} text={value} size={task.sizes?.[name as 'source' | 'value']} label="Record at the failing step" /></div>
      </div>
    </div>
  );
}

// As it arrived, so that the steps can be mended while one sees what they make of it.
function tryInPreview(task: WholeTask): void {
  setSample(sampleKey(task.pipeline), task.source);
  go(`/pipelines/${encodeURIComponent(task.pipeline)}`);
}

// The server leaves them out for those who may not see records.
const hasTexts = (task: WholeTask): boolean => (task as Partial<WholeTask>).source !== undefined;

function tabsOf(task: WholeTask): Tab[] {
  return [
    { id: 'record', title: 'Record', body: () => <Texts task={task} /> },
    { id: 'answer', title: 'Request and answer', body: () => <Answer task={task} /> },
    { id: 'attempts', title: 'Attempts', count: (task.earlier ?? []).length + 1, body: () => <Earlier task={task} /> },
  ];
}

export function TaskPage(p: PageProps): JSX.Element {
  const id = p.params['id'] as string;
  const loaded = useResource((signal) => load(id, signal), [id]);
  const [editing, setEditing] = useState(false);
  useEvery(kEveryMs, loaded.reload, loaded.data?.task.state === 'retrying');
  if (loaded.problem && !loaded.data) return <ProblemBox problem={loaded.problem} retry={loaded.reload} />;
  if (!loaded.data) return <Loading />;
  const { task } = loaded.data;
  const act = (what: 'retry' | 'skip', said: string) => async (): Promise<void> => {
    if (what === 'skip' && !(await confirm(`Skip task #${id}?`, 'The record is given up. It stays visible as skipped.', 'Skip'))) return;
    await attempt(async () => {
      await post(`/api/v1/tasks/${what}?id=${id}`);
      loaded.reload();
      return said;
    });
  };
  const open = task.state === 'parked';
  const tooLarge = task.sizes !== undefined ? 'It is too large to be edited here. On the machine of the server, sluice tasks edit takes it as a file' : '';
  return (
    <>
      <PageHead title={`Task #${task.id}`} back={['/tasks', 'Tasks']} lead={<><Badge>{task.state}</Badge> {task.edited !== undefined && <Badge tone="info">edited</Badge>}</>}>
        {hasTexts(task) && <Button role="operator" disabled={task.sizes !== undefined} title={task.sizes === undefined ? '' : 'It is too large for a sample'} onClick={() => tryInPreview(task)}>Try in the preview</Button>}
        <Button role="operator" disabled={!open} onClick={() => void act('skip', 'The task is skipped.')()}>Skip</Button>
        <Button role="operator" disabled={!open || editing || tooLarge !== ''} title={tooLarge} onClick={() => setEditing(true)}>Edit</Button>
        <Button kind="primary" role="operator" disabled={!open || editing} onClick={() => void act('retry', 'The record is sent again.')()}>Retry</Button>
      </PageHead>
      <div class="alert bad"><p><strong>{task.message}</strong></p></div>
      <div class="stack">
        <Card><Facts task={task} /></Card>
        {editing
          ? <EditTask loaded={loaded.data} onEnd={() => { setEditing(false); loaded.reload(); }} />
          : hasTexts(task)
            ? <div><Tabs label="About the task" tabs={tabsOf(task)} /></div>
            : <div class="alert info"><p>You do not see the texts of records: that needs the role data viewer.</p></div>}
      </div>
    </>
  );
}
