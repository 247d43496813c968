// Where a pipeline stands, and going back to an earlier commit or to the start.
import type { JSX } from 'preact';
import { call, get, itemsOf, withQuery } from '../../api/client';
import type { Checkpoint, PipelineState } from '../../api/model';
import { absolute, count, timeOf } from '../../state/format';
import { useResource } from '../../state/resource';
import { Button, Card, Empty, Loading, ProblemBox, Time } from '../../ui/basics';
import { confirm } from '../../ui/dialog';
import { TextView } from '../../ui/json';
import { Table } from '../../ui/table';
import { attempt } from '../runs/actions';

function Checkpoints(p: { pipeline: string; onDone: () => void }): JSX.Element | null {
  const url = `/api/v1/state/${encodeURIComponent(p.pipeline)}`;
  const found = useResource(async (signal) => itemsOf<Checkpoint>(await get(`${url}/checkpoints`, { signal })), [p.pipeline]);
  if (!found.data || found.data.length === 0) return null;
  const rewind = async (c: Checkpoint): Promise<void> => {
    const when = absolute(timeOf(c.time));
    if (!(await confirm(`Take ${p.pipeline} back?`, `The next run goes on from where it stood at ${when}. Records since then are sent again.`, 'Take it back'))) return;
    await attempt(async () => {
      const now = await call<unknown>('GET', url);
      await call('PUT', `${url}/cursor`, { body: { checkpoint: c.sequence }, ifMatch: now.etag || '*' });
      p.onDone();
      return `${p.pipeline} goes on from ${when}.`;
    });
  };
  return (
    <Card title="Earlier commits" note="Places that it can be taken back to" flush>
      <Table
        label="Earlier commits"
        rows={found.data}
        rowKey={(c) => c.sequence}
        columns={[
          { head: 'Commit', number: true, cell: (c) => c.sequence },
          { head: 'Time', cell: (c) => <Time ms={timeOf(c.time)} both /> },
          { head: 'Read', number: true, cell: (c) => count(c.read) },
          { head: 'Cursor', wide: true, cell: (c) => <code>{c.cursor}</code>, small: 'hide' },
          { head: '', cell: (c) => <Button role="operator" label={`Go back to commit ${c.sequence}`} onClick={() => void rewind(c)}>Go back</Button> },
        ]}
      />
    </Card>
  );
}

function One(p: { state: PipelineState; onDone: () => void }): JSX.Element {
  const { state } = p;
  const reset = async (): Promise<void> => {
    if (!(await confirm(`Let ${state.pipeline} start over?`, 'The next run reads everything again.', 'Start over'))) return;
    await attempt(async () => {
      await call('POST', `/api/v1/state/${encodeURIComponent(state.pipeline)}/reset`, { body: {} });
      p.onDone();
      return `${state.pipeline} starts over with its next run.`;
    });
  };
  return (
    <Card title={state.pipeline} tools={<Button kind="danger" role="operator" onClick={() => void reset()}>Start over…</Button>}>
      <dl class="facts">
        <dt>Walk</dt><dd>{state.walk || '–'}</dd>
        <dt>Last commit</dt><dd>#{count(state.sequence)}, <Time ms={timeOf(state.updated)} both /></dd>
        <dt>Records</dt><dd>{count(state.read)} read, {count(state.delivered)} delivered, {count(state.filtered)} filtered, {count(state.parked)} parked</dd>
        {state.positions.map((x) => <><dt>{x.publisher}</dt><dd><code>{x.position}</code></dd></>)}
      </dl>
      {state.cursor && <TextView text={state.cursor} label={`Cursor of ${state.pipeline}`} />}
    </Card>
  );
}

export function PipelineStates(p: { pipeline?: string }): JSX.Element {
  const found = useResource(async (signal) => itemsOf<PipelineState>(await get(withQuery('/api/v1/state', { pipeline: p.pipeline, limit: 200 }), { signal })), [p.pipeline]);
  if (found.problem && !found.data) return <ProblemBox problem={found.problem} retry={found.reload} />;
  if (!found.data) return <Loading />;
  if (found.data.length === 0) return <Empty title="Nothing is kept yet">The state appears with the first commit of a run.</Empty>;
  return (
    <div class="stack">
      {found.data.map((s) => <One key={s.pipeline} state={s} onDone={found.reload} />)}
      {p.pipeline && <Checkpoints pipeline={p.pipeline} onDone={found.reload} />}
    </div>
  );
}

