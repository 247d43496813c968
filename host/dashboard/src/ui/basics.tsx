// Small parts that every page uses.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Problem } from '../api/client';
import type { ConfigProblem, Role } from '../api/model';
import { absolute, relative } from '../state/format';
import { clockOf } from '../state/pace';
import { may, reasonWhyNot } from '../state/session';

type ButtonProps = {
  children: ComponentChildren;
  onClick?: (event: MouseEvent) => void;
  kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  role?: Role; // who may press it; for others it is disabled and says why
  disabled?: boolean;
  busy?: boolean;
  submit?: boolean;
  label?: string;
  title?: string;
};

export function Button(p: ButtonProps): JSX.Element {
  const refused = p.role && !may(p.role) ? reasonWhyNot(p.role) : '';
  return (
    <button
      type={p.submit ? 'submit' : 'button'}
      class={`button ${p.kind ?? 'plain'}`}
      disabled={p.disabled || p.busy || refused !== ''}
      title={refused || p.title}
      aria-label={p.label}
      aria-busy={p.busy ? 'true' : undefined}
      onClick={p.onClick}
    >
      {p.children}
    </button>
  );
}

const kTones: Record<string, string> = {
  done: 'good', delivered: 'good', ok: 'good', enabled: 'good', passed: 'good',
  running: 'info', retrying: 'info', queued: 'info', connecting: 'info',
  parked: 'warn', waiting: 'warn', stopped: 'warn', interrupted: 'warn', warning: 'warn', lost: 'bad',
  failed: 'bad', error: 'bad', refused: 'bad',
};

export function Badge(p: { children: string; tone?: string }): JSX.Element {
  return <span class={`badge ${p.tone ?? kTones[p.children] ?? 'plain'}`}>{p.children}</span>;
}

export const useNow = (every = 5000): number => clockOf(every).value;

// A time as distance from now; the exact one is beside it for the pointer and for screen readers.
export function Time(p: { ms: number; both?: boolean }): JSX.Element {
  const now = useNow();
  if (Number.isNaN(p.ms)) return <span class="muted">–</span>;
  const exact = absolute(p.ms);
  return (
    <time dateTime={new Date(p.ms).toISOString()} title={exact}>
      {p.both ? `${exact} (${relative(p.ms, now)})` : relative(p.ms, now)}
    </time>
  );
}

export function PageHead(p: { title: string; lead?: ComponentChildren; back?: [string, string]; children?: ComponentChildren }) {
  useEffect(() => {
    document.title = `${p.title} · Sluice`;
  }, [p.title]);
  return (
    <header class="page-head">
      <div>
        {p.back && <a class="back" href={p.back[0]}>← {p.back[1]}</a>}
        <h1 tabIndex={-1}>{p.title}</h1>
        {p.lead && <p class="lead">{p.lead}</p>}
      </div>
      <div class="actions">{p.children}</div>
    </header>
  );
}

export function Card(p: { title?: string; note?: ComponentChildren; tools?: ComponentChildren; children: ComponentChildren; flush?: boolean }) {
  return (
    <section class={`card ${p.flush ? 'flush' : ''}`}>
      {(p.title || p.tools) && (
        <div class="card-head">
          <div>
            {p.title && <h2>{p.title}</h2>}
            {p.note && <p class="note">{p.note}</p>}
          </div>
          <div class="actions">{p.tools}</div>
        </div>
      )}
      <div class="card-body">{p.children}</div>
    </section>
  );
}

export function Empty(p: { title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{p.title}</p>
      {p.children && <div>{p.children}</div>}
    </div>
  );
}

export const placeOf = (c: ConfigProblem): string => (c.line ? `${c.file}:${c.line}:${c.column}` : c.file);

// `text` between backquotes is code.
export const withCode = (text: string): ComponentChildren => text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part));

export function ProblemList(p: { problems: ConfigProblem[] }): JSX.Element {
  return (
    <ul class="problems">
      {p.problems.map((c) => (
        <li class={c.severity === 'warning' ? 'warn' : 'bad'}>
          <code>{placeOf(c)}</code> {c.message}
          {c.hint && <span class="muted"> {c.hint}</span>}
        </li>
      ))}
    </ul>
  );
}

export function ProblemBox(p: { problem: Problem | undefined; what?: string; retry?: () => void }): JSX.Element | null {
  const { problem } = p;
  if (!problem) return null;
  if (problem.missing && p.what) return <NotOffered what={p.what} />;
  return (
    <div class="alert bad" role="alert">
      <p><strong>{problem.title}</strong></p>
      {problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {problem.problems.length > 0 && <ProblemList problems={problem.problems} />}
      {p.retry && <Button onClick={p.retry}>Try again</Button>}
    </div>
  );
}

// For an endpoint that the server does not have.
export function NotOffered(p: { what: string }): JSX.Element {
  return (
    <div class="alert info" role="status">
      <p><strong>This server does not offer {p.what}.</strong></p>
      <p>A newer version of sluice may; the command line has the same functions.</p>
    </div>
  );
}

export function Loading(): JSX.Element {
  return <p class="loading" role="status">Loading…</p>;
}

export function Stat(p: { label: string; children: ComponentChildren; tone?: string; href?: string }): JSX.Element {
  const body = (
    <>
      <span class="stat-label">{p.label}</span>
      <span class={`stat-value ${p.tone ?? ''}`}>{p.children}</span>
    </>
  );
  return p.href ? <a class="stat" href={p.href}>{body}</a> : <div class="stat">{body}</div>;
}
