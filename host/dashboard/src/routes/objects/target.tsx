// What the own steps of an outgoing make of sample records, while they are edited: those of a pipeline that sends to it, or pasted ones.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Problem } from '../../api/client';
import { printJson } from '../../api/json';
import type { ConfigObject } from '../../api/model';
import { useObjects } from '../../state/catalog';
import type { FileEdit } from '../../state/file';
import { sampleOf } from '../../state/sample';
import { may } from '../../state/session';
import { Badge, Empty, ProblemBox } from '../../ui/basics';
import { firstRecord } from '../../forms/widgets/suggest';
import type { Path } from '../../yaml/document';
import { useMembers } from '../shared/members';
import { PasteSample, SampleTools, kMostSamples, sampleKey } from '../shared/samples';
import { FailureList, StepView, failuresOf, isHeld, seenOf, within } from '../shared/steps';
import { type Made, type Subject, type Trial, madeIn, useTrial } from '../shared/trial';
import type { TargetView } from './chain';
import type { ConfigProblem } from '../../api/model';

export type TargetTrial = {
  name: string; root: Path; trial: Trial; key: string; pipelines: string[]; pipeline: string | undefined; choose: (pipeline: string) => void;
  view: TargetView; failures: ConfigProblem[];
};

const kSender = 'pipelines.';

function senders(name: string, objects: ConfigObject[]): string[] {
  const own = objects.find((o) => o.kind === 'outgoing' && o.name === name);
  return (own?.used_by ?? []).filter((u) => u.startsWith(kSender)).map((u) => u.slice(kSender.length));
}

// As they come to it: in front of its first step, or as they are sent.
function frontOf(all: Made[], root: Path, name: string): string {
  for (const { steps, outputs } of all) {
    const first = steps.find((s) => within(s.pointer, root))?.before[0] ?? outputs.find((o) => o.target.startsWith(`${name} (`))?.record;
    if (first !== undefined) return printJson(first, 0);
  }
  return '';
}

export function useTargetTrial(name: string, file: FileEdit): TargetTrial {
  const root: Path = ['outgoing', name];
  const pipelines = senders(name, useObjects().data ?? []);
  const [chosen, choose] = useState('');
  const pipeline = pipelines.includes(chosen) ? chosen : pipelines[0];
  const subject: Subject = pipeline === undefined ? { outgoing: name } : { pipeline };
  const key = pipeline === undefined ? `outgoing/${name}` : sampleKey(pipeline);
  const sample = sampleOf(key);
  const wrong = file.problems.some((c) => c.severity !== 'warning');
  const wanted = sample !== '' && file.original !== undefined && !wrong && may('operator');
  const files = file.changed ? { [file.path]: file.text } : {};
  const trial = useTrial(wanted ? { ...subject, files, input: { records: sample }, limit: kMostSamples } : undefined);
  const all = sample ? madeIn(trial.data) : [];
  const steps = all.flatMap((one) => one.steps).filter((s) => within(s.pointer, root));
  const places = useMembers(subject, file);
  const view = { places, seen: seenOf(steps), front: frontOf(all, root, name) };
  return { name, root, trial, key, pipelines, pipeline, choose, view, failures: failuresOf(steps) };
}

// `at`: of a record, its place; else it is of the walk's end.
function MadeView(p: { of: TargetTrial; made: Made; walkEnd: Made | undefined; at?: number }): JSX.Element {
  const { of, made } = p;
  const own = made.steps.filter((s) => within(s.pointer, of.root));
  const sent = made.outputs.filter((o) => o.target.startsWith(`${of.name} (`));
  const failed = own.some((s) => s.failures.length > 0);
  const why = made.failures.filter((f) => f.step?.startsWith(`outgoing.${of.name}.`) !== true).map((f) => f.message ?? '');
  const held = p.at !== undefined && made.steps.some((s) => isHeld(s, p.walkEnd));
  const who = p.at === undefined ? "At the walk's end" : `Record ${p.at + 1}`;
  const word = failed ? <Badge tone="bad">failed</Badge> : sent.length > 0 ? <Badge tone="good">goes on</Badge> : held ? <Badge>held</Badge> : <Badge tone="warn">filtered</Badge>;
  return (
    <details class="preview-record" open={(p.at ?? 0) < 2 || failed}>
      <summary>{who} {word}</summary>
      {own.map((s) => <StepView key={s.step} result={s} of={p.at === undefined ? "at the walk's end" : `in record ${p.at + 1}`} />)}
      {sent.map((one) => <div class="preview-step"><strong>As it is sent</strong><pre tabIndex={0} role="region" aria-label={`${who} as it is sent`}>{printJson(one.record)}</pre></div>)}
      {sent.length === 0 && own.length === 0 && (why.length > 0 ? <FailureList failures={why} /> : <p class="muted small">{held ? 'A step of the pipeline holds it until the end of the walk.' : 'A step of the pipeline took it out.'}</p>)}
    </details>
  );
}

function fromOf(pipeline: string, objects: ConfigObject[]): string {
  const value = objects.find((o) => o.kind === 'pipeline' && o.name === pipeline)?.value as { from?: unknown } | undefined;
  return typeof value?.from === 'string' ? value.from : '';
}

export function TargetResult(p: { of: TargetTrial }): JSX.Element {
  const { of } = p;
  const objects = useObjects().data ?? [];
  const [problem, setProblem] = useState<Problem>();
  const sample = sampleOf(of.key);
  const shown = sample !== '' && firstRecord(sample) !== undefined ? of.trial.data : undefined;
  return (
    <section class="stack tight" aria-label="What it sends" aria-busy={of.trial.busy}>
      <div class="row between"><h2>What it sends</h2><span class="muted small">of sample records; nothing is sent</span></div>
      {of.pipelines.length > 1 && (
        <label class="filter"><span>Records of</span>
          <select value={of.pipeline} onChange={(e) => of.choose(e.currentTarget.value)}>{of.pipelines.map((one) => <option value={one}>{one}</option>)}</select>
        </label>
      )}
      {of.pipeline !== undefined && <SampleTools name={of.pipeline} from={fromOf(of.pipeline, objects)} onProblem={setProblem} />}
      <ProblemBox problem={problem ?? of.trial.problem} what="sample records" />
      <PasteSample of={of.key} />
      {!sample && <Empty title="No sample yet">{of.pipeline === undefined ? 'Paste records as they come to it.' : `Fetch records of ${of.pipeline}, take a parked one, or paste some.`}</Empty>}
      {shown?.records.map((r, i) => <MadeView key={i} of={of} made={r} walkEnd={shown.walk_end} at={i} />)}
      {shown?.walk_end && <MadeView of={of} made={shown.walk_end} walkEnd={shown.walk_end} />}
    </section>
  );
}
