// What one step made of a record or of a request.
import type { JSX } from 'preact';
import { printJson, toNumber } from '../../api/json';
import { Badge } from '../../ui/basics';
import { DiffView } from '../../ui/diffview';
import type { StepResult } from './trial';

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
