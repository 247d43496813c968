import type { JSX } from 'preact';
import type { TaskGroup } from '../../api/model';
import { relative, timeOf } from '../../state/format';
import { useNow } from '../../ui/basics';

const kDay = 86_400_000;
const kDays = 14;

// The time from the first to the last failure of a group, on the last fourteen days.
export function Spread(p: { group: TaskGroup }): JSX.Element {
  const now = useNow(60_000);
  const place = (at: number): number => Math.max(0, Math.min(100, 100 - ((now - at) / (kDays * kDay)) * 100));
  const from = place(timeOf(p.group.first));
  const to = place(timeOf(p.group.last));
  const label = `From ${relative(timeOf(p.group.first), now)} to ${relative(timeOf(p.group.last), now)}, on the last ${kDays} days`;
  return (
    <svg class="bars" role="img" aria-label={label} viewBox="0 0 100 20" preserveAspectRatio="none">
      <rect class="back" x="0" y="9" width="100" height="2" />
      <rect class="warn" x={from} y="6" width={Math.max(2, to - from)} height="8" rx="1" />
    </svg>
  );
}
