// A list of steps: added, moved, switched off, taken out; each is edited by form or as text.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Component, Schema } from '../api/model';
import { nameOf, useComponents, usePlugins } from '../state/catalog';
import { Badge, Button } from '../ui/basics';
import { confirm } from '../ui/dialog';
import type { Path } from '../yaml/document';
import { insertItem, moveItem, removeItem } from '../yaml/items';
import { removeAt, setAt } from '../yaml/splice';
import { type Form, idOf, problemsAt, pointerOf, valueIn } from './form';
import { ComponentFields, Field } from './render';
import { knownAt } from './known';
import { isOff, switchOff, switchOn } from './switch';
import { YamlField } from './widgets/yaml';
import { ClientField } from '../routes/objects/client';
import { plural } from '../state/format';
import { SwitchFields, isSwitch, newCase } from './cases';

type Step = Record<string, unknown>;
const stepsAt = (form: Form, path: Path): Step[] => {
  const value = valueIn(form, path);
  return Array.isArray(value) ? (value as Step[]) : [];
};

const kGeneral: [string, Schema][] = [
  ['when', { type: ['string', 'boolean'], title: 'Only when', description: 'An expression; a record for which it does not hold passes unchanged', 'x-expression': true, 'x-example': "country == 'NL'" }],
  ['each', { type: 'string', title: 'On each element of', description: 'Path of an array; the step runs on each of its elements', 'x-example': 'lines[].taxes' }],
  ['on_error', { type: 'string', title: 'If it fails', description: 'What becomes of a record that fails here', enum: ['park', 'drop', 'keep'], default: 'park' }],
];

const kSwitch = 'switch'; // no component has this name: theirs have a dot

export const titleOfStep = (step: Step, name: string): string => name || (isSwitch(step) ? 'Switch' : String(step['use'] ?? 'Step'));

// "state == 'CLOSED': 2 steps".
export function caseWords(one: unknown): string {
  const { when, transformers } = (one ?? {}) as Record<string, unknown>;
  return `${String(when) || 'no condition yet'}: ${plural(Array.isArray(transformers) ? transformers.length : 1, 'step')}`;
}

function summaryOf(step: Step): string {
  if (isSwitch(step)) return [...(step['switch'] as unknown[]).map(caseWords), ...(Array.isArray(step['else']) ? [`else: ${plural(step['else'].length, 'step')}`] : [])].join(' · ');
  const words = Object.entries(step).filter(([k]) => !['use', 'when', 'each', 'on_error'].includes(k)).map(([k, v]) => {
    const text = typeof v === 'object' && v !== null ? (Array.isArray(v) ? v.join(', ') : Object.keys(v).join(', ')) : String(v);
    return `${k}: ${text}`;
  });
  return words.join(' · ');
}

function General(p: { form: Form; path: Path; without: string[] }): JSX.Element {
  const fields = kGeneral.filter(([name]) => !p.without.includes(name));
  return (
    <details class="group" open={fields.some(([name]) => valueIn(p.form, [...p.path, name]) !== undefined)}>
      <summary>When, where and errors</summary>
      <div class="group-body">
        {fields.map(([name, schema]) => <Field key={name} form={p.form} schema={schema} path={[...p.path, name]} name={name} required={false} />)}
      </div>
    </details>
  );
}

type BodyProps = { form: Form; path: Path; component: Component | undefined };

function StepFields(p: BodyProps): JSX.Element {
  if (!p.component) return <><SwitchFields form={p.form} path={p.path} /><General form={p.form} path={p.path} without={['each']} /></>;
  return (
    <>
      <ClientField form={p.form} component={p.component} path={p.path} />
      <ComponentFields form={p.form} component={p.component} path={p.path} without={['use', 'client']} />
      <General form={p.form} path={p.path} without={[]} />
    </>
  );
}

function StepBody(p: BodyProps): JSX.Element {
  const [asText, setAsText] = useState(false);
  const known = p.component !== undefined || isSwitch(valueIn(p.form, p.path));
  const textSchema: Schema = { title: 'The step as text' };
  return (
    <div class="step-body">
      <div class="row between">
        <span class="muted small">{p.component?.description ?? 'A record takes the first case that holds, and then the steps behind the switch.'}</span>
        <Button kind="quiet" onClick={() => setAsText(!asText)}>{asText ? 'As form' : 'As text'}</Button>
      </div>
      {asText || !known ? <YamlField form={p.form} schema={textSchema} path={p.path} name="step" required={false} /> : <StepFields {...p} />}
    </div>
  );
}

// What records are known to have in front of the step, and what those of the sample are there.
export const formAt = (form: Form, path: Path): Form => ({
  ...form, known: knownAt(form.places ?? [], pointerOf(path)), sample: knownAt(form.seen ?? [], pointerOf(path)) ?? form.sample ?? '',
});

type ItemProps = { form: Form; path: Path; at: number; count: number; step: Step; open: boolean; onOpen: (open: boolean) => void; onMoved: (to: number) => void };

