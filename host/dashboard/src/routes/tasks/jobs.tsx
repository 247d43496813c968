// Bulk jobs: what they do, how far they are.
import type { JSX } from 'preact';
import { get, itemsOf, post } from '../../api/client';
import type { Job } from '../../api/model';
import { count, timeOf } from '../../state/format';
import { useEvery } from '../../state/pace';
import { useResource } from '../../state/resource';
import { Badge, Button, Card, Empty, Loading, PageHead, ProblemBox, Stat, Time } from '../../ui/basics';
import { Table } from '../../ui/table';
import { attempt } from '../runs/actions';
import type { PageProps } from '../table';

export function JobList(): JSX.Element {
  const jobs = useResource(async (signal) => itemsOf<Job>(await get('/api/v1/jobs', { signal })), []);
  return (
    <>
      <PageHead title="Bulk jobs" back={['/tasks', 'Tasks']} lead="Retries and skips of many tasks at once." />
      <ProblemBox problem={jobs.problem} what="bulk jobs" retry={jobs.reload} />
      {jobs.loading && !jobs.data && <Loading />}
      {jobs.data && (
        <Card flush>
          {jobs.data.length === 0 ? <Empty title="No jobs yet">Choose tasks, then retry or skip all of them.</Empty> : (
            <Table
              label="Bulk jobs"
              rows={jobs.data}
              rowKey={(j) => j.id}
              columns={[
                { head: 'Job', cell: (j) => <a href={`/jobs/${j.id}`}>{j.action} #{j.id}</a> },
                { head: 'State', cell: (j) => <Badge>{j.state}</Badge> },
                { head: 'Reason', wide: true, cell: (j) => j.reason ?? '' },
                { head: 'By', cell: (j) => j.who ?? '' },
                { head: 'Done', number: true, cell: (j) => `${count(j.done)} of ${count(j.total)}` },
                { head: 'Failed', number: true, cell: (j) => count(j.failed) },
                { head: 'Started', cell: (j) => <Time ms={timeOf(j.started)} /> },
              ]}
            />
          )}
        </Card>
      )}
    </>
  );
}

const kEveryMs = 1000;

export function JobPage(p: PageProps): JSX.Element {
  const id = p.params['id'] as string;
  const job = useResource((signal) => get<Job>(`/api/v1/jobs/${id}`, { signal }), [id]);
  const moving = job.data?.state === 'running' || job.data?.state === 'queued';
  useEvery(kEveryMs, job.reload, moving);
  const cancel = (): Promise<boolean> => attempt(async () => {
    await post(`/api/v1/jobs/${id}/cancel`);
    job.reload();
    return 'The job is being cancelled.';
  });
  const goOn = (): Promise<boolean> => attempt(async () => {
    await post(`/api/v1/jobs/${id}/continue`);
    job.reload();
    return 'The job goes on.';
  });
  if (job.problem && !job.data) return <ProblemBox problem={job.problem} what="bulk jobs" retry={job.reload} />;
  if (!job.data) return <Loading />;
  const { data } = job;
  const stopped = data.state === 'interrupted';
  const title = `${data.action === 'retry' ? 'Retry' : 'Skip'} of ${count(data.total)} tasks`;
  return (
    <>
      <PageHead title={title} back={['/jobs', 'Bulk jobs']} lead={<><Badge>{data.state}</Badge> {data.reason}</>}>
        {(moving || stopped) && <Button kind="danger" role="operator" onClick={() => void cancel()}>Cancel</Button>}
        {stopped && <Button kind="primary" role="operator" onClick={() => void goOn()}>Continue</Button>}
      </PageHead>
      {stopped && (
        <div class="alert warn" role="status">
          <p><strong>Interrupted by a restart: {count(data.done)} of {count(data.total)} done.</strong> {data.message}</p>
        </div>
      )}
      <Card>
        <progress aria-label={title} max={Math.max(1, data.total)} value={data.done + data.failed} />
      </Card>
      <div class="stats">
        <Stat label="Done">{count(data.done)}</Stat>
        <Stat label="Failed again" tone={data.failed ? 'bad' : ''}>{count(data.failed)}</Stat>
        <Stat label="Left">{count(Math.max(0, data.total - data.done - data.failed))}</Stat>
      </div>
      {data.message && !stopped && <p class="muted">{data.message}</p>}
    </>
  );
}
