// A switch: cases with a condition and steps of their own, and the steps for records that no case takes.
import type { JSX } from 'preact';
import type { Schema } from '../api/model';
import { Button } from '../ui/basics';
import { confirm } from '../ui/dialog';
import type { Path } from '../yaml/document';
import { insertItem, moveItem, removeItem } from '../yaml/items';
import { removeAt, setAt } from '../yaml/splice';
import { type Form, valueIn } from './form';
import { Field } from './render';
import { StepList } from './steps';

type Case = Record<string, unknown>;

export const isSwitch = (step: unknown): boolean => typeof step === 'object' && step !== null && Array.isArray((step as Case)['switch']);

// Its condition is filled in before it can be saved: an empty one is a problem that the host tells.
export const newCase = (): Case => ({ when: '', transformers: [] });

const kWhen: Schema = {
  type: ['string', 'boolean'], title: 'When', description: 'Which records take this case; the first one that holds', 'x-expression': true,
  'x-example': "state == 'CLOSED'",
};

function CaseItem(p: { form: Form; path: Path; at: number; count: number }): JSX.Element {
  const { form, at } = p;
  const own: Path = [...p.path, at];
  const drop = async (): Promise<void> => {
    if (await confirm(`Take out case ${at + 1}?`, 'Its steps are removed with it.', 'Take out')) form.edit((text) => removeItem(text, p.path, at));
  };
  const move = (by: number): boolean => form.edit((text) => moveItem(text, p.path, at, at + by));
  return (
    <li>
      <fieldset class="nested">
        <legend>Case {at + 1}</legend>
        {!form.readOnly && (
          <span class="row">
            <Button kind="quiet" label={`Move case ${at + 1} up`} disabled={at === 0} onClick={() => move(-1)}>↑</Button>
            <Button kind="quiet" label={`Move case ${at + 1} down`} disabled={at === p.count - 1} onClick={() => move(1)}>↓</Button>
            <Button kind="quiet" label={`Take out case ${at + 1}`} disabled={p.count === 1} onClick={() => void drop()}>✕</Button>
          </span>
        )}
        <Field form={form} schema={kWhen} path={[...own, 'when']} name="when" required />
        <StepList form={form} path={[...own, 'transformers']} label={`Steps of case ${at + 1}`} />
      </fieldset>
    </li>
  );
}

function ElseSteps(p: { form: Form; path: Path }): JSX.Element {
  const path: Path = [...p.path, 'else'];
  const there = valueIn(p.form, path) !== undefined;
  return (
    <fieldset class="nested">
      <legend>Else</legend>
      {!there && <p class="muted small">Records that no case takes pass unchanged.</p>}
      <StepList form={p.form} path={path} label="Steps of else" />
      {there && !p.form.readOnly && <div><Button kind="quiet" onClick={() => p.form.edit((text) => removeAt(text, path))}>Take out else</Button></div>}
    </fieldset>
  );
}

export function SwitchFields(p: { form: Form; path: Path }): JSX.Element {
  const path: Path = [...p.path, 'switch'];
  const value = valueIn(p.form, path);
  const count = Array.isArray(value) ? value.length : 0;
  const add = (): boolean =>
    p.form.edit((text) => (count === 0 ? setAt(text, path, [newCase()]) : insertItem(text, path, count, newCase())));
  return (
    <>
      <ol class="steps" aria-label="Cases">
        {Array.from({ length: count }, (_, i) => <CaseItem key={i} form={p.form} path={path} at={i} count={count} />)}
      </ol>
      {!p.form.readOnly && <div><Button onClick={() => void add()}>Add a case</Button></div>}
      <ElseSteps form={p.form} path={p.path} />
    </>
  );
}
