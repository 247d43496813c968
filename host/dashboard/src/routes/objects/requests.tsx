// The latest requests of a client. Secrets are taken out by the server.
import type { JSX } from 'preact';
import { get, itemsOf } from '../../api/client';
import type { RequestLine } from '../../api/model';
import { duration, timeOf } from '../../state/format';
import { useResource } from '../../state/resource';
import { Badge, Button, Card, Empty, Loading, ProblemBox, Time } from '../../ui/basics';
import { Table } from '../../ui/table';

function statusTone(status: number | undefined): string {
  if (!status) return 'bad';
  return status < 400 ? 'good' : status < 500 ? 'warn' : 'bad';
}

export function RequestLog(p: { name: string }): JSX.Element {
  const lines = useResource(async (signal) => itemsOf<RequestLine>(await get(`/api/v1/clients/${encodeURIComponent(p.name)}/requests?limit=200`, { signal })), [p.name]);
  return (
    <>
      <div class="row between">
        <p class="muted">What it asks is logged if the setting “Request log” is on. Secrets are taken out.</p>
        <Button onClick={lines.reload}>Read again</Button>
      </div>
      <ProblemBox problem={lines.problem} what="the request log" />
      {lines.loading && !lines.data && <Loading />}
      {lines.data && (
        <Card flush>
          {lines.data.length === 0 ? <Empty title="No requests yet" /> : (
            <Table
              label="Requests, the latest first"
              rows={lines.data.map((line, i) => ({ ...line, i }))}
              rowKey={(r) => r.i}
              columns={[
                { head: 'Time', cell: (r) => <Time ms={timeOf(r.time)} /> },
                { head: 'Request', wide: true, cell: (r) => (r.url ? <code>{r.method} {r.url}</code> : <code>{r.message}</code>) },
                { head: 'Status', cell: (r) => (r.status === undefined && !r.url ? '' : <Badge tone={statusTone(r.status)}>{String(r.status || 'none')}</Badge>) },
                { head: 'Took', number: true, cell: (r) => (r.ms === undefined ? '' : duration(r.ms)) },
              ]}
            />
          )}
        </Card>
      )}
    </>
  );
}
