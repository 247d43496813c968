// How everything is doing: what failed first, then each pipeline, then the history.
import type { JSX } from 'preact';
import { get, itemsOf } from '../../api/client';
import type { Pipeline, Run, TaskGroup } from '../../api/model';
import { absolute, count, duration, plural, timeOf } from '../../state/format';
import { pipelines, status } from '../../state/live';
import { type Figures, total, useFigures } from '../../state/metrics';
import { type Held, useHeld } from '../../state/held';
import { useSlow } from '../../state/pace';
import { useResource } from '../../state/resource';
import { Badge, Button, Card, Empty, Loading, PageHead, Stat, Time, useNow } from '../../ui/basics';
import { lazy } from '../../ui/lazy';
import { Bars } from '../../ui/spark';
import { NewBar, Table } from '../../ui/table';
import { Budgets } from './budgets';
import { startRun } from '../runs/actions';
import { pipelineWord, runTone, worst } from '../runs/words';

const History = lazy<{ runs: Run[] }>(async () => (await import('./history')).History);
const kRuns = 200;
const kEveryMs = 2000;

function useOverview() {
  const server = status.value?.server.revision;
  const seen = useSlow(runsSeen(), kEveryMs);
  const runs = useResource(async (signal) => itemsOf<Run>(await get(`/api/v1/runs?limit=${kRuns}`, { signal })), [server, seen]);
  const groups = useResource(async (signal) => itemsOf<TaskGroup>(await get('/api/v1/task-groups?state=parked&limit=5', { signal })), [server, seen]);
  return { runs: runs.data ?? [], groups: groups.data ?? kNoGroups };
}

// Changes when a run ends.
const runsSeen = (): string => pipelines.value.map((p) => `${p.last?.id ?? 0}:${p.last?.outcome ?? ''}`).join();

function Pulse(p: { pipeline: string; runs: Run[] }): JSX.Element {
  const own = p.runs.filter((r) => r.pipeline === p.pipeline).slice(0, 20).reverse();
  if (own.length === 0) return <span class="muted">no runs yet</span>;
  const failed = own.filter((r) => runTone(r.outcome) === 'bad').length;
  const text = `${plural(own.length, 'run')}, ${failed} failed`;
  return <Bars values={own.map((r) => r.delivered + r.parked)} tones={own.map((r) => runTone(r.outcome))} label={text} />;
}

function What(p: { pipeline: Pipeline }): JSX.Element {
  const run = p.pipeline.running;
  if (run) return <><Badge>running</Badge> <span class="muted small">{count(run.delivered)} delivered</span></>;
  const last = p.pipeline.last;
  return (
    <div>
      <Badge>{pipelineWord(p.pipeline)}</Badge>
      {last?.message && <p class="small muted">{last.message}</p>}
    </div>
  );
}

function Parked(p: { pipeline: string; figures: Figures }): JSX.Element {
  const parked = p.figures.parked.get(p.pipeline) ?? 0;
  const waiting = p.figures.backlog.get(p.pipeline) ?? 0;
  return (
    <>
      <a class={parked ? 'warn' : 'muted'} href={`/tasks?view=records&pipeline=${encodeURIComponent(p.pipeline)}`}>{count(parked)}</a>
      {waiting > 0 && <p class="small warn">{count(waiting)} wait</p>}
    </>
  );
}

// How long a start that is due has waited.
function lagOf(figures: Figures, pipeline: string): string {
  const seconds = figures.lag.get(pipeline);
  return !seconds ? '–' : duration(seconds * 1000);
}

function Pipelines(p: { held: Held<Pipeline>; runs: Run[]; figures: Figures }): JSX.Element {
  return (
    <Table
      label="Pipelines"
      rows={p.held.rows}
      rowKey={(r) => r.pipeline}
      columns={[
        { head: 'Pipeline', cell: (r) => <a href={`/pipelines/${encodeURIComponent(r.pipeline)}`}>{r.pipeline}</a> },
        { head: 'State', wide: true, cell: (r) => <What pipeline={r} /> },
        { head: 'Last run', cell: (r) => (r.last ? <a href={`/runs/${r.last.id}`}><Time ms={timeOf(r.last.ended ?? r.last.started)} /></a> : '–'), small: 'hide' },
        { head: 'Next run', cell: (r) => (r.next ? <Time ms={timeOf(r.next)} /> : <span class="muted">{r.always ? 'always on' : '–'}</span>), small: 'hide' },
        { head: 'Lag', number: true, cell: (r) => lagOf(p.figures, r.pipeline), small: 'hide' },
        { head: 'Parked', number: true, cell: (r) => <Parked pipeline={r.pipeline} figures={p.figures} /> },
        { head: 'Last 20 runs', cell: (r) => <Pulse pipeline={r.pipeline} runs={p.runs} />, small: 'hide' },
        { head: '', cell: (r) => <Button kind="quiet" role="operator" label={`Start ${r.pipeline}`} onClick={() => void startRun(r.pipeline)}>Start</Button> },
      ]}
    />
  );
}

