// Parts that are loaded when they are needed.
import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asProblem } from '../state/resource';
import { Loading, ProblemBox } from './basics';
import type { Problem } from '../api/client';

type Loader<P> = () => Promise<ComponentType<P>>;

export function lazy<P extends object>(load: Loader<P>): ComponentType<P> {
  let ready: ComponentType<P> | undefined;
  return function Lazy(props: P): JSX.Element {
    const [, setTurn] = useState(0);
    const [problem, setProblem] = useState<Problem>();
    useEffect(() => {
      if (ready) return;
      load().then(
        (part) => {
          ready = part;
          setTurn((n) => n + 1);
        },
        (e: unknown) => setProblem(asProblem(e)),
      );
    }, []);
    if (problem) return <ProblemBox problem={problem} retry={() => location.reload()} />;
    const Part = ready;
    return Part ? <Part {...props} /> : <Loading />;
  };
}
