// Tokens and their roles. A token is shown once, when it is made.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, getAll, post, remove } from '../../api/client';
import type { AccessToken, Role } from '../../api/model';
import { asProblem, useResource } from '../../state/resource';
import { session } from '../../state/session';
import { Badge, Button, Card, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { Dialog, confirm } from '../../ui/dialog';
import { copyText } from '../../ui/json';
import { Table } from '../../ui/table';
import { attempt } from '../runs/actions';

const kRoles: [Role, string][] = [
  ['viewer', 'Viewer: sees figures and states, no records'],
  ['data_viewer', 'Data viewer: sees records as well'],
  ['operator', 'Operator: starts, stops, retries'],
  ['editor', 'Editor: changes the configuration'],
  ['admin', 'Admin: gives and takes access'],
];

function NewToken(p: { onClose: () => void }): JSX.Element {
  const [made, setMade] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const role = String(form.get('role')) as Role;
    try {
      const answer = await post<{ token: string }>('/api/v1/access/tokens', { name: String(form.get('name')), role, payloads: form.get('payloads') === 'on' || role !== 'viewer' });
      setMade(answer.token);
    } catch (e) {
      setProblem(asProblem(e));
    }
  };
  if (made) {
    return (
      <Dialog title="The new token" onClose={p.onClose}>
        <div class="stack">
          <p>It is shown now and never again. Only its hash is kept.</p>
          <pre tabIndex={0} role="region" aria-label="Token">{made}</pre>
          <div class="actions end"><Button onClick={() => void copyText(made)}>Copy</Button><Button kind="primary" onClick={p.onClose}>Done</Button></div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="New token" onClose={p.onClose}>
      <form class="stack" onSubmit={(e) => void submit(e)}>
        <ProblemBox problem={problem} what="access tokens" />
        <div class="field"><label for="token-name">Name</label><input id="token-name" name="name" required pattern="[A-Za-z0-9_.\-]+" autocomplete="off" /></div>
        <div class="field"><label for="token-role">Role</label><select id="token-role" name="role">{kRoles.map(([value, title]) => <option value={value}>{title}</option>)}</select></div>
        <div class="check"><input type="checkbox" id="token-payloads" name="payloads" /><label for="token-payloads">May see the content of records</label></div>
        <div class="actions end"><Button onClick={p.onClose}>Cancel</Button><Button kind="primary" submit>Create</Button></div>
      </form>
    </Dialog>
  );
}

export function AccessPage(): JSX.Element {
  const tokens = useResource(() => getAll<AccessToken>('/api/v1/access/tokens'), []);
  const [making, setMaking] = useState(false);
  const drop = async (name: string): Promise<void> => {
    if (!(await confirm(`Take the token ${name} away?`, 'Who uses it is refused from now on.', 'Take away'))) return;
    await attempt(async () => {
      await remove(`/api/v1/access/tokens/${encodeURIComponent(name)}`);
      tokens.reload();
      return `${name} is gone.`;
    });
  };
  return (
    <>
      <PageHead title="Access" lead={<>You are {session.value?.name}, {session.value?.role.replace('_', ' ')}.</>}>
        <Button kind="primary" role="admin" onClick={() => setMaking(true)}>New token</Button>
      </PageHead>
      <ProblemBox problem={tokens.problem} what="access tokens" retry={tokens.reload} />
      {tokens.loading && !tokens.data && <Loading />}
      {tokens.data && (
        <Card flush>
          {tokens.data.length === 0 ? <Empty title="No tokens yet">Programs and people who sign in without the start address need one.</Empty> : (
            <Table
              label="Tokens"
              rows={tokens.data}
              rowKey={(t) => t.name}
              columns={[
                { head: 'Name', wide: true, cell: (t) => <strong>{t.name}</strong> },
                { head: 'Role', cell: (t) => <Badge>{t.role.replace('_', ' ')}</Badge> },
                { head: 'Records', cell: (t) => (t.payloads ? 'visible' : 'hidden') },
                { head: 'Made', cell: (t) => <Time ms={t.created_ms ?? NaN} /> },
                { head: 'Last used', cell: (t) => <Time ms={t.last_used_ms ?? NaN} /> },
                { head: '', cell: (t) => <Button kind="danger" role="admin" label={`Take away ${t.name}`} onClick={() => void drop(t.name)}>Take away</Button> },
              ]}
            />
          )}
        </Card>
      )}
      {making && <NewToken onClose={() => { setMaking(false); tokens.reload(); }} />}
    </>
  );
}
