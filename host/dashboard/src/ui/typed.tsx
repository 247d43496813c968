// Inputs that tell their text when it is complete. What is typed meanwhile survives that the page is drawn again.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

export type TypedProps = { value: string; onCommit: (text: string) => void; label?: string; id?: string; placeholder?: string; disabled?: boolean | undefined; rows?: number; list?: string | undefined };

export function TypedText(p: TypedProps): JSX.Element {
  const [typed, setTyped] = useState<string>();
  const commit = (text: string): void => {
    p.onCommit(text);
    setTyped(undefined);
  };
  const common = { id: p.id, 'aria-label': p.label, placeholder: p.placeholder, disabled: p.disabled, spellcheck: false, value: typed ?? p.value };
  if (p.rows) return <textarea {...common} rows={p.rows} onInput={(e) => setTyped(e.currentTarget.value)} onChange={(e) => commit(e.currentTarget.value)} />;
  return <input {...common} list={p.list} onInput={(e) => setTyped(e.currentTarget.value)} onChange={(e) => commit(e.currentTarget.value)} />;
}
