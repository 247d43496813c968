// Rate budgets of the systems that are talked to.
import type { JSX } from 'preact';
import { count } from '../../state/format';
import type { Budget } from '../../state/metrics';
import { Card } from '../../ui/basics';
import { Gauge } from '../../ui/spark';

function One(p: { budget: Budget }): JSX.Element {
  const { client, left, limit } = p.budget;
  const used = limit > 0 ? (limit - left) / limit : 0;
  return (
    <div class="stack tight">
      <div class="row between"><a href={`/clients/${encodeURIComponent(client)}`}>{client}</a><span class="muted small">{count(left)} requests left</span></div>
      <Gauge part={used} label={`${client}: ${Math.round(used * 100)} percent of the requests are used`} />
    </div>
  );
}

export function Budgets(p: { budgets: Budget[] }): JSX.Element | null {
  if (p.budgets.length === 0) return null;
  return (
    <Card title="Rate budgets" note="Used of the largest budget that was seen">
      <div class="columns">{p.budgets.map((b) => <One key={b.client} budget={b} />)}</div>
    </Card>
  );
}
