// A text of a record or a server, laid out if it is JSON. Always text, never markup.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { layOut } from '../api/json';
import { bytes } from '../state/format';
import { Button } from './basics';
import { tell } from './dialog';

const kMostShown = 64 * 1024;

export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell('Copied.');
}

export function TextView(p: { text: string; label: string; download?: string }): JSX.Element {
  const cut = p.text.length > kMostShown;
  const shown = useMemo(() => (cut ? p.text.slice(0, kMostShown) : layOut(p.text)), [p.text]);
  return (
    <div class="text-view">
      <div class="text-tools">
        <span class="muted">{bytes(p.text.length)}{cut && `, the first ${bytes(kMostShown)} are shown`}</span>
        <Button kind="quiet" onClick={() => void copyText(p.text)} label={`Copy ${p.label}`}>Copy</Button>
        {p.download && <a class="button quiet" href={p.download} download>Download</a>}
      </div>
      <pre tabIndex={0} role="region" aria-label={p.label}>{shown}</pre>
    </div>
  );
}
