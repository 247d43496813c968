// Where the time of a run went: a bar for each part, of computing and of what it waited for.
import type { JSX } from 'preact';
import type { Run } from '../../api/model';
import { count, duration } from '../../state/format';
import { Card } from '../../ui/basics';
import { Shares } from '../../ui/spark';
import { Table } from '../../ui/table';

type Profile = NonNullable<Run['profile']>;
type Component = Profile['components'][number];
export type Part = { name: string; all: number; computing: number; responses: number; budget: number; retry: number; elsewhere: number };

const kKinds: [keyof Part & string, string, string][] = [
  ['computing', 'computing', 'info'], ['responses', 'waiting for responses', 'good'], ['budget', 'waiting on the rate budget', 'warn'],
  ['retry', 'waiting to try again', 'bad'], ['elsewhere', 'elsewhere', 'plain'],
];

function partOf(c: Component): Part {
  return {
    name: c.component, all: c.wall_ns, computing: c.cpu_own_ns + c.cpu_parse_ns + c.cpu_write_ns + c.cpu_http_ns,
    responses: c.wait_first_byte_ns + c.wait_transfer_ns, budget: c.wait_budget_ns, retry: c.wait_retry_ns, elsewhere: c.wait_elsewhere_ns,
  };
}

const waited = (name: string, ns: number): Part => ({ name, all: ns, computing: 0, responses: 0, budget: 0, retry: 0, elsewhere: ns });

// Reading, each step, publishing, then the store.
export function partsOf(profile: Profile): Part[] {
  const { store } = profile;
  return [
    ...profile.components.map(partOf),
    waited('flushing targets before commits', store.flush_ns),
    waited(`waiting for ${count(store.commits)} commits`, store.wait_commit_ns),
  ];
}

const took = (ns: number): string => (ns > 0 ? duration(ns / 1e6) : '–');
const wordsOf = (part: Part): string => kKinds.filter(([k]) => Number(part[k]) > 0).map(([k, words]) => `${words} ${took(Number(part[k]))}`).join(', ');

export function RunProfile(p: { profile: Profile }): JSX.Element {
  const parts = partsOf(p.profile);
  const most = Math.max(1, ...parts.map((part) => part.all));
  const share = (part: Part): string => `${Math.round((100 * part.all) / Math.max(1, p.profile.elapsed_ns))} %`;
  return (
    <Card title="Where the time went" note={`Of ${took(p.profile.elapsed_ns)}; reading and sending may overlap; ${p.profile.bound}`} flush>
      <Table
        label="Where the time went"
        rows={parts}
        rowKey={(part) => part.name}
        columns={[
          { head: 'Part', wide: true, cell: (part) => <><code>{part.name}</code><Shares label={wordsOf(part) || 'nothing'} of={most} values={kKinds.map(([k, , tone]) => [Number(part[k]), tone])} /></> },
          { head: 'All', number: true, cell: (part) => took(part.all) },
          { head: 'Share', number: true, cell: share },
          { head: 'Computing', number: true, cell: (part) => took(part.computing) },
          { head: 'Responses', number: true, cell: (part) => took(part.responses) },
          { head: 'Rate budget', number: true, cell: (part) => took(part.budget) },
          { head: 'To retry', number: true, cell: (part) => took(part.retry) },
          { head: 'Elsewhere', number: true, cell: (part) => took(part.elsewhere) },
        ]}
      />
    </Card>
  );
}
