// Test of a connection: only of what is saved, so that a changed address never gets the stored secret.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, post } from '../../api/client';
import type { ConfigObject, Finding } from '../../api/model';
import { asProblem } from '../../state/resource';
import { Badge, Button, Card, ProblemBox } from '../../ui/basics';
import { ConnectCard, usesOauth } from './connect';

const kWords: Record<string, string> = { reached: 'Reached', authenticated: 'Authenticated', scopes: 'Permissions' };

function Row(p: { finding: Finding }): JSX.Element {
  const { check, ok, message } = p.finding;
  return (
    <>
      <dt>{kWords[check] ?? (check.startsWith('clients.') ? 'Connection' : check)}</dt>
      <dd><Badge tone={ok === null ? 'plain' : ok ? 'good' : 'bad'}>{ok === null ? 'not known' : ok ? 'ok' : 'failed'}</Badge> {message}</dd>
    </>
  );
}

export function CheckClient(p: { object: ConfigObject; changed: boolean }): JSX.Element {
  const { name } = p.object;
  const [findings, setFindings] = useState<Finding[]>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    setFindings(undefined);
    try {
      setFindings((await post<{ findings: Finding[] }>(`/api/v1/clients/${encodeURIComponent(name)}/check`)).findings);
    } catch (e) {
      setProblem(asProblem(e));
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <Card>
        <div class="stack">
          {p.changed && <div class="alert warn"><p>Your changes are not saved. The test uses what is saved.</p></div>}
          <p class="muted">Reaches the system, signs in, and compares the permissions with what the pipelines need. Nothing is changed there.</p>
          <div><Button kind="primary" role="operator" busy={busy} onClick={() => void check()}>Test connection</Button></div>
          <ProblemBox problem={problem} what="the test of a connection" />
          <div aria-live="polite">{findings && <dl class="facts">{findings.map((f) => <Row finding={f} />)}</dl>}</div>
        </div>
      </Card>
      {usesOauth(p.object) && <ConnectCard name={name} changed={p.changed} />}
    </div>
  );
}
