import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { refreshStatus } from '../state/live';
import { asProblem } from '../state/resource';
import { loadSession, signIn } from '../state/session';
import { Button, Card, ProblemBox } from './basics';

// In another tab somebody may have signed in meanwhile, by the address that the server prints.
function useOtherTab(): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void loadSession().catch(() => undefined);
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
}

// Signs in with a token. The one-time address that the server prints needs no token.
export function Login(p: { waits: boolean }): JSX.Element {
  useOtherTab();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(String(new FormData(event.currentTarget as HTMLFormElement).get('token') ?? ''));
      await refreshStatus();
    } catch (e) {
      setProblem(asProblem(e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="center">
      <div class="login stack">
        <h1>Sign in to Sluice</h1>
        <Card>
          <form class="stack" onSubmit={(e) => void submit(e)}>
            {p.waits && <div class="alert info"><p>Your session ended. What you have not saved is still there when you sign in again.</p></div>}
            <ProblemBox problem={problem} />
            <div class="field">
              <label for="token">Access token</label>
              <input id="token" name="token" type="password" autocomplete="off" required aria-describedby="token-help" />
              <p class="help" id="token-help">
                Made under Access by an administrator. Or open the address that <code>sluice serve --dashboard</code> prints.
              </p>
            </div>
            <Button kind="primary" submit busy={busy}>Sign in</Button>
          </form>
        </Card>
      </div>
    </main>
  );
}
