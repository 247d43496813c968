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
import { FailureList, StepView, isHeld, within } from '../shared/steps';
import { type Made, type RecordResult, type StepResult, madeIn, useTrial } from '../shared/trial';
import { SaveTest } from './savetest';

type MadeProps = { made: Made; step: Path | undefined; walkEnd: Made | undefined; of: string; who: string };

// The steps, and what the targets would get; of one step only, if it is named.
function MadeView(p: MadeProps): JSX.Element {
  const { made, step } = p;
  const shown = step === undefined ? made.steps : made.steps.filter((s) => within(s.pointer, step));
  return (
    <>
      {shown.map((s) => <StepView key={s.step} result={s} of={p.of} held={made !== p.walkEnd && isHeld(s, p.walkEnd)} />)}
      {shown.length === 0 && <FailureList failures={made.failures.map((f) => f.message ?? '')} />}
      {step === undefined && made.outputs.map((o) => (
        <div class="preview-step"><strong>To {o.target}</strong><pre tabIndex={0} role="region" aria-label={`${p.who} for ${o.target}`}>{printJson(o.record)}</pre></div>
      ))}
    </>
  );
}

const hasFailed = (made: Made): boolean => made.failures.length > 0 || made.steps.some((s) => s.failures.length > 0);

function RecordView(p: { result: RecordResult; at: number; step: Path | undefined; walkEnd: Made | undefined }): JSX.Element {
  const { result } = p;
  const failed = hasFailed(result);
  const who = `Record ${p.at + 1}`;
  const held = result.steps.some((s) => isHeld(s, p.walkEnd));
  const word = failed ? <Badge tone="bad">failed</Badge> : result.outputs.length > 0 ? <Badge tone="good">goes on</Badge> : held ? <Badge>held</Badge> : <Badge tone="warn">filtered</Badge>;
  return (
    <details class="preview-record" open={p.at < 2 || failed}>
      <summary>{who} {word}</summary>
      <MadeView made={result} step={p.step} walkEnd={p.walkEnd} of={`in record ${p.at + 1}`} who={who} />
    </details>
  );
}

// What steps made of all of the sample together, as they would of a whole walk.
function WalkEnd(p: { made: Made; step: Path | undefined }): JSX.Element {
  return (
    <details class="preview-record" open>
      <summary>At the walk's end {hasFailed(p.made) && <Badge tone="bad">failed</Badge>}</summary>
      <MadeView made={p.made} step={p.step} walkEnd={p.made} of="at the walk's end" who="At the walk's end" />
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
  const shown = sample ? preview.data : undefined;
  useEffect(() => p.onSteps(madeIn(shown).flatMap((one) => one.steps)), [preview.data, sample]);
  return (
    <Card title="Preview" note={sample ? `${plural(linesOf(sample).length, 'sample record')}; nothing is published` : 'On sample records; nothing is published'} tools={<><SampleTools name={p.name} from={p.from} onProblem={setProblem} /><SaveTest pipeline={p.name} file={p.file.path} shown={preview.busy ? undefined : shown} changed={p.file.changed} /></>}>
      <div class="stack tight">
        <ProblemBox problem={problem} what="sample records" />
        <ProblemBox problem={preview.problem} what="the preview" />
        <PasteSample of={sampleKey(p.name)} />
        {!sample && <Empty title="No sample yet">Fetch records, take a parked one, or paste some.</Empty>}
        <div class="stack tight" aria-busy={preview.busy}>
          {shown?.message && <p class="error" role="alert">The run would stop: {shown.message}</p>}
          {shown?.records.map((r, i) => <RecordView key={i} result={r} at={i} step={p.step} walkEnd={shown.walk_end} />)}
          {shown?.walk_end && <WalkEnd made={shown.walk_end} step={p.step} />}
        </div>
      </div>
    </Card>
  );
}
