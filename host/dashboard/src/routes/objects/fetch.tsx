// Real records of an incoming, fetched before anything is saved. They serve as samples for steps.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, call } from '../../api/client';
import { layOut } from '../../api/json';
import { plural } from '../../state/format';
import type { FileEdit } from '../../state/file';
import { asProblem } from '../../state/resource';
import { sampleOf, setSample } from '../../state/sample';
import { Button, Card, Empty, ProblemBox } from '../../ui/basics';

const kMost = 20;

export const linesOf = (lines: string): string[] => lines.split('\n').filter((l) => l.trim() !== '');

export function RecordList(p: { lines: string[] }): JSX.Element {
  return (
    <div class="stack tight">
      {p.lines.slice(0, kMost).map((line, i) => (
        <details class="group" open={i === 0}>
          <summary>Record {i + 1}</summary>
          <div class="group-body"><pre tabIndex={0} role="region" aria-label={`Record ${i + 1}`}>{layOut(line)}</pre></div>
        </details>
      ))}
      {p.lines.length > kMost && <p class="muted">and {p.lines.length - kMost} more</p>}
    </div>
  );
}

export function FetchPage(p: { name: string; file: FileEdit }): JSX.Element {
  const key = `incoming/${p.name}`;
  const lines = linesOf(sampleOf(key));
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const fetchPage = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = (await call<{ records: string }>('POST', `/api/v1/incoming/${encodeURIComponent(p.name)}/page`, { body: {} })).data;
      setSample(key, answer.records);
    } catch (e) {
      setProblem(asProblem(e));
    }
    setBusy(false);
  };
  return (
    <Card title="One page of real records" note="Nothing is remembered and nothing is sent on" tools={<Button kind="primary" role="operator" busy={busy} onClick={() => void fetchPage()}>Fetch a page</Button>}>
      {p.file.changed && <div class="alert warn"><p>Your changes are not saved. The page is fetched as it is saved.</p></div>}
      <ProblemBox problem={problem} what="fetching a page" />
      {lines.length === 0 ? <Empty title="No records yet">Press “Fetch a page”.</Empty> : (
        <>
          <p class="muted" role="status">{plural(lines.length, 'record')}</p>
          <RecordList lines={lines} />
        </>
      )}
    </Card>
  );
}