function Failures(p: { groups: TaskGroup[] }): JSX.Element {
  return (
    <Card title="Records that need you" tools={<a class="button" href="/tasks">All tasks</a>} flush>
      <Table
        label="Largest groups of parked records"
        rows={p.groups}
        rowKey={(g) => g.group}
        columns={[
          { head: 'Records', number: true, cell: (g) => <a href={`/tasks?view=records&group=${g.group}`}>{count(g.count)}</a> },
          { head: 'What went wrong', wide: true, cell: (g) => g.pattern },
          { head: 'Pipeline', cell: (g) => g.pipeline },
          { head: 'Last', cell: (g) => <Time ms={timeOf(g.last)} />, small: 'hide' },
        ]}
      />
    </Card>
  );
}

const kDayMs = 86_400_000;

// Of a busy server the runs that are read may not go back a day; then it is said since when.
function Delivered(p: { runs: Run[]; now: number }): JSX.Element {
  const ofDay = p.runs.filter((r) => p.now - timeOf(r.started) < kDayMs);
  const oldest = ofDay[ofDay.length - 1];
  const label = ofDay.length < kRuns || !oldest ? 'Delivered in 24 hours' : `Delivered since ${absolute(timeOf(oldest.started)).slice(0, 16)}`;
  return <Stat label={label}>{count(ofDay.reduce((n, r) => n + r.delivered, 0))}</Stat>;
}

const kNoGroups: TaskGroup[] = [];
const worstFirst = (): Pipeline[] => [...pipelines.value].sort((a, b) => worst(b) - worst(a));

// What stands there while somebody reads it, and what is to be told of what changed.
function useRows(groups: TaskGroup[]) {
  const list = useHeld(worstFirst(), (p) => p.pipeline, (p) => p);
  const failures = useHeld(groups, (g) => `${g.group}`, (g) => ({ ...g, count: 0 }));
  const here = new Set(pipelines.value.map((p) => p.pipeline));
  if (list.more.length > 0 || list.rows.some((p) => !here.has(p.pipeline))) list.show(); // the configuration changed
  const bad = (p: Pipeline): boolean => p.last !== undefined && runTone(p.last.outcome) === 'bad';
  const below = list.rows.filter((p, i) => bad(p) && list.rows.slice(0, i).some((above) => !bad(above))).length;
  const words = [list.moved && below > 0 ? `${plural(below, 'pipeline')} failed` : '', failures.more.length > 0 ? `${plural(failures.more.length, 'new group')} of records` : ''];
  const show = (): void => {
    list.show();
    failures.show();
  };
  return { list, failures, news: words.filter(Boolean).join(', '), show };
}

export function Overview(): JSX.Element {
  const { runs, groups } = useOverview();
  const now = useNow(60_000);
  const figures = useFigures();
  const rows = useRows(groups);
  const server = status.value?.server;
  if (!server) return <Loading />;
  const failed = pipelines.value.filter((p) => p.last && runTone(p.last.outcome) === 'bad').length;
  const parked = total(figures.parked);
  const waiting = total(figures.backlog);
  return (
    <>
      <PageHead title="Overview" lead={<>Configuration <code>{server.config}</code></>} />
      <div class="stats">
        <Stat label="Pipelines" href="/pipelines">{count(pipelines.value.length)}</Stat>
        <Stat label="Last run failed" tone={failed ? 'bad' : 'good'} href="/runs?outcome=failed">{count(failed)}</Stat>
        <Stat label="Parked records" tone={parked ? 'warn' : 'good'} href="/tasks">{count(parked)}</Stat>
        {waiting > 0 && <Stat label="Waiting for a target" tone="warn">{count(waiting)}</Stat>}
        <Delivered runs={runs} now={now} />
        <Stat label="Running now">{server.busy} of {server.workers}</Stat>
      </div>
      <div class="stack">
        <NewBar text={rows.news} onShow={rows.show} />
        {rows.failures.rows.length > 0 && <Failures groups={rows.failures.rows} />}
        <Card title="Pipelines" note="Failures first" flush>
          {pipelines.value.length > 0 ? <Pipelines held={rows.list} runs={runs} figures={figures} /> : (
            <Empty title="No pipelines yet">
              <p>Create a client, an incoming and an outgoing, then a pipeline that uses them.</p>
              <a class="button primary" href="/clients/new">Create a client</a>
            </Empty>
          )}
        </Card>
        <Budgets budgets={figures.budgets} />
        {runs.length > 1 && <Card title="Records of the latest runs"><History runs={runs} /></Card>}
      </div>
    </>
  );
}
