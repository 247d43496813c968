// Where sample records of a pipeline come from: its source, a parked task, or pasted text.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, call, get, post } from '../../api/client';
import { printJson } from '../../api/json';
import type { WholeTask } from '../../api/model';
import { asProblem } from '../../state/resource';
import { sampleOf, setSample } from '../../state/sample';
import { Button } from '../../ui/basics';
import { TypedText } from '../../ui/typed';
import type { Preview } from './trial';

export const kMostSamples = 10;

export const sampleKey = (pipeline: string): string => `pipelines/${pipeline}`;

async function fetched(name: string, from: string): Promise<string> {
  if (from) return (await post<{ records: string }>(`/api/v1/incoming/${encodeURIComponent(from)}/page`)).records;
  const preview = (await call<Preview>('POST', '/api/v1/preview', { body: { pipeline: name, input: { fetch: true }, limit: kMostSamples }, exact: true })).data;
  return preview.records.map((r) => printJson(r.record, 0)).join('\n');
}

async function ofTask(name: string): Promise<string> {
  const found = await get<{ items: { id: number }[] }>(`/api/v1/tasks?pipeline=${encodeURIComponent(name)}&state=parked&limit=1&order=newest`);
  const id = found.items[0]?.id;
  if (id === undefined) throw new Problem(-1, 'No record of this pipeline is parked', '');
  return (await get<WholeTask>(`/api/v1/tasks/${id}`)).source;
}

// `from`: the incoming that the pipeline reads by; empty: it has a source of its own.
export function SampleTools(p: { name: string; from: string; onProblem: (problem: Problem | undefined) => void }): JSX.Element {
  const [busy, setBusy] = useState(false);
  const attempt = async (load: (name: string, from: string) => Promise<string>): Promise<void> => {
    setBusy(true);
    p.onProblem(undefined);
    try {
      setSample(sampleKey(p.name), await load(p.name, p.from));
    } catch (e) {
      p.onProblem(asProblem(e));
    }
    setBusy(false);
  };
  return (
    <div class="actions">
      <Button role="operator" busy={busy} onClick={() => void attempt(fetched)}>Fetch records</Button>
      <Button role="data_viewer" busy={busy} onClick={() => void attempt(ofTask)}>Take a parked one</Button>
    </div>
  );
}

export function PasteSample(p: { of: string }): JSX.Element {
  const sample = sampleOf(p.of);
  return (
    <details open={!sample}>
      <summary class="small muted">Paste records</summary>
      <div class="field">
        <label for="sample">One record of JSON on each line</label>
        <TypedText id="sample" rows={4} value={sample} onCommit={(lines) => setSample(p.of, lines)} />
      </div>
    </details>
  );
}
