import type { JSX } from 'preact';
import type { Pipeline } from '../../api/model';
import { count, timeOf } from '../../state/format';
import { pipelines, status } from '../../state/live';
import { Badge, Button, Card, Empty, Loading, PageHead, Time } from '../../ui/basics';
import { Table } from '../../ui/table';
import { startRun, stopRun } from '../runs/actions';
import { stateWord } from '../runs/words';

function Action(p: { pipeline: Pipeline }): JSX.Element {
  const { pipeline, running } = p.pipeline;
  if (running) return <Button kind="danger" role="operator" label={`Stop ${pipeline}`} onClick={() => void stopRun(running.id, pipeline)}>Stop</Button>;
  return <Button role="operator" label={`Start ${pipeline}`} onClick={() => void startRun(pipeline)}>Start</Button>;
}

export function PipelineList(): JSX.Element {
  if (!status.value) return <Loading />;
  return (
    <>
      <PageHead title="Pipelines" lead="Ways of records from a source through steps to targets.">
        <a class="button primary" href="/pipelines/new">New pipeline</a>
      </PageHead>
      <Card flush>
        {pipelines.value.length === 0 ? <Empty title="No pipelines yet"><a href="/pipelines/new">Create the first one</a></Empty> : (
          <Table
            label="Pipelines"
            rows={pipelines.value}
            rowKey={(r) => r.pipeline}
            columns={[
              { head: 'Name', cell: (r) => <a href={`/pipelines/${encodeURIComponent(r.pipeline)}`}>{r.pipeline}</a> },
              { head: 'State', cell: (r) => <Badge>{stateWord(r)}</Badge> },
              { head: 'Schedule', wide: true, cell: (r) => <span class="muted">{r.schedule}</span> },
              { head: 'Next run', cell: (r) => (r.next ? <Time ms={timeOf(r.next)} /> : '–'), small: 'hide' },
              { head: 'Last run', cell: (r) => (r.last ? <a href={`/runs/${r.last.id}`}><Badge>{r.last.outcome}</Badge></a> : '–') },
              { head: 'Delivered', number: true, cell: (r) => count((r.running ?? r.last)?.delivered), small: 'hide' },
              { head: 'Parked', number: true, cell: (r) => count((r.running ?? r.last)?.parked), small: 'hide' },
              { head: '', cell: (r) => <Action pipeline={r} /> },
            ]}
          />
        )}
      </Card>
    </>
  );
}
