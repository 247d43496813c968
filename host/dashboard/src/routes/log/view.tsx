// Lines of the server's log as they come.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { withQuery } from '../../api/client';
import type { LogLine } from '../../api/model';
import { absolute, timeOf } from '../../state/format';
import { Empty } from '../../ui/basics';

const kMostLines = 1000;

export type LogProps = { pipeline?: string; from?: number; to?: number; paused?: boolean; level?: string; text?: string };

function useLines(pipeline: string | undefined, paused: boolean): LogLine[] {
  const [lines, setLines] = useState<LogLine[]>([]);
  useEffect(() => {
    if (paused) return;
    setLines([]);
    const stream = new EventSource(withQuery('/api/v1/log', { pipeline }));
    let waiting: LogLine[] = [];
    const timer = setInterval(() => {
      if (waiting.length === 0) return;
      const more = waiting;
      waiting = [];
      setLines((old) => [...old, ...more].slice(-kMostLines));
    }, 200);
    const take = (event: MessageEvent<string>): void => void waiting.push(JSON.parse(event.data) as LogLine);
    stream.onmessage = take;
    stream.addEventListener('line', take as EventListener);
    stream.addEventListener('log', take as EventListener);
    return () => {
      clearInterval(timer);
      stream.close();
    };
  }, [pipeline, paused]);
  return lines;
}

const kLevels = ['debug', 'info', 'warning', 'error'];

function fits(line: LogLine, p: LogProps): boolean {
  const at = timeOf(line.time);
  if (p.from !== undefined && (at < p.from - 1000 || at > (p.to ?? Infinity))) return false;
  if (p.level && kLevels.indexOf(line.level) < kLevels.indexOf(p.level)) return false;
  return !p.text || `${line.pipeline ?? ''} ${line.message}`.toLowerCase().includes(p.text.toLowerCase());
}

export function LogView(p: LogProps): JSX.Element {
  const shown = useLines(p.pipeline, p.paused ?? false).filter((line) => fits(line, p));
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
