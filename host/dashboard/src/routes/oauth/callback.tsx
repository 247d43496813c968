// Where the browser comes back to from a grant. What it brings is secret: it leaves the address at once.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Problem, call } from '../../api/client';
import { asProblem } from '../../state/resource';
import { go, query } from '../../state/router';
import { Loading, PageHead, ProblemBox } from '../../ui/basics';
import { tell } from '../../ui/dialog';

// The state ends with a dot and the client's name.
export function clientOf(state: string): string {
  return state.slice(state.indexOf('.') + 1);
}

export function OauthCallback(): JSX.Element {
  const [words] = useState(() => Object.fromEntries(query.value));
  const [problem, setProblem] = useState<Problem>();
  const client = clientOf(words['state'] ?? '');
  const page = `/clients/${encodeURIComponent(client)}?tab=check`;
  useEffect(() => {
    history.replaceState(null, '', location.pathname);
    call<{ granted: string }>('PUT', `/api/v1/clients/${encodeURIComponent(client)}/authorization`, { body: { query: words } }).then(
      (reply) => {
        go(page, { replace: true });
        tell(`${client} is connected: ${reply.data.granted}.`);
      },
      (e: unknown) => setProblem(asProblem(e)),
    );
  }, []);
  return (
    <>
      <PageHead title="Connecting" back={['/clients', 'Clients']} />
      {!problem && <Loading />}
      <ProblemBox problem={problem} />
      {problem && client && <p><a class="button" href={page}>To the client</a></p>}
    </>
  );
}
