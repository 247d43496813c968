// One run: its figures, which move while it is under way, and the log of its time.
import type { JSX } from 'preact';
import { get } from '../../api/client';
import type { Run } from '../../api/model';
import { count, duration, timeOf } from '../../state/format';
import { connection } from '../../state/live';
import { useEvery } from '../../state/pace';
import { useResource } from '../../state/resource';
import { Badge, Button, Card, Loading, PageHead, ProblemBox, Stat, Time } from '../../ui/basics';
import type { PageProps } from '../table';
import { LogView } from '../log/view';
import { startRun, stopRun } from './actions';
import { RunProfile } from './profile';

const kEveryMs = 1000;

const kWaits: Record<NonNullable<Run['waits_for']>, string> = {
  'rate budget': 'the rate budget', retry: 'another try', responses: 'responses', store: 'the store', 'new records': 'new records',
};

function useRun(id: string) {
  const run = useResource((signal) => get<Run>(`/api/v1/runs/${id}`, { signal }), [id, connection.value]);
  useEvery(kEveryMs, run.reload, run.data !== undefined && !run.data.ended);
  return run;
}

function rate(run: Run): string {
  const ms = run.elapsed_ms ?? Date.now() - timeOf(run.started);
  return ms > 0 ? count(Math.round((run.read * 1000) / ms)) : '–';
}

function Figures(p: { run: Run }): JSX.Element {
  const { run } = p;
  return (
    <div class="stats">
      <Stat label="Read">{count(run.read)}</Stat>
      <Stat label="Delivered">{count(run.delivered)}</Stat>
      <Stat label="Filtered">{count(run.filtered)}</Stat>
      <Stat label="Parked" tone={run.parked ? 'warn' : ''} href={`/tasks?view=records&pipeline=${encodeURIComponent(run.pipeline)}`}>{count(run.parked)}</Stat>
      <Stat label="Waiting for a target" tone={run.waiting ? 'warn' : ''}>{count(run.waiting)}</Stat>
      <Stat label="Records a second">{rate(run)}</Stat>
      {run.requests !== undefined && <Stat label="Requests">{count(run.requests)}</Stat>}
    </div>
  );
}

function Facts(p: { run: Run }): JSX.Element {
  const { run } = p;
  return (
    <Card title="About this run">
      <dl class="facts">
        <dt>Pipeline</dt><dd><a href={`/pipelines/${encodeURIComponent(run.pipeline)}`}>{run.pipeline}</a></dd>
        <dt>Cause</dt><dd>{run.cause}</dd>
        {run.planned && <><dt>Planned</dt><dd><Time ms={timeOf(run.planned)} both /></dd></>}
        <dt>Started</dt><dd><Time ms={timeOf(run.started)} both /></dd>
        {run.ended && <><dt>Ended</dt><dd><Time ms={timeOf(run.ended)} both /></dd></>}
        {run.elapsed_ms !== undefined && <><dt>Took</dt><dd>{duration(run.elapsed_ms)}</dd></>}
      </dl>
    </Card>
  );
}

export function RunPage(p: PageProps): JSX.Element {
  const { data: run, problem, reload } = useRun(p.params['id'] as string);
  if (problem && !run) return <ProblemBox problem={problem} retry={reload} />;
  if (!run) return <Loading />;
  const moving = !run.ended && run.outcome === 'running';
  return (
    <>
      <PageHead title={`Run #${run.id} of ${run.pipeline}`} back={['/runs', 'Runs']} lead={<><Badge>{run.outcome}</Badge> {run.waits_for && <span role="status">waits for {kWaits[run.waits_for]}</span>}</>}>
        {moving
          ? <Button kind="danger" role="operator" onClick={() => void stopRun(run.id, run.pipeline)}>Stop</Button>
          : <Button role="operator" onClick={() => void startRun(run.pipeline)}>Start again</Button>}
      </PageHead>
      {run.message && <div class={`alert ${run.outcome === 'failed' || run.outcome === 'lost' ? 'bad' : 'warn'}`}><p>{run.message}</p></div>}
      <Figures run={run} />
      <div class="stack">
        <Facts run={run} />
        {run.profile && <RunProfile profile={run.profile} />}
        <Card title="Log of the pipeline" note="Of the time of this run, as far as the server keeps it">
          <LogView pipeline={run.pipeline} from={timeOf(run.started)} to={run.ended ? timeOf(run.ended) + 1000 : Infinity} />
        </Card>
      </div>
    </>
  );
}
