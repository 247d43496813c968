// Problems of a text beside its form: each names its field, and leads to it.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ConfigProblem } from '../../api/model';
import { idOf } from '../../forms/form';
import { placeOf } from '../../ui/basics';

const pathOf = (pointer: string): string[] => pointer.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));

// The input, or the group of those of one setting; of one that is not shown, what it is a part of, but no whole object.
function fieldOf(pointer: string): HTMLElement | null {
  for (let path = pathOf(pointer); path.length > 2; path = path.slice(0, -1)) {
    const id = idOf(path);
    const found = document.getElementById(id) ?? document.querySelector<HTMLElement>(`[data-field="${CSS.escape(id)}"]`);
    if (found) return found;
  }
  return null;
}

function titleOf(field: HTMLElement): string {
  if (field.dataset['title']) return field.dataset['title'];
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`) ?? field.closest('fieldset')?.querySelector('legend');
  return (label?.textContent ?? '').replace('*', '').trim();
}

function show(pointer: string): void {
  const field = fieldOf(pointer);
  for (let around = field?.closest('details'); around; around = around.parentElement?.closest('details')) around.open = true;
  const target = field?.matches('input, select, textarea, button') ? field : field?.querySelector<HTMLElement>('input, select, textarea, button');
  (target ?? field)?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}

function Problem(p: { problem: ConfigProblem }): JSX.Element {
  const { problem } = p;
  const [title, setTitle] = useState('');
  useEffect(() => {
    const field = fieldOf(problem.pointer);
    setTitle(field ? titleOf(field) : '');
  });
  return (
    <li class="bad">
      {title ? <button type="button" class="link" onClick={() => show(problem.pointer)}>{title}</button> : <code>{placeOf(problem)}</code>}{' '}
      {problem.message}{problem.hint && <span class="muted"> {problem.hint}</span>}
    </li>
  );
}

export function FormProblems(p: { problems: ConfigProblem[] }): JSX.Element {
  return <ul class="problems">{p.problems.map((one) => <Problem problem={one} />)}</ul>;
}
