// Change of what a retry sends. The version that was seen goes along, so a second editor gets a conflict, not silence.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem, call } from '../../api/client';
import { layOut, parseExact } from '../../api/json';
import type { WholeTask } from '../../api/model';
import { asProblem } from '../../state/resource';
import { setGuard } from '../../state/router';
import { useUnsaved } from '../../state/unsaved';
import { Button, Card, ProblemBox } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import { DiffView } from '../../ui/diffview';
import { TextEditor } from '../../editor/editor';
import type { Loaded } from './task';

const valueOf = (task: WholeTask): string => layOut(task.edited ?? (task.from_start ? task.source : task.value));

function faultOf(text: string): string {
  try {
    parseExact(text);
    return '';
  } catch (e) {
    return e instanceof Error ? e.message : String(e);
  }
}

function Conflict(p: { mine: string; theirs: string; onTakeTheirs: () => void; onKeepMine: () => void }): JSX.Element {
  return (
    <div class="alert warn" role="alert">
      <p><strong>Somebody else changed this task while you edited it.</strong> Nothing was saved. Below: their value, and what yours changes in it.</p>
      <DiffView before={p.theirs} after={p.mine} label="Their value against yours" whole />
      <div class="actions">
        <Button onClick={p.onTakeTheirs}>Take theirs</Button>
        <Button kind="primary" onClick={p.onKeepMine}>Go on with mine</Button>
      </div>
    </div>
  );
}

export function EditTask(p: { loaded: Loaded; onEnd: () => void }): JSX.Element {
  const [base, setBase] = useState(p.loaded);
  const [text, setText] = useState(() => valueOf(p.loaded.task));
  const [theirs, setTheirs] = useState<Loaded>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const fault = faultOf(text);
  const changed = text !== valueOf(base.task);
  useUnsaved(changed);
  useEffect(() => {
    setGuard(changed ? () => window.confirm('Leave without saving the change of this task?') : null);
    return () => setGuard(null);
  }, [changed]);

  const reread = async (): Promise<void> => {
    const reply = await call<WholeTask>('GET', `/api/v1/tasks/${base.task.id}`);
    setTheirs({ task: reply.data, etag: reply.etag });
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await call('PUT', `/api/v1/tasks/${base.task.id}/value`, { text, type: 'application/json', ifMatch: base.etag });
      setGuard(null);
      tell('Saved. A retry sends the changed value; the original is kept.');
      p.onEnd();
    } catch (e) {
      const found = asProblem(e);
      if (found.status === 412) await reread();
      else setProblem(found);
    }
    setBusy(false);
  };
  const settle = (taken: string): void => {
    if (theirs) setBase(theirs);
    setText(taken);
    setTheirs(undefined);
  };
  return (
    <Card title="Edit the value" note="Only this is sent by a retry; the original is kept and never sent as well.">
      <div class="stack">
        <ProblemBox problem={problem} />
        {theirs && <Conflict mine={text} theirs={valueOf(theirs.task)} onTakeTheirs={() => settle(valueOf(theirs.task))} onKeepMine={() => settle(text)} />}
        <div class="columns">
          <div class="stack tight">
            <TextEditor text={text} language="json" label="Value of the record" onChange={setText} />
            {fault && <p class="error" role="alert">Not JSON: {fault}</p>}
          </div>
          <div class="stack tight"><h3>What you change</h3><DiffView before={valueOf(base.task)} after={text} label="What you change" whole /></div>
        </div>
        <div class="actions end">
          <Button onClick={() => { setGuard(null); p.onEnd(); }}>Cancel</Button>
          <Button kind="primary" disabled={!changed || fault !== '' || theirs !== undefined} busy={busy} onClick={() => void save()}>Save</Button>
        </div>
      </div>
    </Card>
  );
}
