// Parts that are loaded when they are needed.
import type { ComponentType, JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { asProblem } from '../state/resource';
import { Loading, ProblemBox } from './basics';
import type { Problem } from '../api/client';

type Loader<P> = () => Promise<ComponentType<P>>;
export type LazyPart<P> = ComponentType<P> & { fetch: () => Promise<void> };

export function lazy<P extends object>(load: Loader<P>): LazyPart<P> {
  let ready: ComponentType<P> | undefined;
  const fetch = async (): Promise<void> => {
    ready = await load();
  };
  function Lazy(props: P): JSX.Element {
    const [, setTurn] = useState(0);
    const [problem, setProblem] = useState<Problem>();
    useLayoutEffect(() => {
      if (!ready) fetch().then(() => setTurn((n) => n + 1), (e: unknown) => setProblem(asProblem(e)));
    }, []);
    if (problem) return <ProblemBox problem={problem} retry={() => location.reload()} />;
    const Part = ready;
    return Part ? <Part {...props} /> : <Loading />;
  }
  return Object.assign(Lazy, { fetch });
}
