// A pipeline drawn as what happens to a record: source, steps, targets.
import type { JSX } from 'preact';
import type { Pipeline } from '../../api/model';
import { count } from '../../state/format';
import { nameOf, useComponents, usePlugins } from '../../state/catalog';
import { isSwitch } from '../../forms/cases';
import { titleOfStep } from '../../forms/steps';
import { isOff } from '../../forms/switch';

type Value = Record<string, unknown>;
export type Parts = { from: string; source: Value | undefined; steps: Value[]; to: string[]; targets: Value[] };

const list = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

export function partsOf(value: Value | undefined): Parts {
  const v = value ?? {};
  return {
    from: typeof v['from'] === 'string' ? v['from'] : '',
    source: v['subscriber'] as Value | undefined,
    steps: list(v['transformers']) as Value[],
    to: list(v['to']).map(String),
    targets: [...list(v['publishers']), ...list(v['publisher'])] as Value[],
  };
}

type NodeProps = { kind: string; name: string; detail?: string; href?: string; off?: boolean; onPress?: () => void; pressed?: boolean };

function Node(p: NodeProps): JSX.Element {
  const inner = (
    <>
      <span class="flow-kind">{p.kind}{p.off ? ', off' : ''}</span>
      <span class="flow-name">{p.name}</span>
      {p.detail && <span class="flow-detail">{p.detail}</span>}
    </>
  );
  const style = `flow-node ${p.off ? 'off' : ''}`;
  if (p.href) return <a class={style} href={p.href}>{inner}</a>;
  if (p.onPress) return <button type="button" class={style} aria-pressed={p.pressed} onClick={p.onPress}>{inner}</button>;
  return <div class={style}>{inner}</div>;
}

// The cases of a switch, one under the other, each with its steps.
function Cases(p: { step: Value; title: (value: Value) => string }): JSX.Element {
  const names = (steps: unknown): string => list(steps).map((s) => p.title(s as Value)).join(' → ') || 'no steps';
  return (
    <div class="flow-column flow-cases">
      {list(p.step['switch']).map((one, i) => {
        const { when, transformers } = (one ?? {}) as Value;
        return <Node key={i} kind={`When ${String(when) || '…'}`} name={names(transformers)} />;
      })}
      <Node kind="Else" name={p.step['else'] ? names(p.step['else']) : 'as it is'} />
    </div>
  );
}

export function Flow(p: { parts: Parts; status: Pipeline | undefined; chosen?: number | undefined; onStep?: (at: number) => void }): JSX.Element {
  const components = useComponents().data ?? [];
  const plugins = usePlugins().data ?? [];
  const title = (value: Value | undefined): string => {
    const found = components.find((c) => c.id === value?.['use']);
    return titleOfStep(value ?? { use: '' }, found ? nameOf(found, plugins) : '');
  };
  const { parts } = p;
  const run = p.status?.running ?? p.status?.last;
  const read = run ? `${count(run.read)} read in the ${p.status?.running ? 'current' : 'last'} run` : '';
  const delivered = run ? `${count(run.delivered)} delivered` : '';
  const entity = (v: Value): string => ['entity', 'action', 'path'].map((k) => v[k]).filter((x) => typeof x === 'string').join(' · ');
  return (
    <ol class="flow" aria-label="Flow of records" tabIndex={0}>
      <li class="flow-part">
        {parts.from
          ? <Node kind="Incoming" name={parts.from} detail={read} href={`/incoming/${encodeURIComponent(parts.from)}`} />
          : <Node kind="Source" name={title(parts.source) || 'none yet'} detail={[parts.source ? entity(parts.source) : '', read].filter(Boolean).join(' · ')} />}
      </li>
      {parts.steps.map((s, i) => (
        <li class="flow-part" key={i}>
          <Node kind={`Step ${i + 1}`} name={title(s)} off={isOff(s)} {...(p.onStep ? { onPress: () => p.onStep?.(i), pressed: p.chosen === i } : {})} />
          {isSwitch(s) && <Cases step={s} title={title} />}
        </li>
      ))}
      <li class="flow-part">
        <div class="flow-column">
          {parts.to.map((name) => <Node key={name} kind="Outgoing" name={name} detail={delivered} href={`/outgoing/${encodeURIComponent(name)}`} />)}
          {parts.targets.map((t, i) => <Node key={i} kind="Target" name={title(t)} detail={[entity(t), delivered].filter(Boolean).join(' · ')} />)}
          {parts.to.length + parts.targets.length === 0 && <Node kind="Target" name="none yet" />}
        </div>
      </li>
    </ol>
  );
}
