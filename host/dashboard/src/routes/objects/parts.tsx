// The settings of a source and of a target, as they stand in an object of their own or within a pipeline.
import type { ComponentChildren, JSX } from 'preact';
import type { Component, Schema } from '../../api/model';
import { useCatalogue, useComponents } from '../../state/catalog';
import { type Form, textIn, valueIn } from '../../forms/form';
import { ComponentFields } from '../../forms/render';
import { TargetSettings } from '../../forms/settings';
import { shapeOf } from '../../forms/shape';
import type { Path } from '../../yaml/document';
import { OwnChain, type TargetView } from './chain';
import { ClientField } from './client';
import { type RequestTrial, RequestTransformers } from './request';

// The form of the component that stands at the path; none: it is not loaded.
export function usePart(plain: Form, path: Path): { use: string; form: Form; component: Component | undefined } {
  const components = useComponents().data ?? [];
  const use = textIn(plain, [...path, 'use']);
  const component = components.find((c) => c.id === use);
  const catalogue = useCatalogue(component);
  return { use, form: { ...plain, component, catalogue }, component };
}

type PartProps = { form: Form; path: Path; children?: ComponentChildren };

export function PartFields(p: PartProps): JSX.Element | null {
  const { use, form, component } = usePart(p.form, p.path);
  if (!component) return use ? <p class="muted">The component {use} is not loaded; its settings can be edited as text under Configuration.</p> : null;
  return (
    <>
      {component.kind !== 'client' && <ClientField form={form} component={component} path={p.path} />}
      <ComponentFields form={form} component={component} path={p.path} without={['use', 'client']} />
    </>
  );
}

export function SourceFields(p: PartProps & { request: RequestTrial }): JSX.Element {
  const { form, component } = usePart(p.form, p.path);
  const asks = component?.schema.properties?.['request'] !== undefined || valueIn(form, [...p.path, 'request_transformers']) !== undefined;
  return <><PartFields {...p} />{asks && <RequestTransformers form={form} of={p.request} path={p.path} />}</>;
}

// `own`: where its own steps and hooks stand, which for a named one is beside its publisher.
export function TargetFields(p: PartProps & { own: Path; view: TargetView }): JSX.Element {
  const { form } = usePart(p.form, p.path);
  return <><PartFields {...p} /><OwnChain form={form} own={p.own} publisher={p.path} view={p.view} /><TargetSettings form={form} own={p.own} publisher={p.path} /></>;
}

// What the action of a publisher takes; of one within a pipeline, or of an outgoing. Nothing: no catalogue says it.
export function useTakes(publisher: unknown): Schema | undefined {
  const { use, entity, action } = (publisher ?? {}) as Record<string, unknown>;
  const component = (useComponents().data ?? []).find((c) => c.id === use);
  const found = useCatalogue(component).find((e) => e.name === entity)?.actions.find((a) => a.name === action);
  return found && shapeOf(found.parameters ?? []);
}
