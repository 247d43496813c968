// The address is the only place where page and filter stand.
import { computed, signal } from '@preact/signals';

const place = signal({ path: location.pathname, search: location.search });
export const path = computed(() => place.value.path);
export const query = computed(() => new URLSearchParams(place.value.search));

// Asked before the page changes; returns false to stay.
let guard: (() => boolean) | null = null;
export function setGuard(next: (() => boolean) | null): void {
  guard = next;
}

const read = (): void => {
  place.value = { path: location.pathname, search: location.search };
};

export function go(url: string, options: { replace?: boolean; keep?: boolean } = {}): void {
  const target = new URL(url, location.href);
  if (target.pathname !== location.pathname && guard && !guard()) return;
  const next = target.pathname + target.search;
  if (options.replace) history.replaceState(null, '', next);
  else history.pushState(null, '', next);
  const pageChanged = place.value.path !== target.pathname;
  read();
  if (pageChanged && !options.keep) scrollTo(0, 0);
}

// Changes words of the filter; empty ones are taken out. The cursor belongs to the old filter.
export function setQuery(words: Record<string, string | undefined>, options: { replace?: boolean } = {}): void {
  const next = new URLSearchParams(query.value);
  next.delete('cursor');
  for (const [key, value] of Object.entries(words)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  const text = next.toString();
  go(location.pathname + (text ? `?${text}` : ''), options);
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function linkOf(event: MouseEvent): HTMLAnchorElement | null {
  const link = (event.target as Element | null)?.closest?.('a') ?? null;
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return null;
  return link.hash && link.pathname === location.pathname ? null : link;
}

// Takes over clicks on links to pages of this address.
export function startRouter(): void {
  addEventListener('popstate', read);
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    if (!link || event.defaultPrevented || !isPlainClick(event) || link.pathname.startsWith('/api/')) return;
    event.preventDefault();
    go(link.href);
  });
}

// Values of a pattern such as /runs/:id, or null.
export function match(pattern: string, at: string): Record<string, string> | null {
  const want = pattern.split('/');
  const have = at.split('/');
  if (want.length !== have.length) return null;
  const found: Record<string, string> = {};
  for (let i = 0; i < want.length; ++i) {
    const part = want[i] as string;
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(have[i] as string);
    else if (part !== have[i]) return null;
  }
  return found;
}
