// One file as text, with the host's errors at their place and completion from the schema of the configuration.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { call, remove } from '../../api/client';
import { useComponents, useHostSchema, useObjects } from '../../state/catalog';
import { type FileEdit, useFile } from '../../state/file';
import { refreshStatus } from '../../state/live';
import { go, query, setGuard } from '../../state/router';
import { may } from '../../state/session';
import { Button, Loading, PageHead } from '../../ui/basics';
import { confirm, tell } from '../../ui/dialog';
import { type EditorMark, TextEditor } from '../../editor/editor';
import { suggestIn } from '../../yaml/suggest';
import { faultOf } from '../../yaml/document';
import { attempt } from '../runs/actions';
import { FileTrouble, SaveBar } from '../shared/save';
import type { PageProps } from '../table';

function marksOf(file: FileEdit): EditorMark[] {
  const own = file.problems.filter((c) => c.line > 0 && (c.file === file.path || c.file.endsWith(`/${file.path}`)));
  const marks = own.map((c): EditorMark => ({ line: c.line, column: c.column, message: c.hint ? `${c.message}. ${c.hint}` : c.message, severity: c.severity === 'warning' ? 'warning' : 'error' }));
  const fault = marks.length === 0 ? faultOf(file.text) : undefined;
  return fault ? [{ ...fault, severity: 'error' }] : marks;
}

async function deleteFile(path: string): Promise<void> {
  if (!(await confirm(`Delete ${path}?`, 'The history keeps it; it can be brought back there.', 'Delete'))) return;
  await attempt(async () => {
    const url = `/api/v1/configuration/files/${encodeURIComponent(path)}`;
    const now = await call<string>('GET', url);
    await remove(url, { ifMatch: now.etag });
    setGuard(null);
    await refreshStatus();
    go('/configuration');
    return `${path} is deleted.`;
  });
}

function Editor(p: { file: FileEdit; isNew: boolean }): JSX.Element {
  const { file } = p;
  const components = useComponents().data ?? [];
  const objects = useObjects().data ?? [];
  const root = useHostSchema().data;
  const suggest = useMemo(() => (text: string, at: number) => (root ? suggestIn(text, at, { root, components, objects }) : null), [root, components, objects]);
  const marks = useMemo(() => marksOf(file), [file.problems, file.text]);
  const saved = (): void => {
    tell(`${file.path} is saved and in use.`);
    if (p.isNew) go(`/configuration/${encodeURIComponent(file.path)}`, { replace: true });
  };
  return (
    <>
      <FileTrouble file={file} />
      <TextEditor text={file.text} language={file.path.endsWith('.json') ? 'json' : 'yaml'} label={`Text of ${file.path}`} onChange={file.setText} marks={marks} suggest={suggest} readOnly={!may('editor')} />
      <p class="small muted">Control and space: what can stand here. Escape, then Tab: leave the editor.</p>
      <SaveBar file={file} onSaved={saved} />
    </>
  );
}

export function FilePage(p: PageProps): JSX.Element {
  const path = p.params['file'] as string;
  const isNew = query.value.has('new');
  const file = useFile(path, isNew ? '' : undefined);
  return (
    <>
      <PageHead title={path} back={['/configuration', 'Configuration']}>
        {!isNew && <Button kind="danger" role="editor" onClick={() => void deleteFile(path)}>Delete</Button>}
      </PageHead>
      {file.original === undefined && !file.problem ? <Loading /> : file.original === undefined ? <FileTrouble file={file} /> : <Editor file={file} isNew={isNew} />}
    </>
  );
}
