// A grant by OAuth: the browser goes to the remote system, and comes back to /oauth/callback.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { type Problem, post } from '../../api/client';
import type { ConfigObject } from '../../api/model';
import { asProblem } from '../../state/resource';
import { Button, Card, ProblemBox } from '../../ui/basics';

export const usesOauth = (object: ConfigObject): boolean =>
  typeof object.value === 'object' && object.value !== null && 'oauth' in object.value;

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

export function ConnectCard(p: { name: string; changed: boolean }): JSX.Element {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const connect = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { url } = await post<{ url: string }>(`/api/v1/clients/${encodeURIComponent(p.name)}/authorization`);
      if (!isWebAddress(url)) throw new Error('the address to go to is none of a web page');
      location.assign(url);
    } catch (e) {
      setProblem(asProblem(e));
      setBusy(false);
    }
  };
  return (
    <Card title="Permission by OAuth">
      <div class="stack tight">
        <p>You grant it on the system's own pages, and come back here. Register this address there: <code>{location.origin}/oauth/callback</code></p>
        <div><Button kind="primary" role="editor" busy={busy} disabled={p.changed} title={p.changed ? 'Save your changes first' : ''} onClick={() => void connect()}>Connect…</Button></div>
        <ProblemBox problem={problem} what="connecting in the browser" />
        <p class="muted small">On the command line: <code>sluice auth CONFIG {p.name}</code></p>
      </div>
    </Card>
  );
}
