// A file of the configuration while it is edited: its text, the host's check, saving without overwriting others.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem, call, post } from '../api/client';
import type { ConfigProblem } from '../api/model';
import { refreshStatus } from './live';
import { asProblem } from './resource';
import { setGuard } from './router';
import { useUnsaved } from './unsaved';
import { CannotEdit } from '../yaml/document';

export type Conflict = { text: string; etag: string; who: string };
export type FileEdit = {
  path: string;
  original: string | undefined; // undefined: not read yet; empty for a new file
  text: string;
  changed: boolean;
  problems: ConfigProblem[];
  checking: boolean;
  fault: string; // why the last edit was not possible
  problem: Problem | undefined; // why reading or saving failed
  conflict: Conflict | undefined;
  busy: boolean;
  setText: (text: string) => void;
  edit: (change: (text: string) => string) => boolean;
  save: () => Promise<boolean>;
  takeTheirs: () => void;
  keepMine: () => void;
  reload: () => void;
};

const kCheckAfterMs = 400;
const fileUrl = (path: string): string => `/api/v1/configuration/files/${encodeURIComponent(path)}`;

async function check(path: string, text: string): Promise<ConfigProblem[]> {
  const answer = await post<{ problems?: ConfigProblem[] }>('/api/v1/configuration/validate', { files: { [path]: text } });
  return forForm(answer.problems ?? []);
}

const kTooFew = /^at least \d+ keys are wanted/;

// At their members; that there are too few is not said where something else says which are wanted.
function forForm(problems: ConfigProblem[]): ConfigProblem[] {
  const said = (one: ConfigProblem): boolean => problems.some((other) => other.pointer === one.pointer && !kTooFew.test(other.message));
  return problems.filter((one) => !kTooFew.test(one.message) || !said(one)).map(atMember);
}

// Of a pipeline that has neither, a form offers the named ones.
const kNamed: Record<string, string> = { subscriber: 'from', publishers: 'to' };

// What is missing is told at the object that lacks it; a form shows it at the member's field, which has its description.
function atMember(problem: ConfigProblem): ConfigProblem {
  const [, name] = /^"([^"/~]+)" is missing/.exec(problem.message) ?? [];
  if (!name) return problem;
  const field = /^\/pipelines\/[^/]+$/.test(problem.pointer) ? (kNamed[name] ?? name) : name;
  return { ...problem, pointer: `${problem.pointer}/${field}`, message: 'is missing' };
}

// The host's check of the text, a moment after the last change.
function useCheck(path: string, text: string, changed: boolean): { problems: ConfigProblem[]; checking: boolean } {
  const [state, setState] = useState<{ problems: ConfigProblem[]; of: string }>({ problems: [], of: '' });
  useEffect(() => {
    if (!changed) return;
    let gone = false;
    const timer = setTimeout(() => {
      check(path, text).then((problems) => gone || setState({ problems, of: text }), () => gone || setState({ problems: [], of: text }));
    }, kCheckAfterMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [path, text, changed]);
  return { problems: changed ? state.problems : [], checking: changed && state.of !== text };
}

function useLeaveGuard(changed: boolean): void {
  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    setGuard(() => window.confirm('Leave without saving?'));
    return () => {
      removeEventListener('beforeunload', ask);
      setGuard(null);
    };
  }, [changed]);
}

type Base = { original: string | undefined; etag: string };

// `fresh` is the text of a file that does not exist yet.
export function useFile(path: string, fresh?: string): FileEdit {
  const [base, setBase] = useState<Base>({ original: fresh === undefined ? undefined : '', etag: '' });
  const [text, setText] = useState(fresh ?? '');
  const [fault, setFault] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [refused, setRefused] = useState<{ problems: ConfigProblem[]; of: string }>();
  const [conflict, setConflict] = useState<Conflict>();
  const [busy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const latest = useRef(text);
  latest.current = text;
  const isNew = fresh !== undefined;
  const changed = base.original !== undefined && text !== base.original;
  useLeaveGuard(changed && !isNew);
  useUnsaved(changed && text !== fresh);

  useEffect(() => {
    if (isNew || !path) return;
    let gone = false;
    call<string>('GET', fileUrl(path)).then((r) => {
      if (gone) return;
      setBase({ original: r.data ?? '', etag: r.etag });
      setText(r.data ?? '');
    }, (e: unknown) => gone || setProblem(asProblem(e)));
    return () => {
      gone = true;
    };
  }, [path, isNew, turn]);

  const checked = useCheck(path, text, changed);
  const edit = useCallback((change: (text: string) => string): boolean => {
    try {
      latest.current = change(latest.current);
      setText(latest.current);
      setFault('');
      return true;
    } catch (e) {
      if (!(e instanceof CannotEdit)) throw e;
      setFault(e.message);
      return false;
    }
  }, []);

  const takeFailure = async (failure: Problem): Promise<void> => {
    if (failure.status === 412) {
      const current = failure.body['current'] as { text?: string; etag?: string; who?: string } | undefined;
      const now = current?.text === undefined ? await call<string>('GET', fileUrl(path)) : undefined;
      setConflict({ text: current?.text ?? now?.data ?? '', etag: current?.etag ?? now?.etag ?? '', who: current?.who ?? 'Somebody else' });
    } else if (failure.problems.length > 0) setRefused({ problems: forForm(failure.problems), of: text });
    else setProblem(failure);
  };
  const save = async (): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const guardWord = base.etag ? { ifMatch: base.etag } : { ifNoneMatch: '*' };
      const reply = await call<{ etag?: string }>('PUT', fileUrl(path), { text, ...guardWord });
      setBase({ original: text, etag: reply.data?.etag ?? reply.etag });
      setGuard(null);
      void refreshStatus();
      return true;
    } catch (e) {
      await takeFailure(asProblem(e));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const settle = (next: string): void => {
    if (conflict) setBase({ original: conflict.text, etag: conflict.etag });
    setText(next);
    setConflict(undefined);
  };
  const problems = refused && refused.of === text ? refused.problems : checked.problems;
  return {
    path, original: base.original, text, changed, problems, checking: checked.checking, fault, problem, conflict, busy, setText, edit, save,
    takeTheirs: () => settle(conflict?.text ?? text), keepMine: () => settle(text), reload: () => setTurn((n) => n + 1),
  };
}
