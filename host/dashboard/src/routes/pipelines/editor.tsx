// The pipeline's own page of work: flow, steps with preview beside them, source and targets.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Pipeline, Schema } from '../../api/model';
import { nameOf, useObjects, usePlugins } from '../../state/catalog';
import type { FileEdit } from '../../state/file';
import { sampleOf } from '../../state/sample';
import { may } from '../../state/session';
import { Card, Loading } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import { type Form, change, idOf, pointerOf, problemsAt, valueIn } from '../../forms/form';
import { type Seen, behind } from '../../forms/known';
import { StepList } from '../../forms/steps';
import { Choice } from '../../forms/widgets/simple';
import { useMembers } from '../shared/members';
import type { TargetView } from '../objects/chain';
import { SourceFields, TargetFields, usePart, useTakes } from '../objects/parts';
import { type RequestTrial, RequestResult, useRequestTrial } from '../objects/request';
import { sampleKey } from '../shared/samples';
import { failuresOf, seenOf, within } from '../shared/steps';
import type { StepResult } from '../shared/trial';
import { FileTrouble, SaveBar } from '../shared/save';
import type { Path } from '../../yaml/document';
import { Flow, partsOf } from './flow';
import { PreviewPanel } from './preview';

function FromField(p: { form: Form; name: string }): JSX.Element {
  const names = (useObjects().data ?? []).filter((o) => o.kind === 'incoming').map((o) => o.name);
  const schema: Schema = { type: 'string', title: 'Incoming', description: 'Where the records come from', enum: names };
  return <Choice form={p.form} schema={schema} path={['pipelines', p.name, 'from']} name="from" required />;
}

export function ToField(p: { form: Form; name: string }): JSX.Element {
  const names = (useObjects().data ?? []).filter((o) => o.kind === 'outgoing').map((o) => o.name);
  const path = ['pipelines', p.name, 'to'];
  const value = valueIn(p.form, path);
  const chosen = Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
  const toggle = (name: string, on: boolean): void => {
    const next = on ? [...chosen, name] : chosen.filter((n) => n !== name);
    change(p.form, path, next.length === 0 ? undefined : next);
  };
  return (
    <fieldset class="field" data-field={idOf(path)}>
      <legend>Outgoing</legend>
      {names.map((name) => (
        <div class="check" key={name}>
          <input type="checkbox" id={`to-${name}`} checked={chosen.includes(name)} disabled={p.form.readOnly} onChange={(e) => toggle(name, e.currentTarget.checked)} />
          <label for={`to-${name}`}>{name}</label>
        </div>
      ))}
      {names.length === 0 && <p class="small">There is none yet. <a href="/outgoing/new">Create one first</a></p>}
      <p class="help">Where the records go; each gets the same records</p>
      {problemsAt(p.form, path).map((c) => <p class="error">{c.message}</p>)}
    </fieldset>
  );
}

type Value = Record<string, unknown>;

// A source that stands within the pipeline, edited as an incoming is.
function SourceCard(p: { form: Form; path: Path; request: RequestTrial; onToggle: (open: boolean) => void }): JSX.Element {
  const { component, use } = usePart(p.form, p.path);
  const plugins = usePlugins().data ?? [];
  const wrong = p.form.problems.some((c) => within(c.pointer, p.path));
  return (
    <details class="group part" open={wrong} onToggle={(e) => p.onToggle(e.currentTarget.open)}>
      <summary>Source <span class="muted">{component ? nameOf(component, plugins) : use}</span></summary>
      <div class="group-body"><SourceFields form={p.form} path={p.path} request={p.request} /></div>
    </details>
  );
}

function TargetCard(p: { form: Form; path: Path; view: TargetView }): JSX.Element {
  const { component, use } = usePart(p.form, p.path);
  const plugins = usePlugins().data ?? [];
  const wrong = p.form.problems.some((c) => within(c.pointer, p.path));
  return (
    <details class="group part" open={wrong}>
      <summary>Target <span class="muted">{component ? nameOf(component, plugins) : use}</span></summary>
      <div class="group-body"><TargetFields form={p.form} path={p.path} own={p.path} view={p.view} /></div>
    </details>
  );
}

// Where the publishers stand that are written within the pipeline.
function targetPaths(root: Path, value: Value | undefined): Path[] {
  const many = Array.isArray(value?.['publishers']) ? value['publishers'].map((_, i): Path => [...root, 'publishers', i]) : [];
  return value?.['publisher'] ? [...many, [...root, 'publisher']] : many;
}

// That of the first target: the steps mostly make records for it.
function usePublisher(value: Value | undefined): unknown {
  const { to, targets } = partsOf(value);
  const named = (useObjects().data ?? []).find((o) => o.kind === 'outgoing' && o.name === to[0]);
  return (named?.value as Value | undefined)?.['publisher'] ?? targets[0];
}

// Sample records as they come to the targets: behind the last step of the pipeline, or as they were read.
function frontOf(seen: Seen[], sample: string, root: Path): string {
  const own = seen.filter((one) => within(one.pointer, [...root, 'transformers']));
  return own.length > 0 ? (own[own.length - 1]?.after ?? '') : sample;
}

export function PipelineEditor(p: { name: string; file: FileEdit; status: Pipeline | undefined }): JSX.Element {
  const { file, name } = p;
  const root: Path = ['pipelines', name];
  const steps: Path = [...root, 'transformers'];
  const source: Path = [...root, 'subscriber'];
  const [step, setStep] = useState<Path>();
  const [sourceOpen, setSourceOpen] = useState(false);
  const [tried, setTried] = useState<StepResult[]>([]);
  const places = useMembers({ pipeline: name }, file);
  const request = useRequestTrial({ pipeline: name }, source, file);
  const takes = useTakes(usePublisher(valueIn(file, root) as Value | undefined));
  if (file.original === undefined) return <><FileTrouble file={file} />{!file.problem && <Loading />}</>;
  const sample = sampleOf(sampleKey(name));
  const seen = seenOf(tried);
  const form: Form = {
    text: file.text, root, edit: file.edit, problems: [...file.problems, ...failuresOf(tried)], sample, seen: behind(sample || undefined, seen), places,
    readOnly: !may('editor'),
  };
  const value = valueIn(form, root) as Value | undefined;
  const parts = partsOf(value);
  const view: TargetView = { places, seen, front: frontOf(seen, sample, root), onOpen: setStep };
  return (
    <>
      <FileTrouble file={file} />
      <Card><Flow parts={parts} status={p.status} chosen={step && within(pointerOf(step), steps) ? Number(step[steps.length]) : undefined} /></Card>
      <div class="split pipeline-split">
        <div class="stack">
          {parts.source ? <SourceCard form={form} path={source} request={request} onToggle={setSourceOpen} /> : <Card title="Source"><FromField form={form} name={name} /></Card>}
          <Card title="Steps" note="Each record passes them from top to bottom">
            <StepList form={{ ...form, takes }} path={steps} label="Steps" onOpen={(at) => setStep(at === undefined ? undefined : [...steps, at])} />
          </Card>
          {targetPaths(root, value).map((path) => <TargetCard key={pointerOf(path)} form={form} path={path} view={view} />)}
          <Card title="Targets"><ToField form={form} name={name} /></Card>
          <SaveBar file={file} onSaved={() => tell(`${name} is saved and in use.`)} />
        </div>
        <aside class="stack" aria-label="Preview of the steps">
          {sourceOpen && <RequestResult of={request} />}
          <PreviewPanel name={name} from={parts.from} file={file} step={step} onSteps={setTried} />
        </aside>
      </div>
    </>
  );
}
