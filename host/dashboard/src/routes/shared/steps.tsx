// What one step made of a record or of a request.
import type { JSX } from 'preact';
import { printJson, toNumber } from '../../api/json';
import type { ConfigProblem } from '../../api/model';
import { pointerOf } from '../../forms/form';
import type { Seen } from '../../forms/known';
import type { Path } from '../../yaml/document';
import { Badge } from '../../ui/basics';
import { DiffView } from '../../ui/diffview';
import type { Made, StepResult } from './trial';

// Failures as problems of the steps where they happened, so that a list of steps shows them there; each once.
export function failuresOf(steps: StepResult[]): ConfigProblem[] {
  const found = new Map<string, ConfigProblem>();
  for (const { pointer, failures } of steps)
    for (const message of failures) found.set(pointer + message, { severity: 'error', message, file: '', line: 0, column: 0, pointer });
  return [...found.values()];
}

const linesOf = (values: unknown[]): string => values.map((v) => printJson(v, 0)).join('\n');

// The records in front of each step and behind it: of the first that reached it. What it took in for later it gives at the walk's end.
export function seenOf(steps: StepResult[]): Seen[] {
  const found = new Map<string, Seen>();
  for (const { pointer, before, after } of steps) {
    const first = found.get(pointer) ?? { pointer, before: linesOf(before) };
    found.set(pointer, first.after === undefined && after.length > 0 ? { ...first, after: linesOf(after) } : first);
  }
  return [...found.values()];
}

export const within = (pointer: string, outer: Path): boolean => pointer === pointerOf(outer) || pointer.startsWith(`${pointerOf(outer)}/`);

const texts = (values: unknown[]): string => values.map((v) => printJson(v)).join('\n');

export function FailureList(p: { failures: string[] }): JSX.Element {
  return <>{p.failures.map((f) => <p class="error" role="alert">{f}</p>)}</>;
}

// Whether the step took the record in, for what it gives at the walk's end.
export const isHeld = (one: StepResult, walkEnd: Made | undefined): boolean =>
  toNumber(one.filtered) > 0 && one.after.length === 0 && (walkEnd?.steps.some((s) => s.pointer === one.pointer && s.after.length > 0) ?? false);

// `of`: the record's number, or when; where several are shown.
export function StepView(p: { result: StepResult; what?: string; of?: string; held?: boolean }): JSX.Element {
  const { result, what = 'record' } = p;
  const before = texts(result.before);
  const after = texts(result.after);
  const filtered = toNumber(result.filtered) > 0;
  return (
    <div class="preview-step">
      <div class="row between"><strong>{result.step}</strong>{p.held ? <Badge>held</Badge> : filtered && <Badge tone="warn">filtered</Badge>}{result.failures.length > 0 && <Badge tone="bad">failed</Badge>}</div>
      <FailureList failures={result.failures} />
      {filtered && result.after.length === 0
        ? <p class="muted small">{p.held ? 'Held until the end of the walk: see there.' : `The ${what} ends here.`}</p>
        : before === after ? <p class="muted small">Passes as it is.</p> : result.failures.length === 0 && <DiffView json before={before} after={after} label={`What ${result.step} changes${p.of ? ` ${p.of}` : ''}`} />}
    </div>
  );
}
