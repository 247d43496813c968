// Tests of a pipeline: run without network or state, shown with what differs.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Problem, get, itemsOf, post } from '../../api/client';
import type { TestResult } from '../../api/model';
import { plural } from '../../state/format';
import { asProblem, useResource } from '../../state/resource';
import { Badge, Button, Card, Empty, ProblemBox } from '../../ui/basics';

function Result(p: { test: TestResult }): JSX.Element {
  const { test } = p;
  const state = test.passed === undefined ? 'not run' : test.passed ? 'passed' : 'failed';
  return (
    <li class="step">
      <div class="step-head"><Badge>{state}</Badge> <strong>{test.name}</strong> {test.file && <code class="muted">{test.file}:{test.line}</code>}</div>
      {(test.message || test.diff) && <div class="step-body">{test.message && <p>{test.message}</p>}{test.diff && <pre>{test.diff}</pre>}</div>}
    </li>
  );
}

export function TestsTab(p: { name: string }): JSX.Element {
  const url = `/api/v1/pipelines/${encodeURIComponent(p.name)}/tests`;
  const known = useResource(async (signal) => itemsOf<TestResult>(await get(url, { signal })), [p.name]);
  const [results, setResults] = useState<TestResult[]>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setResults(itemsOf<TestResult>(await post(url)));
    } catch (e) {
      setProblem(asProblem(e));
    }
    setBusy(false);
  };
  const shown = results ?? known.data ?? [];
  const failed = results?.filter((t) => !t.passed).length ?? 0;
  return (
    <Card title="Tests" note="Records that go in, and what must come out; without network" tools={<Button kind="primary" role="operator" busy={busy} onClick={() => void run()}>Run tests</Button>}>
      <ProblemBox problem={known.problem ?? problem} what="tests" />
      {results && <p role="status" class={failed ? 'bad' : 'good'}>{failed ? `${plural(failed, 'test')} failed` : `${plural(results.length, 'test')} passed`}</p>}
      {shown.length === 0 && !known.problem && <Empty title="No tests yet">They stand in files such as shop.test.yaml.</Empty>}
      <ul class="steps">{shown.map((t) => <Result test={t} />)}</ul>
    </Card>
  );
}
