// Keeps what a preview shows as a test of the pipeline.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, call } from '../../api/client';
import { asProblem } from '../../state/resource';
import { Button, ProblemBox } from '../../ui/basics';
import { Dialog, tell } from '../../ui/dialog';
import { writeBlock } from '../../yaml/write';
import type { Preview } from '../shared/trial';
import { caseOf, testFileOf, withCase } from './testcase';

type Props = { pipeline: string; file: string; shown: Preview };

// Read again at once, so that a test that somebody else added meanwhile stays.
async function save(path: string, make: (text: string) => string): Promise<void> {
  const url = `/api/v1/configuration/files/${encodeURIComponent(path)}`;
  let before = { text: '', etag: '' };
  try {
    const found = await call<string>('GET', url);
    before = { text: found.data ?? '', etag: found.etag };
  } catch (e) {
    if (!(e instanceof Problem) || e.status !== 404) throw e;
  }
  await call('PUT', url, { text: make(before.text), ...(before.etag ? { ifMatch: before.etag } : { ifNoneMatch: '*' }) });
}

function Form(p: Props & { onClose: () => void }): JSX.Element {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const path = testFileOf(p.file);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await save(path, (text) => withCase(text, caseOf(name, p.pipeline, p.shown)));
      tell(`The test is saved in ${path}.`);
      p.onClose();
    } catch (e) {
      setProblem(asProblem(e));
      setBusy(false);
    }
  };
  return (
    <Dialog title="Save as a test" onClose={p.onClose} wide>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <ProblemBox problem={problem} what="editing of the configuration" />
        <div class="field">
          <label for="test-name">What the test shows</label>
          <input id="test-name" required value={name} autocomplete="off" aria-describedby="test-name-help" onInput={(e) => setName(e.currentTarget.value)} />
          <p class="help" id="test-name-help">A sentence, such as “what was deleted is left out”. The test goes into {path}.</p>
        </div>
        <pre tabIndex={0} role="region" aria-label="The test">{writeBlock([caseOf(name, p.pipeline, p.shown)], 0)}</pre>
        <div class="actions end">
          <Button onClick={p.onClose}>Cancel</Button>
          <Button kind="primary" role="editor" submit busy={busy}>Save the test</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function SaveTest(p: { pipeline: string; file: string; shown: Preview | undefined; changed: boolean }): JSX.Element {
  const { shown } = p;
  const [open, setOpen] = useState(false);
  const why = p.changed ? 'Save the pipeline first: a test is of what is saved' : !shown || shown.records.length === 0 ? 'There is no result yet' : '';
  return (
    <>
      <Button role="editor" disabled={why !== ''} title={why} onClick={() => setOpen(true)}>Save as a test…</Button>
      {open && shown && <Form pipeline={p.pipeline} file={p.file} shown={shown} onClose={() => setOpen(false)} />}
    </>
  );
}
