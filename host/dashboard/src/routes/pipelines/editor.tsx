// The pipeline's own page of work: flow, steps with preview beside them, source and targets.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Pipeline, Schema } from '../../api/model';
import { useObjects } from '../../state/catalog';
import type { FileEdit } from '../../state/file';
import { sampleOf } from '../../state/sample';
import { may } from '../../state/session';
import { Card, Loading } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import { type Form, change, valueIn } from '../../forms/form';
import { StepList } from '../../forms/steps';
import { Choice } from '../../forms/widgets/simple';
import { useMembers } from '../shared/members';
import { failuresAt } from '../shared/steps';
import type { StepResult } from '../shared/trial';
import { FileTrouble, SaveBar } from '../shared/save';
import { Flow, partsOf } from './flow';
import { PreviewPanel, sampleKey } from './preview';

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
    <fieldset class="field">
      <legend>Outgoing</legend>
      {names.map((name) => (
        <div class="check" key={name}>
          <input type="checkbox" id={`to-${name}`} checked={chosen.includes(name)} disabled={p.form.readOnly} onChange={(e) => toggle(name, e.currentTarget.checked)} />
          <label for={`to-${name}`}>{name}</label>
        </div>
      ))}
      {names.length === 0 && <p class="small">There is none yet. <a href="/outgoing/new">Create one first</a></p>}
      <p class="help">Where the records go; each gets the same records</p>
    </fieldset>
  );
}

export function PipelineEditor(p: { name: string; file: FileEdit; status: Pipeline | undefined }): JSX.Element {
  const { file, name } = p;
  const [step, setStep] = useState<number>();
  const [tried, setTried] = useState<StepResult[]>([]);
  const places = useMembers({ pipeline: name }, file);
  if (file.original === undefined) return <><FileTrouble file={file} />{!file.problem && <Loading />}</>;
  const root = ['pipelines', name];
  const form: Form = { text: file.text, root, edit: file.edit, problems: file.problems, sample: sampleOf(sampleKey(name)), places, readOnly: !may('editor') };
  const steps = [...root, 'transformers'];
  const parts = partsOf(valueIn(form, root) as Record<string, unknown> | undefined);
  return (
    <>
      <FileTrouble file={file} />
      <Card><Flow parts={parts} status={p.status} chosen={step} /></Card>
      <div class="split pipeline-split">
        <div class="stack">
          <Card title="Steps" note="Each record passes them from top to bottom">
            <StepList form={{ ...form, problems: [...form.problems, ...failuresAt(tried, steps)] }} path={steps} label="Steps" onOpen={setStep} />
          </Card>
          {!parts.source && <Card title="Source"><FromField form={form} name={name} /></Card>}
          {parts.targets.length === 0 && <Card title="Targets"><ToField form={form} name={name} /></Card>}
          <SaveBar file={file} onSaved={() => tell(`${name} is saved and in use.`)} />
        </div>
        <aside aria-label="Preview of the steps"><PreviewPanel name={name} from={parts.from} file={file} step={step} onSteps={setTried} /></aside>
      </div>
    </>
  );
}
