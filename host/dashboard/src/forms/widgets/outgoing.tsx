// The name of an outgoing.
import type { JSX } from 'preact';
import { useObjects } from '../../state/catalog';
import type { FieldProps } from '../form';
import { Choice } from './simple';

export function OutgoingField(p: FieldProps & { but?: string }): JSX.Element {
  const names = (useObjects().data ?? []).filter((o) => o.kind === 'outgoing' && o.name !== p.but).map((o) => o.name);
  return <Choice {...p} schema={{ ...p.schema, type: 'string', enum: names }} />;
}
