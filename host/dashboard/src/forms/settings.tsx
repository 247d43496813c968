// The host's own settings of a pipeline or a target, by its schema: one that is new there is here, too.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useHostSchema } from '../state/catalog';
import { ProblemBox } from '../ui/basics';
import type { Path } from '../yaml/document';
import { type Form, problemsAt, valueIn } from './form';
import { settingsOf } from './host';
import { Fields } from './render';

type Props = { form: Form; definition: string; path: Path; without: string[] };

export function HostSettings(p: Props): JSX.Element {
  const root = useHostSchema();
  const schema = useMemo(() => settingsOf(root.data ?? {}, p.definition, p.without), [root.data, p.definition, p.without.join()]);
  if (root.problem) return <ProblemBox problem={root.problem} what="the settings of the host" />;
  return <Fields form={p.form} schema={schema} path={p.path} />;
}

// What has a place of its own on the page.
export const kOfPipeline = ['from', 'to', 'subscriber', 'transformers', 'publishers', 'publisher', 'schedule'];
const kOfOutgoing = ['publisher', 'where', 'transformers', 'on_success', 'on_error', 'then'];
const kOfPublisher = ['use', 'client'];
const kShown = ['backlog', 'retry', 'on_crash'];

// `own`: where a target's settings stand beside its publisher; within a pipeline they are the publisher's.
export function TargetSettings(p: { form: Form; own: Path; publisher: Path }): JSX.Element {
  const isSet = [p.own, p.publisher].some((at) => kShown.some((name) => valueIn(p.form, [...at, name]) !== undefined || problemsAt(p.form, [...at, name]).length > 0));
  return (
    <details class="group" open={isSet}>
      <summary>If it is down, and retries <span class="muted">backlog, tries and waits, after a crash</span></summary>
      <div class="group-body">
        <HostSettings form={p.form} definition="outgoing" path={p.own} without={kOfOutgoing} />
        <HostSettings form={p.form} definition="publisher" path={p.publisher} without={kOfPublisher} />
      </div>
    </details>
  );
}
