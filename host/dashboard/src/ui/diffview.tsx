import type { JSX } from 'preact';
import { type DiffLine, diffLines, hunks } from './diff';

const kSigns = { same: ' ', out: '−', in: '+' };
const kWords = { same: '', out: 'removed: ', in: 'added: ' };

function Line(p: { line: DiffLine }): JSX.Element {
  const { kind, text } = p.line;
  return (
    <div class={`diff-line ${kind}`}>
      <span class="diff-sign" aria-hidden="true">{kSigns[kind]}</span>
      {kind !== 'same' && <span class="sr">{kWords[kind]}</span>}
      {text || ' '}
    </div>
  );
}

// What changes from one text to another; the lines around it are shown, the rest is counted.
// Of JSON without the commas at the ends: a member that is added behind another one does not change that.
export function DiffView(p: { before: string; after: string; label: string; whole?: boolean; json?: boolean }): JSX.Element {
  const shown = (text: string): string => (p.json ? text.replace(/,$/gm, '') : text);
  const lines = diffLines(shown(p.before), shown(p.after));
  if (lines.every((l) => l.kind === 'same')) return <p class="muted">Nothing changes.</p>;
  const parts = p.whole ? [{ skipped: 0, lines }] : hunks(lines);
  return (
    <div class="diff" role="region" aria-label={p.label} tabIndex={0}>
      {parts.map((h) => (
        <>
          {h.skipped > 0 && <div class="diff-skip">… {h.skipped} lines as they were</div>}
          {h.lines.map((l) => <Line line={l} />)}
        </>
      ))}
    </div>
  );
}
