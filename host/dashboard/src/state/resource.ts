// Loading of what a page shows.
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/client';
import { sessions, signedOut } from './session';

export type Resource<T> = {
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => void;
};

export function asProblem(e: unknown): Problem {
  if (e instanceof Problem) return e;
  return new Problem(-1, 'The page made a mistake', e instanceof Error ? e.message : String(e));
}

// Loads when `inputs` change or on reload. What was loaded stays while it is loaded again. The request does not wait until
// the page is painted, which useEffect does.
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, inputs: unknown[]): Resource<T> {
  const [state, setState] = useState<{ data?: T; problem?: Problem; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useLayoutEffect(() => {
    const controller = new AbortController();
    setState((s) => ({ ...s, loading: true }));
    latest.current(controller.signal).then(
      (data) => controller.signal.aborted || setState({ data, loading: false }),
      (e: unknown) => {
        if (controller.signal.aborted) return;
        const problem = asProblem(e);
        if (problem.status === 401) signedOut();
        setState((s) => ({ ...s, problem, loading: false }));
      },
    );
    return () => controller.abort();
  }, [...inputs, turn, sessions.value]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return { data: state.data, problem: state.problem, loading: state.loading, reload };
}
