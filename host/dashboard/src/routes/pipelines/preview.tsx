// What the steps make of sample records, while they are edited. Nothing is published.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem, call, get, post } from '../../api/client';
import { printJson } from '../../api/json';
import type { WholeTask } from '../../api/model';
import { plural } from '../../state/format';
import type { FileEdit } from '../../state/file';
import { asProblem } from '../../state/resource';
import { sampleOf, setSample } from '../../state/sample';
import { Badge, Button, Card, Empty, ProblemBox } from '../../ui/basics';
import { TypedText } from '../../ui/typed';
import { linesOf } from '../objects/fetch';
import { FailureList, StepView } from '../shared/steps';
import { type Preview, type RecordResult, type StepResult, useTrial } from '../shared/trial';
import { SaveTest } from './savetest';

const kMostRecords = 10;

export const sampleKey = (pipeline: string): string => `pipelines/${pipeline}`;

function RecordView(p: { result: RecordResult; at: number; step: number | undefined }): JSX.Element {
  const { result } = p;
  const shown = p.step === undefined ? result.steps : result.steps.filter((s) => s.step.startsWith(`transformers[${p.step}]`));
  const failed = result.failures.length > 0 || result.steps.some((s) => s.failures.length > 0);
  return (
    <details class="preview-record" open={p.at < 2 || failed}>
      <summary>Record {p.at + 1} {failed ? <Badge tone="bad">failed</Badge> : result.outputs.length === 0 ? <Badge tone="warn">filtered</Badge> : <Badge tone="good">delivered</Badge>}</summary>
      {shown.map((s) => <StepView key={s.step} result={s} />)}
      {shown.length === 0 && <FailureList failures={result.failures.map((f) => f.message ?? '')} />}
      {p.step === undefined && result.outputs.map((o) => (
        <div class="preview-step"><strong>To {o.target}</strong><pre tabIndex={0} role="region" aria-label={`Record for ${o.target}`}>{printJson(o.record)}</pre></div>
      ))}
    </details>
  );
}

// Where samples come from: the source itself, a parked task, or pasted text.
function SampleTools(p: { name: string; from: string; onProblem: (problem: Problem | undefined) => void }): JSX.Element {
  const key = sampleKey(p.name);
  const [busy, setBusy] = useState(false);
  const attempt = async (load: () => Promise<string>): Promise<void> => {
    setBusy(true);
    p.onProblem(undefined);
    try {
      setSample(key, await load());
    } catch (e) {
      p.onProblem(asProblem(e));
    }
    setBusy(false);
  };
  const fetched = async (): Promise<string> => {
    if (p.from) return (await post<{ records: string }>(`/api/v1/incoming/${encodeURIComponent(p.from)}/page`)).records;
    const preview = (await call<Preview>('POST', '/api/v1/preview', { body: { pipeline: p.name, input: { fetch: true }, limit: kMostRecords }, exact: true })).data;
    return preview.records.map((r) => printJson(r.record, 0)).join('\n');
  };
  const ofTask = async (): Promise<string> => {
    const found = await get<{ items: { id: number }[] }>(`/api/v1/tasks?pipeline=${encodeURIComponent(p.name)}&state=parked&limit=1&order=newest`);
    const id = found.items[0]?.id;
    if (id === undefined) throw new Problem(-1, 'No record of this pipeline is parked', '');
    return (await get<WholeTask>(`/api/v1/tasks/${id}`)).source;
  };
  return (
    <div class="actions">
      <Button role="operator" busy={busy} onClick={() => void attempt(fetched)}>Fetch records</Button>
      <Button role="data_viewer" busy={busy} onClick={() => void attempt(ofTask)}>Take a parked one</Button>
    </div>
  );
}

// `onSteps`: what each step made of the records, for who shows failures at the steps.
export function PreviewPanel(p: { name: string; from: string; file: FileEdit; step: number | undefined; onSteps: (steps: StepResult[]) => void }): JSX.Element {
  const key = sampleKey(p.name);
  const sample = sampleOf(key);
  const [problem, setProblem] = useState<Problem>();
  const wanted = sample !== '' && p.file.original !== undefined;
  const files = p.file.changed ? { [p.file.path]: p.file.text } : {};
  const preview = useTrial(wanted ? { pipeline: p.name, files, input: { records: sample }, limit: kMostRecords } : undefined);
  const shown = preview.data?.records ?? [];
  useEffect(() => p.onSteps(sample ? shown.flatMap((r) => r.steps) : []), [preview.data, sample]);
  return (
    <Card title="Preview" note={sample ? `${plural(linesOf(sample).length, 'sample record')}; nothing is published` : 'On sample records; nothing is published'} tools={<><SampleTools name={p.name} from={p.from} onProblem={setProblem} /><SaveTest pipeline={p.name} file={p.file.path} shown={sample && !preview.busy ? shown : []} changed={p.file.changed} /></>}>
      <div class="stack tight">
        <ProblemBox problem={problem} what="sample records" />
        <ProblemBox problem={preview.problem} what="the preview" />
        <details open={!sample}>
          <summary class="small muted">Paste records</summary>
          <div class="field">
            <label for="sample">One record of JSON on each line</label>
            <TypedText id="sample" rows={4} value={sample} onCommit={(lines) => setSample(key, lines)} />
          </div>
        </details>
        {!sample && <Empty title="No sample yet">Fetch records, take a parked one, or paste some.</Empty>}
        <div class="stack tight" aria-busy={preview.busy}>
          {sample && shown.map((r, i) => <RecordView key={i} result={r} at={i} step={p.step} />)}
        </div>
      </div>
    </Card>
  );
}
