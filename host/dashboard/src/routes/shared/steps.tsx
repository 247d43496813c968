// What one step made of a record or of a request.
import type { JSX } from 'preact';
import { printJson, toNumber } from '../../api/json';
import type { ConfigProblem } from '../../api/model';
import { pointerOf } from '../../forms/form';
import type { Path } from '../../yaml/document';
import { Badge } from '../../ui/basics';
import { DiffView } from '../../ui/diffview';
import type { StepResult } from './trial';

// Failures as problems of the steps where they happened, so that a list of steps shows them there; each once. `list` is where
// the steps stand: "transformers[1] (core.map)" is its second one.
export function failuresAt(steps: StepResult[], list: Path): ConfigProblem[] {
  const found = new Map<string, ConfigProblem>();
  for (const { step, failures } of steps) {
    const [, name, number] = /^(\w+)\[(\d+)\] /.exec(step) ?? [];
    if (name !== list[list.length - 1]) continue;
    const pointer = pointerOf([...list, Number(number)]);
    for (const message of failures) found.set(pointer + message, { severity: 'error', message, file: '', line: 0, column: 0, pointer });
  }
  return [...found.values()];
}

const texts = (values: unknown[]): string => values.map((v) => printJson(v)).join('\n');

export function FailureList(p: { failures: string[] }): JSX.Element {
  return <>{p.failures.map((f) => <p class="error" role="alert">{f}</p>)}</>;
}

export function StepView(p: { result: StepResult; what?: string }): JSX.Element {
  const { result, what = 'record' } = p;
  const before = texts(result.before);
  const after = texts(result.after);
  const filtered = toNumber(result.filtered) > 0;
  return (
    <div class="preview-step">
      <div class="row between"><strong>{result.step}</strong>{filtered && <Badge tone="warn">filtered</Badge>}{result.failures.length > 0 && <Badge tone="bad">failed</Badge>}</div>
      <FailureList failures={result.failures} />
      {filtered && result.after.length === 0
        ? <p class="muted small">The {what} ends here.</p>
        : before === after ? <p class="muted small">Passes as it is.</p> : result.failures.length === 0 && <DiffView before={before} after={after} label={`What ${result.step} changes`} />}
    </div>
  );
}
