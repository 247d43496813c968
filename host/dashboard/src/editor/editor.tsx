// A text editor. Until its chunk is there, and where it cannot be loaded, a plain text area does the same.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EditorHandle, EditorSettings } from './codemirror';

export type EditorMark = { line: number; column: number; message: string; severity: 'error' | 'warning' };
export type Suggestion = { label: string; detail?: string; info?: string; apply?: string };
export type Suggest = (text: string, at: number) => { from: number; options: Suggestion[] } | null;

export type EditorProps = {
  text: string;
  language: 'yaml' | 'json' | 'text';
  label: string;
  onChange?: (text: string) => void;
  marks?: EditorMark[];
  suggest?: Suggest;
  readOnly?: boolean;
  oneLine?: boolean;
  id?: string;
  describedBy?: string;
};

// Texts that came from the editor itself. They may be drawn late, when more was typed already, and must not be put back.
type Own = Set<string>;

function settingsOf(p: EditorProps, latest: { current: EditorProps }, own: Own): EditorSettings {
  return {
    text: p.text,
    language: p.language,
    label: p.label,
    readOnly: p.readOnly ?? false,
    oneLine: p.oneLine ?? false,
    onChange: (text) => {
      own.add(text);
      latest.current.onChange?.(text);
    },
    suggest: (text, at) => latest.current.suggest?.(text, at) ?? null,
  };
}

function Plain(p: EditorProps): JSX.Element {
  return (
    <textarea
      aria-label={p.label}
      rows={p.oneLine ? 1 : 14}
      readOnly={p.readOnly}
      value={p.text}
      onInput={(e) => p.onChange?.(e.currentTarget.value)}
    />
  );
}

export function TextEditor(p: EditorProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const handle = useRef<EditorHandle | null>(null);
  const latest = useRef(p);
  latest.current = p;
  const own = useRef<Own>(new Set());
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    void import('./codemirror').then(({ openEditor }) => {
      if (gone || !box.current) return;
      handle.current = openEditor(box.current, settingsOf(latest.current, latest, own.current));
      setReady(true);
    }, () => undefined);
    return () => {
      gone = true;
      handle.current?.close();
    };
  }, []);
  useEffect(() => {
    if (own.current.has(p.text)) return;
    own.current.clear();
    handle.current?.setText(p.text);
  }, [p.text, ready]);
  useEffect(() => handle.current?.setMarks(p.marks ?? []), [p.marks, ready]);
  return (
    <>
      <div class="editor" ref={box} hidden={!ready} />
      {!ready && <Plain {...p} />}
    </>
  );
}
