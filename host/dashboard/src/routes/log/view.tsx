// Lines of the server's log as they come.
import type { JSX } from 'preact';
import type { LogLine } from '../../api/model';
import { absolute, timeOf } from '../../state/format';
import { useStream } from '../../state/stream';
import { Empty } from '../../ui/basics';

export type LogProps = { pipeline?: string; from?: number; to?: number; paused?: boolean; level?: string; text?: string };

const kLevels = ['debug', 'info', 'warning', 'error'];

function fits(line: LogLine, p: LogProps): boolean {
  const at = timeOf(line.time);
  if (p.from !== undefined && (at < p.from - 1000 || at > (p.to ?? Infinity))) return false;
  if (p.level && kLevels.indexOf(line.level) < kLevels.indexOf(p.level)) return false;
  return !p.text || `${line.pipeline ?? ''} ${line.message}`.toLowerCase().includes(p.text.toLowerCase());
}

export function LogView(p: LogProps): JSX.Element {
  const { items, refused } = useStream<LogLine>('/api/v1/log', { pipeline: p.pipeline }, p.paused ?? false);
  const shown = items.filter((line) => fits(line, p));
  if (refused) return <Empty title="The log cannot be followed now">Too many others read it. It is tried again by itself.</Empty>;
  if (shown.length === 0) return <Empty title="No lines">Lines appear here as the server writes them.</Empty>;
  return (
    <ol class="log" tabIndex={0} aria-label="Log">
      {shown.map((line) => (
        <li>
          <span class="time">{absolute(timeOf(line.time))}</span>
          <span class={line.level}>{line.level}</span>
          <span>{line.pipeline && !p.pipeline ? `${line.pipeline}: ` : ''}{line.message}</span>
        </li>
      ))}
    </ol>
  );
}
