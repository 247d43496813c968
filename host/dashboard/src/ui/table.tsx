// Tables and their pages.
import type { ComponentChildren, JSX } from 'preact';
import { query, setQuery } from '../state/router';
import { Button } from './basics';

export type Column<T> = {
  head: string;
  cell: (row: T) => ComponentChildren;
  number?: boolean;
  wide?: boolean; // takes the room that is left
  small?: 'hide'; // not shown on a phone
};

export function Table<T>(p: { label: string; columns: Column<T>[]; rows: T[]; rowKey: (row: T) => string | number }): JSX.Element {
  const classOf = (c: Column<T>): string =>
    [c.number && 'number', c.wide && 'wide', c.small === 'hide' && 'hide-small'].filter(Boolean).join(' ');
  return (
    <div class="table-box" role="region" aria-label={p.label} tabIndex={0}>
      <table>
        <caption class="sr">{p.label}</caption>
        <thead>
          <tr>{p.columns.map((c) => <th scope="col" class={classOf(c)}>{c.head || <span class="sr">Actions</span>}</th>)}</tr>
        </thead>
        <tbody>
          {p.rows.map((row) => (
            <tr key={p.rowKey(row)}>{p.columns.map((c) => <td class={classOf(c)}>{c.cell(row)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The cursor stands in the address, so Back goes to the page before.
export function Pager(p: { next: string | undefined }): JSX.Element | null {
  const cursor = query.value.get('cursor');
  if (!p.next && !cursor) return null;
  const open = (next: string | undefined): void => {
    const words = new URLSearchParams(query.value);
    words.delete('cursor');
    setQuery({ ...Object.fromEntries(words), ...(next ? { cursor: next } : {}) });
  };
  return (
    <nav class="pager" aria-label="Pages">
      <Button disabled={!cursor} onClick={() => open(undefined)}>First page</Button>
      <Button disabled={!p.next} onClick={() => open(p.next)}>Next page</Button>
    </nav>
  );
}

// Says that there is more than what is shown; rows move only when it is pressed.
export function NewBar(p: { text: string; onShow: () => void }): JSX.Element | null {
  if (!p.text) return null;
  return (
    <div class="new-bar" role="status">
      <span>{p.text}</span> <Button kind="quiet" onClick={p.onShow}>Show</Button>
    </div>
  );
}

export function Choice(p: { word: string; label: string; options: [string, string][] }): JSX.Element {
  const now = query.value.get(p.word) ?? '';
  const id = `filter-${p.word}`;
  return (
    <div class="filter">
      <label for={id}>{p.label}</label>
      <select id={id} value={now} onChange={(e) => setQuery({ [p.word]: e.currentTarget.value })}>
        {p.options.map(([value, text]) => <option value={value} selected={value === now}>{text}</option>)}
      </select>
    </div>
  );
}

export function SearchBox(p: { word: string; label: string }): JSX.Element {
  return (
    <form
      class="filter"
      role="search"
      onSubmit={(e) => {
        e.preventDefault();
        setQuery({ [p.word]: String(new FormData(e.currentTarget).get('q') ?? '') });
      }}
    >
      <label><span>{p.label}</span><input type="search" name="q" defaultValue={query.value.get(p.word) ?? ''} /></label>
    </form>
  );
}
