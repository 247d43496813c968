// What the steps make of sample records, while they are edited. Nothing is published.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../api/client';
import { printJson } from '../../api/json';
import { plural } from '../../state/format';
import type { FileEdit } from '../../state/file';
import { sampleOf } from '../../state/sample';
import { Badge, Card, Empty, ProblemBox } from '../../ui/basics';
import type { Path } from '../../yaml/document';
import { linesOf } from '../objects/fetch';
import { PasteSample, SampleTools, kMostSamples, sampleKey } from '../shared/samples';
import { FailureList, StepView, within } from '../shared/steps';
import { type RecordResult, type StepResult, useTrial } from '../shared/trial';
import { SaveTest } from './savetest';

function RecordView(p: { result: RecordResult; at: number; step: Path | undefined }): JSX.Element {
  const { result, step } = p;
  const shown = step === undefined ? result.steps : result.steps.filter((s) => within(s.pointer, step));
  const failed = result.failures.length > 0 || result.steps.some((s) => s.failures.length > 0);
  return (
    <details class="preview-record" open={p.at < 2 || failed}>
      <summary>Record {p.at + 1} {failed ? <Badge tone="bad">failed</Badge> : result.outputs.length === 0 ? <Badge tone="warn">filtered</Badge> : <Badge tone="good">delivered</Badge>}</summary>
      {shown.map((s) => <StepView key={s.step} result={s} record={p.at + 1} />)}
      {shown.length === 0 && <FailureList failures={result.failures.map((f) => f.message ?? '')} />}
      {step === undefined && result.outputs.map((o) => (
        <div class="preview-step"><strong>To {o.target}</strong><pre tabIndex={0} role="region" aria-label={`Record ${p.at + 1} for ${o.target}`}>{printJson(o.record)}</pre></div>
      ))}
    </details>
  );
}

// `step`: the only one that is shown. `onSteps`: what each made of the records, for who shows failures at the steps.
export function PreviewPanel(p: { name: string; from: string; file: FileEdit; step: Path | undefined; onSteps: (steps: StepResult[]) => void }): JSX.Element {
  const sample = sampleOf(sampleKey(p.name));
  const [problem, setProblem] = useState<Problem>();
  const wanted = sample !== '' && p.file.original !== undefined;
  const files = p.file.changed ? { [p.file.path]: p.file.text } : {};
  const preview = useTrial(wanted ? { pipeline: p.name, files, input: { records: sample }, limit: kMostSamples } : undefined);
  const shown = preview.data?.records ?? [];
  useEffect(() => p.onSteps(sample ? shown.flatMap((r) => r.steps) : []), [preview.data, sample]);
  return (
    <Card title="Preview" note={sample ? `${plural(linesOf(sample).length, 'sample record')}; nothing is published` : 'On sample records; nothing is published'} tools={<><SampleTools name={p.name} from={p.from} onProblem={setProblem} /><SaveTest pipeline={p.name} file={p.file.path} shown={sample && !preview.busy ? shown : []} changed={p.file.changed} /></>}>
      <div class="stack tight">
        <ProblemBox problem={problem} what="sample records" />
        <ProblemBox problem={preview.problem} what="the preview" />
        <PasteSample of={sampleKey(p.name)} />
        {!sample && <Empty title="No sample yet">Fetch records, take a parked one, or paste some.</Empty>}
        <div class="stack tight" aria-busy={preview.busy}>
          {sample && shown.map((r, i) => <RecordView key={i} result={r} at={i} step={p.step} />)}
        </div>
      </div>
    </Card>
  );
}
