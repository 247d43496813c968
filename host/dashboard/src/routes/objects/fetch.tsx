// Real records of an incoming, fetched before anything is saved. They serve as samples for steps.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, call } from '../../api/client';
import { layOut, printJson } from '../../api/json';
import { plural } from '../../state/format';
import type { FileEdit } from '../../state/file';
import { asProblem } from '../../state/resource';
import { sampleOf, setSample } from '../../state/sample';
import { may } from '../../state/session';
import { Button, Card, Empty, ProblemBox } from '../../ui/basics';
import type { Preview } from '../shared/trial';

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

const kMostFetched = 50;

// By the text as it is edited, for who may save it; others get what is saved.
async function fetchRecords(name: string, file: FileEdit): Promise<string> {
  if (!file.changed || !may('editor')) return (await call<{ records: string }>('POST', `/api/v1/incoming/${encodeURIComponent(name)}/page`, { body: {} })).data.records;
  const body = { incoming: name, files: { [file.path]: file.text }, input: { fetch: true }, limit: kMostFetched };
  const { records } = (await call<Preview>('POST', '/api/v1/preview', { body, exact: true })).data;
  return records.map((r) => printJson(r.record, 0)).join('\n');
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
      setSample(key, await fetchRecords(p.name, p.file));
    } catch (e) {
      setProblem(asProblem(e));
    }
    setBusy(false);
  };
  return (
    <Card title="One page of real records" note="Nothing is saved, remembered or sent on" tools={<Button kind="primary" role="operator" busy={busy} onClick={() => void fetchPage()}>Fetch a page</Button>}>
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
