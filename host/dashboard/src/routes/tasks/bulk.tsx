// Retry or skip of everything that a filter finds, as a job of the server: counted first, paced, cancellable.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, get, post, withQuery } from '../../api/client';
import { count, plural } from '../../state/format';
import { useResource } from '../../state/resource';
import { go } from '../../state/router';
import { Button, ProblemBox } from '../../ui/basics';
import { Dialog } from '../../ui/dialog';
import { asProblem } from '../../state/resource';
import { type TaskFilter, describe } from './filter';

type Action = 'retry' | 'skip';

async function countOf(filter: TaskFilter, signal?: AbortSignal): Promise<number> {
  return (await get<{ count: number }>(withQuery('/api/v1/tasks/count', filter), signal ? { signal } : {})).count;
}

function Form(p: { action: Action; filter: TaskFilter; total: number; onClose: () => void }): JSX.Element {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const number = (name: string): number | undefined => Number(form.get(name)) || undefined;
    setBusy(true);
    try {
      const job = await post<{ id: number }>('/api/v1/jobs', {
        action: p.action, filter: p.filter, expected: p.total, reason: String(form.get('reason')), key,
        pace: number('pace'), stop_after_failures: number('failures'),
      });
      go(`/jobs/${job.id}`);
    } catch (e) {
      setProblem(asProblem(e));
    }
    setBusy(false);
  };
  const verb = p.action === 'retry' ? 'Retry' : 'Skip';
  return (
    <Dialog title={`${verb} ${plural(p.total, 'task')}`} onClose={p.onClose}>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <ProblemBox problem={problem} what="bulk jobs" />
        <p>The filter: <strong>{describe(p.filter)}</strong>. {p.action === 'retry'
          ? 'Each record is sent at most once; an edited one is sent as edited.' : 'The records are given up. They stay visible as skipped.'}</p>
        <div class="field">
          <label for="reason">Reason</label>
          <input id="reason" name="reason" required aria-describedby="reason-help" />
          <p class="help" id="reason-help">Stands in the audit log.</p>
        </div>
        {p.action === 'retry' && (
          <div class="columns">
            <div class="field"><label for="pace">Records a minute, at most</label><input id="pace" name="pace" type="number" min="1" placeholder="As fast as the target takes them" /></div>
            <div class="field"><label for="failures">Stop after so many failures</label><input id="failures" name="failures" type="number" min="1" placeholder="10" /></div>
          </div>
        )}
        <div class="actions end">
          <Button onClick={p.onClose}>Cancel</Button>
          <Button kind={p.action === 'skip' ? 'danger' : 'primary'} submit busy={busy}>{`${verb} ${count(p.total)}`}</Button>
        </div>
      </form>
    </Dialog>
  );
}

// Counted again when the list that it stands above was read again.
export function BulkBar(p: { filter: TaskFilter; list: unknown }): JSX.Element | null {
  const [action, setAction] = useState<Action>();
  const total = useResource((signal) => countOf(p.filter, signal), [JSON.stringify(p.filter), p.list]);
  if (total.problem) return total.problem.missing ? null : <ProblemBox problem={total.problem} retry={total.reload} />;
  const n = total.data ?? 0;
  if (n === 0) return null;
  const mayChange = p.filter.state === 'parked';
  return (
    <div class="row between">
      <p class="muted">{plural(n, 'task fits', 'tasks fit')}</p>
      <div class="actions">
        <Button role="operator" disabled={!mayChange} title={mayChange ? '' : 'Only parked tasks can be skipped'} onClick={() => setAction('skip')}>Skip all…</Button>
        <Button kind="primary" role="operator" disabled={!mayChange} title={mayChange ? '' : 'Only parked tasks can be retried'} onClick={() => setAction('retry')}>Retry all…</Button>
      </div>
      {action && <Form action={action} filter={p.filter} total={n} onClose={() => setAction(undefined)} />}
    </div>
  );
}