function Item(p: ItemProps): JSX.Element {
  const { form, at } = p;
  const own: Path = [...p.path, at];
  const components = useComponents().data ?? [];
  const plugins = usePlugins().data ?? [];
  const component = components.find((c) => c.id === p.step['use']);
  const off = isOff(p.step);
  const title = titleOfStep(p.step, component ? nameOf(component, plugins) : '');
  const wrong = problemsAt(form, own).length > 0 || form.problems.some((c) => c.pointer.startsWith(`${pointerOf(own)}/`));
  const move = (by: number): void => {
    if (form.edit((text) => moveItem(text, p.path, at, at + by))) p.onMoved(at + by);
  };
  const drop = async (): Promise<void> => {
    if (!(await confirm(`Take out step ${at + 1}?`, `${title} and the comment lines directly above it are removed.`, 'Take out'))) return;
    // The list of a case stays, empty: it must be there.
    const ofCase = typeof p.path[p.path.length - 2] === 'number';
    form.edit((text) => (p.count === 1 && !ofCase ? removeAt(text, p.path) : removeItem(text, p.path, at)));
  };
  const label = `step ${at + 1}, ${title}`;
  return (
    <li class={`step ${off ? 'off' : ''} ${p.open ? 'chosen' : ''}`} data-field={idOf(own)} data-title={`Step ${at + 1}: ${title}`}>
      <div class="step-head">
        <button type="button" class="step-open" aria-expanded={p.open} onClick={() => p.onOpen(!p.open)}>
          <span><span class="muted">{at + 1}</span> <span class="step-name">{title}</span> {off && <Badge tone="warn">off</Badge>} {wrong && <Badge tone="bad">problem</Badge>}</span>
          <span class="small muted">{summaryOf(p.step)}</span>
        </button>
        {!form.readOnly && (
          <span class="row">
            <Button kind="quiet" label={`Move ${label} up`} disabled={at === 0} onClick={() => move(-1)}>↑</Button>
            <Button kind="quiet" label={`Move ${label} down`} disabled={at === p.count - 1} onClick={() => move(1)}>↓</Button>
            <Button kind="quiet" label={`${off ? 'Switch on' : 'Switch off'} ${label}`} onClick={() => form.edit((text) => (off ? switchOn(text, own) : switchOff(text, own)))}>{off ? 'Switch on' : 'Switch off'}</Button>
            <Button kind="quiet" label={`Take out ${label}`} onClick={() => void drop()}>✕</Button>
          </span>
        )}
      </div>
      {problemsAt(form, own).map((c) => <p class="error step-error">{c.message}</p>)}
      {p.open && <StepBody form={formAt(form, own)} path={own} component={component} />}
    </li>
  );
}

// Chosen, then added by a button: the arrow keys pass each choice on their way to the wanted one.
function AddStep(p: { to: string; onAdd: (use: string) => void }): JSX.Element {
  const [chosen, setChosen] = useState('');
  const components = useComponents().data ?? [];
  const plugins = usePlugins().data ?? [];
  const steps = components.filter((c) => c.kind === 'transformer');
  const add = (): void => {
    p.onAdd(chosen);
    setChosen('');
  };
  return (
    <div class="row low">
      <label class="filter">
        <span>Add a step<span class="sr"> to {p.to}</span></span>
        <select value={chosen} onChange={(e) => setChosen(e.currentTarget.value)}>
          <option value="">Choose…</option>
          <option value={kSwitch}>Switch: cases with steps of their own</option>
          {steps.map((c) => <option value={c.id}>{nameOf(c, plugins)}: {c.title}</option>)}
        </select>
      </label>
      <Button label={`Add the chosen step to ${p.to}`} disabled={chosen === ''} onClick={add}>Add</Button>
    </div>
  );
}

export function StepList(p: { form: Form; path: Path; label: string; onOpen?: (at: number | undefined) => void }): JSX.Element {
  const steps = stepsAt(p.form, p.path);
  const [open, setOpen] = useState<number>();
  const show = (at: number | undefined): void => {
    setOpen(at);
    p.onOpen?.(at);
  };
  const add = (use: string): void => {
    const step = use === kSwitch ? { switch: [newCase()] } : { use };
    const done = p.form.edit((text) => (steps.length === 0 ? setAt(text, p.path, [step]) : insertItem(text, p.path, steps.length, step)));
    if (done) show(steps.length);
  };
  return (
    <div class="stack tight">
      {steps.length === 0 && <p class="muted">No steps: records pass as they are.</p>}
      <ol class="steps" aria-label={p.label}>
        {steps.map((step, i) => (
          <Item key={i} form={p.form} path={p.path} at={i} count={steps.length} step={step} open={open === i} onOpen={(on) => show(on ? i : undefined)} onMoved={(to) => open === i && show(to)} />
        ))}
      </ol>
      {!p.form.readOnly && <div><AddStep to={p.label} onAdd={add} /></div>}
    </div>
  );
}
