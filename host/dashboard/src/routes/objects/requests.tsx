// The requests of a client as they are made, the latest first. Secrets are taken out by the server.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RequestLine } from '../../api/model';
import { duration, plural, timeOf } from '../../state/format';
import { useStream } from '../../state/stream';
import { Badge, Button, Card, Empty, Time } from '../../ui/basics';
import { NewBar, Table } from '../../ui/table';

const kMostShown = 200;

function statusTone(status: number | undefined): string {
  if (!status) return 'bad';
  return status < 400 ? 'good' : status < 500 ? 'warn' : 'bad';
}

function Lines(p: { lines: (RequestLine & { at: number })[] }): JSX.Element {
  return (
    <Table
      label="Requests, the latest first"
      rows={p.lines}
      rowKey={(r) => r.at}
      columns={[
        { head: 'Time', cell: (r) => <Time ms={timeOf(r.time)} /> },
        { head: 'Request', wide: true, cell: (r) => (r.url ? <code>{r.method} {r.url}</code> : <code>{r.message}</code>) },
        { head: 'Status', cell: (r) => (r.status === undefined && !r.url ? '' : <Badge tone={statusTone(r.status)}>{String(r.status || 'none')}</Badge>) },
        { head: 'Took', number: true, cell: (r) => (r.ms === undefined ? '' : duration(r.ms)) },
      ]}
    />
  );
}

// Held: rows stay where they are, and a bar says how many came since.
export function RequestLog(p: { name: string }): JSX.Element {
  const { items, refused } = useStream<RequestLine>(`/api/v1/clients/${encodeURIComponent(p.name)}/requests`, { follow: true }, false);
  const [held, setHeld] = useState<number>();
  const shown = items.slice(0, held).map((line, at) => ({ ...line, at })).slice(-kMostShown).reverse();
  const more = held === undefined ? 0 : items.length - held;
  return (
    <>
      <div class="row between">
        <p class="muted">What it asks is logged if the setting “Request log” is on. Secrets are taken out.</p>
        <Button onClick={() => setHeld(held === undefined ? items.length : undefined)}>{held === undefined ? 'Pause' : 'Follow'}</Button>
      </div>
      {refused && <div class="alert warn" role="alert"><p>The request log cannot be followed now: too many others read it, or your role does not show it.</p></div>}
      <NewBar text={more > 0 ? plural(more, 'new request') : ''} onShow={() => setHeld(items.length)} />
      <Card flush>{shown.length === 0 ? <Empty title="No requests yet">They appear here as they are made.</Empty> : <Lines lines={shown} />}</Card>
    </>
  );
}
