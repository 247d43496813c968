// A text of a record or a server, laid out if it is JSON. Always text, never markup.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { layOut } from '../api/json';
import { bytes } from '../state/format';
import { Button } from './basics';
import { tell } from './dialog';

const kMostShown = 64 * 1024;

export type Piece = { text: string; next?: number };

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell('Copied.');
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

type TextProps = {
  text: string; // all of it, or its first piece
  label: string;
  download?: string;
  size?: number | undefined; // bytes of all of it, if `text` is a piece
  more?: (from: number) => Promise<Piece>; // the piece from that byte on
};

// What is shown of a long text grows piece by piece.
function usePieces(p: TextProps): { shown: string; next: number | undefined; busy: boolean; grow: () => Promise<void> } {
  const whole = p.size === undefined;
  const [length, setLength] = useState(kMostShown);
  const [added, setAdded] = useState('');
  const [next, setNext] = useState(whole ? undefined : bytesOf(p.text));
  const [busy, setBusy] = useState(false);
  const grow = async (): Promise<void> => {
    if (whole) return setLength(length + kMostShown);
    setBusy(true);
    try {
      const piece = await p.more?.(next as number);
      setAdded(added + (piece?.text ?? ''));
      setNext(piece?.next);
    } catch (e) {
      tell(e instanceof Error ? e.message : String(e), true);
    }
    setBusy(false);
  };
  if (!whole) return { shown: p.text + added, next, busy, grow };
  return { shown: p.text.slice(0, length), next: p.text.length > length ? length : undefined, busy, grow };
}

export function TextView(p: TextProps): JSX.Element {
  const { shown, next, busy, grow } = usePieces(p);
  const laidOut = useMemo(() => (next === undefined ? layOut(shown) : shown), [shown, next]);
  return (
    <div class="text-view">
      <div class="text-tools">
        <span class="muted">{bytes(p.size ?? p.text.length)}{next !== undefined && `, the first ${bytes(next)} are shown`}</span>
        {next === undefined && <Button kind="quiet" onClick={() => void copyText(shown)} label={`Copy ${p.label}`}>Copy</Button>}
        {p.download && <a class="button quiet" href={p.download} download>Download</a>}
      </div>
      <pre tabIndex={0} role="region" aria-label={p.label}>{laidOut}</pre>
      {next !== undefined && <div class="text-tools"><Button busy={busy} onClick={() => void grow()} label={`Show more of ${p.label}`}>Show more</Button></div>}
    </div>
  );
}
