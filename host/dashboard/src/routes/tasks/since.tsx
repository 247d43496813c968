// Says how many tasks came since a list was read; nothing moves by itself.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { plural } from '../../state/format';
import { total, useFigures } from '../../state/metrics';
import { NewBar } from '../../ui/table';

type Props = { list: unknown; pipeline?: string | undefined; only: boolean; onShow: () => void };

export function NewSince(p: Props): JSX.Element | null {
  const figures = useFigures();
  const now = p.pipeline ? (figures.parked.get(p.pipeline) ?? 0) : total(figures.parked);
  const seen = useRef<{ list: unknown; count: number } | undefined>(undefined);
  if (figures.known && seen.current?.list !== p.list) seen.current = { list: p.list, count: now };
  const more = p.only && seen.current ? now - seen.current.count : 0;
  return <NewBar text={more > 0 ? plural(more, 'new task') : ''} onShow={p.onShow} />;
}
