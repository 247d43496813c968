// What the server makes of a text while it is edited, such as a preview: asked for a moment after the last change.
import { useEffect, useState } from 'preact/hooks';
import { type Problem, call } from '../../api/client';
import { asProblem } from '../../state/resource';

export type StepResult = { step: string; pointer: string; before: unknown[]; after: unknown[]; filtered: unknown; failures: string[] };
export type Failure = { step?: string; message?: string };
export type Made = { steps: StepResult[]; outputs: { target: string; record: unknown }[]; failures: Failure[] };
export type RecordResult = Made & { record: unknown };
// `walk_end`: what steps such as core.gather made of the whole walk. `message`: why the run would stop.
export type Preview = { records: RecordResult[]; walk_end?: Made; message?: string };
export type Asked<T> = { data?: T; problem?: Problem | undefined; busy: boolean };
export type Trial = Asked<Preview>;

// What is tried: a pipeline, an incoming, or an outgoing with its own steps alone.
export type Subject = { pipeline: string } | { incoming: string } | { outgoing: string };

export const madeIn = (preview: Preview | undefined): Made[] => [...(preview?.records ?? []), ...(preview?.walk_end ? [preview.walk_end] : [])];

const kAfterMs = 500;

// `body`: nothing: no answer is wanted now. An older answer never replaces a newer one; the last one stays while there is a problem.
export function useAsked<T>(path: string, body: object | undefined): Asked<T> {
  const [state, setState] = useState<Asked<T>>({ busy: false });
  const asked = body && JSON.stringify(body);
  useEffect(() => {
    if (!asked) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      setState((s) => ({ ...s, busy: true }));
      call<T>('POST', path, { text: asked, type: 'application/json', exact: true, signal: controller.signal }).then(
        (r) => setState({ data: r.data, busy: false }),
        (e: unknown) => controller.signal.aborted || setState((s) => ({ ...s, problem: asProblem(e), busy: false })),
      );
    }, kAfterMs);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [path, asked]);
  return state;
}

export const useTrial = (body: object | undefined): Trial => useAsked<Preview>('/api/v1/preview', body);
