// Rate budgets of the systems that are talked to.
import type { JSX } from 'preact';
import { count } from '../../state/format';
import type { Budget } from '../../state/metrics';
import { Card } from '../../ui/basics';
import { Gauge } from '../../ui/spark';

function One(p: { budget: Budget }): JSX.Element {
  const { client, left, limit } = p.budget;
  const used = limit ? (limit - left) / limit : undefined;
  return (
    <div class="stack tight">
      <div class="row between"><a href={`/clients/${encodeURIComponent(client)}`}>{client}</a><span class="muted small">{limit ? `${count(left)} of ${count(limit)} requests left` : `${count(left)} requests left; the limit is not told`}</span></div>
      {used !== undefined && <Gauge part={used} label={`${client}: ${Math.round(used * 100)} percent of the requests are used`} />}
    </div>
  );
}

export function Budgets(p: { budgets: Budget[] }): JSX.Element | null {
  if (p.budgets.length === 0) return null;
  return (
    <Card title="Rate budgets" note="Requests that each system still allows before it asks to wait">
      <div class="columns">{p.budgets.map((b) => <One key={b.client} budget={b} />)}</div>
    </Card>
  );
}
