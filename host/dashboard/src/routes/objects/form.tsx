// The form of a client, an incoming or an outgoing, over its text.
import type { JSX } from 'preact';
import type { FileEdit } from '../../state/file';
import { sampleOf } from '../../state/sample';
import { type Form, textIn, valueIn } from '../../forms/form';
import { StepList } from '../../forms/steps';
import type { Path } from '../../yaml/document';
import { useMembers } from '../shared/members';
import type { Kind } from './kinds';
import { PartFields, SourceFields, TargetFields } from './parts';
import { type RequestTrial, RequestResult, useRequestTrial } from './request';
import { type TargetTrial, TargetResult, useTargetTrial } from './target';

// What is tried beside the form.
export type ObjectTrial = { request: RequestTrial; target: TargetTrial | undefined };

const kNoTarget = (): undefined => undefined;

// `kind` stays the same for a page.
export function useObjectTrial(kind: Kind, name: string, file: FileEdit): ObjectTrial {
  const useTarget = kind.component === 'publisher' ? useTargetTrial : kNoTarget;
  const request = useRequestTrial({ incoming: name }, kind.component === 'subscriber' ? [kind.section, name, ...kind.inner] : undefined, file);
  return { request, target: useTarget(name, file) };
}

export function TrialResults(p: { of: ObjectTrial }): JSX.Element {
  return <><RequestResult of={p.of.request} />{p.of.target && <TargetResult of={p.of.target} />}</>;
}

function IncomingSteps(p: { form: Form; file: FileEdit; name: string }): JSX.Element {
  const path: Path = [...p.form.root, 'transformers'];
  const places = useMembers({ incoming: p.name }, p.file);
  return (
    <details class="group" open={valueIn(p.form, path) !== undefined}>
      <summary>Transformers <span class="muted">steps of this connection alone</span></summary>
      <div class="group-body"><StepList form={{ ...p.form, places }} path={path} label="Transformers" /></div>
    </details>
  );
}

export function ObjectForm(p: { kind: Kind; name: string; file: FileEdit; trial: ObjectTrial; readOnly?: boolean }): JSX.Element {
  const { kind, name, file, trial } = p;
  const root: Path = [kind.section, name];
  const path: Path = [...root, ...kind.inner];
  const form: Form = {
    text: file.text, root, edit: file.edit, problems: [...file.problems, ...(trial.target?.failures ?? [])], sample: sampleOf(`${kind.section}/${name}`),
    readOnly: p.readOnly ?? false,
  };
  if (textIn(form, [...path, 'use']) === '') return <></>;
  if (kind.component === 'subscriber') return <><SourceFields form={form} path={path} request={trial.request} /><IncomingSteps form={form} file={file} name={name} /></>;
  if (trial.target) return <TargetFields form={form} path={path} own={root} view={trial.target.view} />;
  return <PartFields form={form} path={path} />;
}
