import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { get, withQuery } from '../../api/client';
import type { Page, Run } from '../../api/model';
import { count, duration, plural, timeOf } from '../../state/format';
import { pipelines } from '../../state/live';
import { useResource } from '../../state/resource';
import { query } from '../../state/router';
import { Badge, Button, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Choice, type Column, NewBar, Pager, Table } from '../../ui/table';
import { stopRun } from './actions';
import { kOutcomes } from './words';

export function runColumns(withPipeline: boolean): Column<Run>[] {
  const pipeline: Column<Run> = { head: 'Pipeline', cell: (r) => <a href={`/pipelines/${encodeURIComponent(r.pipeline)}`}>{r.pipeline}</a> };
  return [
    { head: 'Run', cell: (r) => <a href={`/runs/${r.id}`}>#{r.id}</a> },
    ...(withPipeline ? [pipeline] : []),
    { head: 'Outcome', wide: true, cell: (r) => <><Badge>{r.outcome}</Badge>{r.message && <p class="small muted">{r.message}</p>}</> },
    { head: 'Cause', cell: (r) => r.cause, small: 'hide' },
    { head: 'Started', cell: (r) => <span class="nowrap"><Time ms={timeOf(r.started)} /></span> },
    { head: 'Took', number: true, cell: (r) => (r.elapsed_ms === undefined ? '–' : duration(r.elapsed_ms)), small: 'hide' },
    { head: 'Read', number: true, cell: (r) => count(r.read), small: 'hide' },
    { head: 'Delivered', number: true, cell: (r) => count(r.delivered), small: 'hide' },
    { head: 'Parked', number: true, cell: (r) => <span class={r.parked ? 'warn' : ''}>{count(r.parked)}</span> },
  ];
}

// What the events tell of runs, of one pipeline or of all.
function latestOf(pipeline: string | null | undefined): Run[] {
  return pipelines.value.filter((p) => !pipeline || p.pipeline === pipeline).flatMap((p) => [p.last, p.running]).filter((r) => r !== undefined);
}

// That runs began since the list was read; how many of one pipeline's is not known, as numbers are those of all.
function newRuns(latest: Run[], top: number | undefined, ofOne: boolean): string {
  const newest = Math.max(0, ...latest.map((r) => r.id));
  const more = top === undefined ? 0 : newest - top;
  return more <= 0 ? '' : ofOne ? 'There are new runs' : plural(more, 'new run');
}

// As they are now, each at its place. One that the events tell nothing of any more, as the next one has begun, is asked for.
function useLatest(rows: Run[], latest: Run[]): Run[] {
  const now = new Map(latest.map((r) => [r.id, r]));
  const gone = rows.filter((row) => !row.ended && !now.has(row.id)).map((row) => row.id);
  const asked = useResource((signal) => Promise.all(gone.map((id) => get<Run>(`/api/v1/runs/${id}`, { signal }))), [gone.join()]);
  for (const run of asked.data ?? []) if (!now.has(run.id)) now.set(run.id, run);
  return rows.map((row) => (row.ended ? row : (now.get(row.id) ?? row)));
}

// Always as high: the list below stays where it is when runs begin and end.
function Running(): JSX.Element {
  const running = pipelines.value.flatMap((p) => (p.running ? [p.running] : []));
  return (
    <Card title="Under way" flush>
      <div class="steady">
        {running.length === 0 ? <Empty title="Nothing runs now" /> : <Table
          label="Runs under way"
          rows={running}
          rowKey={(r) => r.id}
          columns={[
            { head: 'Run', cell: (r) => <a href={`/runs/${r.id}`}>#{r.id}</a> },
            { head: 'Pipeline', wide: true, cell: (r) => r.pipeline },
            { head: 'Started', cell: (r) => <Time ms={timeOf(r.started)} /> },
            { head: 'Read', number: true, cell: (r) => count(r.read) },
            { head: 'Delivered', number: true, cell: (r) => count(r.delivered), small: 'hide' },
            { head: '', cell: (r) => <Button kind="danger" role="operator" label={`Stop run ${r.id}`} onClick={() => void stopRun(r.id, r.pipeline)}>Stop</Button> },
          ]}
        />}
      </div>
    </Card>
  );
}

const kNone: Run[] = [];

export function RunTable(p: { pipeline?: string }): JSX.Element {
  const words = { pipeline: p.pipeline ?? query.value.get('pipeline'), outcome: query.value.get('outcome'), cursor: query.value.get('cursor') };
  const runs = useResource((signal) => get<Page<Run>>(withQuery('/api/v1/runs', words), { signal }), Object.values(words));
  const [top, setTop] = useState<number>();
  const first = runs.data?.items[0]?.id;
  if (first !== undefined && !words.cursor && (top === undefined || first > top)) setTop(first);
  const latest = latestOf(words.pipeline);
  const rows = useLatest(runs.data?.items ?? kNone, latest);
  const fresh = newRuns(latest, words.outcome ? undefined : (top ?? (runs.data && !words.cursor ? 0 : undefined)), Boolean(words.pipeline));
  return (
    <>
      <ProblemBox problem={runs.problem} retry={runs.reload} />
      <NewBar text={fresh} onShow={runs.reload} />
      {!runs.data && runs.loading && <Loading />}
      {runs.data && (
        <Card flush>
          {runs.data.items.length === 0 ? <Empty title="No runs" /> : (
            <Table label="Runs, the latest first" rows={rows} rowKey={(r) => r.id} columns={runColumns(!p.pipeline)} />
          )}
        </Card>
      )}
      <Pager next={runs.data?.next} />
    </>
  );
}

export function RunList(): JSX.Element {
  const names: [string, string][] = pipelines.value.map((p) => [p.pipeline, p.pipeline]);
  return (
    <>
      <PageHead title="Runs" lead="What ran, the latest first." />
      <div class="stack">
        <Running />
        <div>
          <div class="filters">
            <Choice word="pipeline" label="Pipeline" options={[['', 'All pipelines'], ...names]} />
            <Choice word="outcome" label="Outcome" options={kOutcomes} />
          </div>
          <RunTable />
        </div>
      </div>
    </>
  );
}
