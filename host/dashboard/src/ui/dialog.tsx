// Questions to the user, and short messages about what was done.
import { signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from './basics';

// A modal dialog of the browser: it keeps the focus inside and gives it back.
export function Dialog(p: { title: string; onClose: () => void; children: ComponentChildren; wide?: boolean }): JSX.Element {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    box.current?.showModal();
    return () => box.current?.close();
  }, []);
  return (
    <dialog ref={box} class={p.wide ? 'wide' : ''} aria-labelledby="dialog-title" onCancel={(e) => { e.preventDefault(); p.onClose(); }}>
      <div class="dialog-head">
        <h2 id="dialog-title">{p.title}</h2>
        <Button kind="quiet" label="Close" onClick={p.onClose}>✕</Button>
      </div>
      <div class="dialog-body">{p.children}</div>
    </dialog>
  );
}

type Question = { title: string; text: string; action: string; danger: boolean; answer: (yes: boolean) => void };
const question = signal<Question | null>(null);

// Asks before something that cannot be taken back; true if it shall be done.
export function confirm(title: string, text: string, action: string, danger = true): Promise<boolean> {
  return new Promise((answer) => {
    question.value = { title, text, action, danger, answer };
  });
}

export function Questions(): JSX.Element | null {
  const q = question.value;
  if (!q) return null;
  const end = (yes: boolean): void => {
    question.value = null;
    q.answer(yes);
  };
  return (
    <Dialog title={q.title} onClose={() => end(false)}>
      <p>{q.text}</p>
      <div class="actions end">
        <Button onClick={() => end(false)}>Cancel</Button>
        <Button kind={q.danger ? 'danger' : 'primary'} onClick={() => end(true)}>{q.action}</Button>
      </div>
    </Dialog>
  );
}

type Note = { id: number; text: string; bad: boolean };
const notes = signal<Note[]>([]);
let lastNote = 0;
const kShownMs = 6000;

export function tell(text: string, bad = false): void {
  const note = { id: ++lastNote, text, bad };
  notes.value = [...notes.value, note];
  setTimeout(() => {
    notes.value = notes.value.filter((n) => n.id !== note.id);
  }, kShownMs);
}

export function Notes(): JSX.Element {
  return (
    <div class="notes" role="status" aria-live="polite">
      {notes.value.map((n) => <p key={n.id} class={n.bad ? 'bad' : ''}>{n.text}</p>)}
    </div>
  );
}
