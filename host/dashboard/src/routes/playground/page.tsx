// Expressions on a record that is pasted: the server evaluates, nothing else does.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem, post } from '../../api/client';
import { layOut } from '../../api/json';
import { useFunctions } from '../../state/catalog';
import { asProblem } from '../../state/resource';
import { Card, PageHead, ProblemBox } from '../../ui/basics';
import { ExpressionInput } from '../../forms/widgets/expression';
import type { Form } from '../../forms/form';
import { Table } from '../../ui/table';

const kExample = '{"id": "p-1", "name": "Mug", "price": 9.50, "tags": ["new", "sale"]}';

function useValue(expression: string, input: string): { value: string; problem: Problem | undefined } {
  const [state, setState] = useState<{ value: string; problem: Problem | undefined }>({ value: '', problem: undefined });
  useEffect(() => {
    if (!expression.trim()) return setState({ value: '', problem: undefined });
    let gone = false;
    const timer = setTimeout(() => {
      post<{ value: unknown }>('/api/v1/eval', { expression, input }).then(
        (r) => gone || setState({ value: typeof r.value === 'string' ? layOut(r.value) : JSON.stringify(r.value, null, 2), problem: undefined }),
        (e: unknown) => gone || setState((s) => ({ ...s, problem: asProblem(e) })),
      );
    }, 250);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [expression, input]);
  return state;
}

function Functions(): JSX.Element {
  const functions = useFunctions();
  const [search, setSearch] = useState('');
  const shown = (functions.data ?? []).filter((f) => `${f.name} ${f.family} ${f.help}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <Card title="Functions" tools={<input type="search" aria-label="Search functions" placeholder="Search" value={search} onInput={(e) => setSearch(e.currentTarget.value)} />} flush>
      <ProblemBox problem={functions.problem} what="the list of functions" />
      <Table
        label="Functions"
        rows={shown}
        rowKey={(f) => f.name}
        columns={[
          { head: 'Function', cell: (f) => <code>{f.signature}</code> },
          { head: 'Family', cell: (f) => f.family, small: 'hide' },
          { head: 'What it gives', wide: true, cell: (f) => <>{f.help} {f.example && <code class="muted">{f.example}</code>}</> },
        ]}
      />
    </Card>
  );
}

export function Playground(): JSX.Element {
  const [input, setInput] = useState(kExample);
  const [expression, setExpression] = useState('name');
  const { value, problem } = useValue(expression, input);
  const form: Form = { text: '', root: [], edit: () => false, problems: [], sample: input.replace(/\n/g, ' ') };
  return (
    <>
      <PageHead title="Playground" lead="What an expression gives for a record. Nothing is kept or sent." />
      <div class="stack">
        <div class="columns">
          <Card title="Record">
            <label class="sr" for="play-record">Record as JSON</label>
            <textarea id="play-record" rows={10} spellcheck={false} value={input} onInput={(e) => setInput(e.currentTarget.value)} />
          </Card>
          <Card title="Expression">
            <div class="stack tight">
              <ExpressionInput form={form} label="Expression" value={expression} onChange={setExpression} />
              <ProblemBox problem={problem} what="evaluation of expressions" />
              <h3>Result</h3>
              <pre aria-live="polite">{value}</pre>
            </div>
          </Card>
        </div>
        <Functions />
      </div>
    </>
  );
}
