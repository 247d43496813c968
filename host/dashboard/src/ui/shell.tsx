// The frame around every page: menu, state of the connection, who is signed in.
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { kMenu, routeOf } from '../routes/table';
import { type Zone, count, setZone, zone } from '../state/format';
import { connection, pipelines, status } from '../state/live';
import { path } from '../state/router';
import { needsLogin, people, session, signOut, waitsFor } from '../state/session';
import { Button, Loading } from './basics';
import { Notes, Questions } from './dialog';
import { Login } from './login';
import { type Theme, applyTheme, theme } from './theme';

const isHere = (href: string): boolean => (href === '/' ? path.value === '/' : `${path.value}/`.startsWith(`${href}/`));

function parkedOfLastRuns(): number {
  return pipelines.value.filter((p) => p.last?.outcome === 'failed' || p.last?.outcome === 'lost').length;
}

function Menu(p: { onChoose: () => void }): JSX.Element {
  const failed = parkedOfLastRuns();
  return (
    <nav aria-label="Main" onClick={p.onChoose}>
      {kMenu.map((part) => (
        <div>
          <h2>{part.title}</h2>
          <ul>
            {part.entries.map((e) => (
              <li>
                <a href={e.href} aria-current={isHere(e.href) ? 'page' : undefined}>
                  {e.title}
                  {e.href === '/pipelines' && failed > 0 && (
                    <span class="nav-count">{count(failed)}<span class="sr"> failed</span></span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

const kLinkWords = { open: 'Live', lost: 'No connection', connecting: 'Connecting' };

function Foot(): JSX.Element {
  return (
    <div class="side-foot">
      <p class="link-state"><span class={`dot ${connection.value}`} aria-hidden="true" />{kLinkWords[connection.value]}</p>
      <label class="filter"><span>Theme</span>
        <select value={theme.value} onChange={(e) => applyTheme(e.currentTarget.value as Theme)}>
          <option value="system">As the system</option><option value="light">Light</option><option value="dark">Dark</option>
        </select>
      </label>
      <label class="filter"><span>Times</span>
        <select value={zone.value} onChange={(e) => setZone(e.currentTarget.value as Zone)}>
          <option value="local">Local time</option><option value="UTC">UTC</option>
        </select>
      </label>
      {session.value && <p class="muted">{session.value.name} · {session.value.role.replace('_', ' ')}</p>}
      <Button kind="quiet" onClick={() => void signOut()}>Sign out</Button>
      {status.value && <p class="muted">sluice {status.value.server.version}</p>}
    </div>
  );
}

function Side(): JSX.Element {
  const open = useSignal(false);
  return (
    <div class={`side ${open.value ? 'open' : ''}`} role="complementary" aria-label="Menu">
      <div class="side-top">
        <a class="brand" href="/">Sluice</a>
        <span class="menu-button"><Button label={open.value ? 'Close menu' : 'Open menu'} onClick={() => (open.value = !open.value)}>Menu</Button></span>
      </div>
      <Menu onChoose={() => (open.value = false)} />
      <Foot />
    </div>
  );
}

function Current(): JSX.Element {
  const at = path.value.length > 1 ? path.value.replace(/\/$/, '') : path.value;
  const route = routeOf(at);
  if (route) return <route.page key={at} params={route.params} />;
  return <><h1>There is no such page</h1><p><a href="/">To the overview</a></p></>;
}

// After a change of page the focus goes to the new page, so that a screen reader reads it. At once: after the page is
// painted, who types already would lose the place.
function useFocusOnPage(): { current: HTMLElement | null } {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const at = path.value;
  useLayoutEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [at]);
  return main;
}

function Frame(): JSX.Element {
  const main = useFocusOnPage();
  return (
    <>
      <a class="skip" href="#main">To the content</a>
      <div class="shell">
        <Side />
        <div>
          {connection.value === 'lost' && (
            <div class="lost-bar" role="alert"><p>The server cannot be reached. What you see may be old; the page comes back by itself.</p></div>
          )}
          <main class="main" id="main" ref={main} tabIndex={-1}><Current /></main>
        </div>
      </div>
    </>
  );
}

export function App(): JSX.Element {
  const out = needsLogin.value;
  const waits = waitsFor.value !== null;
  const ready = waits || (!out && (session.value !== null || connection.value === 'lost'));
  return (
    <>
      {out && <Login waits={waits} />}
      <div key={`page-${people.value}`} hidden={out}>{ready ? <Frame /> : !out && <div class="center"><Loading /></div>}</div>
      <Questions />
      <Notes />
    </>
  );
}
