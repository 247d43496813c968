// Request transformers of a source, and what each makes of the request while they are edited. Nothing is sent.
import type { JSX } from 'preact';
import { printJson } from '../../api/json';
import { type Form, currentAction, valueIn } from '../../forms/form';
import { behind } from '../../forms/known';
import { shapeOf } from '../../forms/shape';
import { StepList } from '../../forms/steps';
import type { FileEdit } from '../../state/file';
import { may } from '../../state/session';
import { ProblemBox } from '../../ui/basics';
import type { Path } from '../../yaml/document';
import { FailureList, StepView, failuresOf, seenOf } from '../shared/steps';
import { type Subject, type Trial, useTrial } from '../shared/trial';

const kLabel = 'Request transformers';
const kList = 'request_transformers';

function Json(p: { title: string; value: unknown }): JSX.Element {
  return <div class="preview-step"><strong>{p.title}</strong><pre tabIndex={0} role="region" aria-label={p.title}>{printJson(p.value)}</pre></div>;
}

function Result(p: { trial: Trial }): JSX.Element | null {
  const result = p.trial.data?.records[0];
  if (!result) return <ProblemBox problem={p.trial.problem} what="the preview of a request" />;
  const [request] = result.outputs;
  const why = [...result.failures.map((f) => f.message ?? ''), ...(p.trial.data?.message ? [p.trial.data.message] : [])];
  return (
    <>
      <ProblemBox problem={p.trial.problem} what="the preview of a request" />
      <Json title="As it is set" value={result.record} />
      {result.steps.map((s) => <StepView key={s.step} result={s} what="request" />)}
      {why.length === 0 && request
        ? <Json title="As it is sent" value={request.record} />
        : <div class="preview-step"><strong>Nothing would be fetched</strong><FailureList failures={why} /></div>}
    </>
  );
}

export type RequestTrial = { wanted: boolean; wrong: boolean; trial: Trial };

// Of a source with request transformers, for who may try something. `path`: where it stands; none: there is none.
export function useRequestTrial(of: Subject, path: Path | undefined, file: FileEdit): RequestTrial {
  const steps = path && valueIn(file, [...path, kList]);
  const wanted = Array.isArray(steps) && steps.length > 0 && file.original !== undefined && may('operator');
  const wrong = file.problems.some((c) => c.severity !== 'warning');
  const files = file.changed ? { [file.path]: file.text } : {};
  const trial = useTrial(wanted && !wrong ? { ...of, files, input: { request: true } } : undefined);
  return { wanted, wrong, trial };
}

// Beside the form, so that it is seen while a step is edited.
export function RequestResult(p: { of: RequestTrial }): JSX.Element | null {
  const { wanted, wrong, trial } = p.of;
  if (!wanted) return null;
  return (
    <section class="stack tight" aria-label="The request" aria-busy={trial.busy}>
      <div class="row between"><h2>The request</h2><span class="muted small">nothing is sent</span></div>
      {wrong ? <p class="muted small">It is shown when the settings have no problem.</p> : <Result trial={trial} />}
    </section>
  );
}

export function RequestTransformers(p: { form: Form; of: RequestTrial; path: Path }): JSX.Element {
  const { wanted, wrong, trial } = p.of;
  const list: Path = [...p.path, kList];
  const result = wanted ? trial.data?.records[0] : undefined;
  const found = wrong ? [] : failuresOf(result?.steps ?? []);
  const { action } = currentAction(p.form, p.path);
  const shape = action && shapeOf(action.parameters ?? []);
  const form: Form = {
    ...p.form, problems: [...p.form.problems, ...found], takes: shape, places: behind(shape, []),
    seen: behind(result && printJson(result.record, 0), seenOf(result?.steps ?? [])), sample: '',
  };
  return (
    <details class="group" open={valueIn(p.form, list) !== undefined}>
      <summary>{kLabel} <span class="muted">change path, query and payload</span></summary>
      <div class="group-body">
        <p class="help">They change the request, as one record, before the first request</p>
        <StepList form={form} path={list} label={kLabel} />
      </div>
    </details>
  );
}
