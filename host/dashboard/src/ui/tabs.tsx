// Tabs whose choice stands in the address.
import type { ComponentChildren, JSX } from 'preact';
import { query, setQuery } from '../state/router';

export type Tab = { id: string; title: string; count?: number; body: () => ComponentChildren };

function move(event: KeyboardEvent, tabs: Tab[], at: number, choose: (id: string) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (!step) return;
  const next = tabs[(at + step + tabs.length) % tabs.length] as Tab;
  choose(next.id);
  document.getElementById(`tab-${next.id}`)?.focus();
}

export function Tabs(p: { tabs: Tab[]; label: string; word?: string }): JSX.Element {
  const word = p.word ?? 'tab';
  const now = p.tabs.find((t) => t.id === query.value.get(word)) ?? (p.tabs[0] as Tab);
  const choose = (id: string): void => setQuery({ [word]: id === p.tabs[0]?.id ? undefined : id }, { replace: true });
  return (
    <>
      <div class="tabs" role="tablist" aria-label={p.label}>
        {p.tabs.map((t, i) => (
          <button
            type="button"
            role="tab"
            id={`tab-${t.id}`}
            aria-selected={t === now}
            aria-controls="tab-panel"
            tabIndex={t === now ? 0 : -1}
            onClick={() => choose(t.id)}
            onKeyDown={(e) => move(e, p.tabs, i, choose)}
          >
            {t.title}{t.count !== undefined && <span class="tab-count">{t.count}</span>}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${now.id}`}>{now.body()}</div>
    </>
  );
}
