import type { JSX } from 'preact';
import { get, itemsOf, withQuery } from '../../api/client';
import type { AuditEntry } from '../../api/model';
import { useResource } from '../../state/resource';
import { query } from '../../state/router';
import { Badge, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Pager, Table } from '../../ui/table';

const toneOf = (result: string | number): string => (/^(2|ok|done|allowed)/.test(String(result)) ? 'good' : 'bad');

export function AuditPage(): JSX.Element {
  const cursor = query.value.get('cursor');
  const audit = useResource((signal) => get<{ next?: string }>(withQuery('/api/v1/audit', { limit: 50, cursor }), { signal }), [cursor]);
  const rows = itemsOf<AuditEntry>(audit.data).map((entry, i) => ({ ...entry, i }));
  return (
    <>
      <PageHead title="Audit" lead="Who changed what, from where; refusals, too." />
      <ProblemBox problem={audit.problem} what="the audit log" retry={audit.reload} />
      {audit.loading && !audit.data && <Loading />}
      {audit.data && (
        <Card flush>
          {rows.length === 0 ? <Empty title="Nothing yet" /> : (
            <Table
              label="Audit, the latest first"
              rows={rows}
              rowKey={(a) => a.i}
              columns={[
                { head: 'When', cell: (a) => <Time ms={a.at_ms} both /> },
                { head: 'Who', cell: (a) => <>{a.who} <span class="muted small">{a.role?.replace('_', ' ')}</span></> },
                { head: 'From', cell: (a) => a.from ?? '', small: 'hide' },
                { head: 'What', wide: true, cell: (a) => <><code>{a.method} {a.route}</code>{a.object && <p class="small muted">{a.object}</p>}</> },
                { head: 'Result', cell: (a) => <Badge tone={toneOf(a.result)}>{String(a.result)}</Badge> },
              ]}
            />
          )}
        </Card>
      )}
      <Pager next={audit.data?.next} />
    </>
  );
}
