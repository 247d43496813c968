// A step is switched off by `when: false`; the condition that it had stands behind it as a comment.
import { type Path, isScalar, lineEnd, nodeAt, read, startOf } from '../yaml/document';
import { CannotEdit, RawScalar, removeAt, setAt } from '../yaml/splice';

const kMark = '# when on: ';

export function isOff(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)['when'] === false;
}

export function switchOff(text: string, step: Path): string {
  const path = [...step, 'when'];
  const node = nodeAt(read(text), path);
  if (!node) return setAt(text, path, false);
  if (!isScalar(node)) throw new CannotEdit('The condition of this step must be edited as text.');
  const end = (node.range as [number, number, number])[1];
  const source = text.slice(startOf(node), end);
  if (source.includes('\n') || text.slice(end, lineEnd(text, end)).trim() !== '') throw new CannotEdit('The condition of this step must be edited as text.');
  return setAt(text, path, new RawScalar(`false ${kMark}${source}`));
}

export function switchOn(text: string, step: Path): string {
  const path = [...step, 'when'];
  const node = nodeAt(read(text), path);
  if (!node) return text;
  const from = startOf(node);
  const end = lineEnd(text, from);
  const behind = text.slice(from, end);
  const at = behind.indexOf(kMark);
  if (at < 0) return removeAt(text, path);
  return text.slice(0, from) + behind.slice(at + kMark.length) + text.slice(end);
}
