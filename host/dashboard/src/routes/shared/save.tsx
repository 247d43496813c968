// What happens before a file is saved: problems, the change as a diff, a conflict with somebody else.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FileEdit } from '../../state/file';
import { Button, ProblemBox } from '../../ui/basics';
import { Dialog } from '../../ui/dialog';
import { DiffView } from '../../ui/diffview';
import { masked } from './mask';
import { FormProblems } from './problems';

function ConflictBox(p: { file: FileEdit }): JSX.Element | null {
  const { conflict } = p.file;
  if (!conflict) return null;
  return (
    <div class="alert warn" role="alert">
      <p><strong>{conflict.who} changed {p.file.path} while you edited it.</strong> Nothing was saved. Below: their text, and what yours changes in it.</p>
      <DiffView before={masked(conflict.text)} after={masked(p.file.text)} label="Their text against yours" />
      <div class="actions">
        <Button onClick={p.file.takeTheirs}>Take theirs</Button>
        <Button kind="primary" onClick={p.file.keepMine}>Go on with mine</Button>
      </div>
    </div>
  );
}

// Everything that is wrong with the text, above the form.
// A new form is not blamed for what was not filled in yet: `quiet` until it was to be saved.
export function FileTrouble(p: { file: FileEdit; quiet?: boolean }): JSX.Element {
  const { file } = p;
  const own = file.problems.filter((c) => c.severity !== 'warning');
  return (
    <div aria-live="polite">
      <ProblemBox problem={file.problem} what="editing of the configuration" />
      {file.fault && <div class="alert warn"><p>{file.fault}</p></div>}
      <ConflictBox file={file} />
      {own.length > 0 && !p.quiet && (
        <div class="alert bad">
          <p><strong>{own.length === 1 ? 'One problem' : `${own.length} problems`} before this can be saved</strong></p>
          <FormProblems problems={own} />
        </div>
      )}
    </div>
  );
}

function Review(p: { file: FileEdit; onClose: () => void; onSaved: () => void }): JSX.Element {
  const save = async (): Promise<void> => {
    const done = await p.file.save();
    p.onClose();
    if (done) p.onSaved();
  };
  return (
    <Dialog title={`Save ${p.file.path}`} onClose={p.onClose} wide>
      <DiffView before={masked(p.file.original ?? '')} after={masked(p.file.text)} label="What is saved" />
      <div class="actions end">
        <Button onClick={p.onClose}>Back</Button>
        <Button kind="primary" busy={p.file.busy} onClick={() => void save()}>Save</Button>
      </div>
    </Dialog>
  );
}

// Buttons at the foot of a form. A new file is saved at once: its whole text is beside the form.
export function SaveBar(p: { file: FileEdit; isNew?: boolean; ready?: boolean; onSaved: () => void; onCancel?: () => void; onRefused?: () => void }): JSX.Element {
  const { file } = p;
  const [review, setReview] = useState(false);
  // Problems of an older text do not count: the server checks what is saved in any case.
  const errors = file.checking ? 0 : file.problems.filter((c) => c.severity !== 'warning').length;
  const complete = errors === 0 && (p.ready ?? true);
  const ready = file.changed && (complete || p.onRefused !== undefined) && !file.conflict;
  const press = async (): Promise<void> => {
    if (!complete) p.onRefused?.();
    else if (!p.isNew) setReview(true);
    else if (await file.save()) p.onSaved();
    else p.onRefused?.();
  };
  const word = file.checking ? 'Checking…' : !complete && file.changed ? 'Not valid yet' : file.changed ? 'Checked: no problems' : 'Nothing changed';
  return (
    <div class="form-foot">
      <Button kind="primary" role="editor" disabled={!ready} busy={file.busy} onClick={() => void press()}>{p.isNew ? 'Save' : 'Review and save'}</Button>
      {p.onCancel && <Button onClick={p.onCancel}>Cancel</Button>}
      {!p.onCancel && file.changed && <Button onClick={() => file.setText(file.original ?? '')}>Discard changes</Button>}
      <span class="muted small" role="status">{word}</span>
      {review && <Review file={file} onClose={() => setReview(false)} onSaved={p.onSaved} />}
    </div>
  );
}

// The file's text beside the form, so that nobody has to guess what is written.
export function FileAside(p: { file: FileEdit; isNew?: boolean }): JSX.Element {
  return (
    <aside class="stack tight" aria-label="The file">
      <div class="row between"><h2>{p.file.path}</h2><span class="muted small">{p.isNew ? 'new file' : p.file.changed ? 'changed' : 'as saved'}</span></div>
      {p.isNew || !p.file.changed
        ? <pre tabIndex={0} role="region" aria-label="Text of the file">{masked(p.file.text)}</pre>
        : <DiffView before={masked(p.file.original ?? '')} after={masked(p.file.text)} label="What changes in the file" whole />}
    </aside>
  );
}
