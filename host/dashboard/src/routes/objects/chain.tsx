// What belongs to a target alone: which records it gets, its steps, and its hooks; with completion of what they get.
import type { JSX } from 'preact';
import type { MembersAt, Schema } from '../../api/model';
import { type Form, currentAction, pointerOf, valueIn } from '../../forms/form';
import { type Place, type Seen, behind } from '../../forms/known';
import { Field } from '../../forms/render';
import { shapeOf, shapeOfValue, withRecord } from '../../forms/shape';
import { StepList, formAt } from '../../forms/steps';
import { OutgoingField } from '../../forms/widgets/outgoing';
import { firstRecord, knownPaths } from '../../forms/widgets/suggest';
import type { Path } from '../../yaml/document';
import { within } from '../shared/steps';

// What is known and seen around a target. `front`: sample records as they come to it, if it has no step that saw them.
export type TargetView = { places: MembersAt[]; seen: Seen[]; front: string; onOpen?: (step: Path | undefined) => void };

const kWhere: Schema = { type: 'string', title: 'Only records for which', description: 'An expression; for it the other records count as filtered', 'x-expression': true, 'x-example': 'active && price > `0`' };
const kDecision: Schema = { type: 'object', properties: { decision: { enum: ['delivered', 'retry', 'park', 'stop'] } } };
const kNoParts: Schema = {};

function useShape(form: Form, publisher: Path): Schema {
  const { action } = currentAction(form, publisher);
  return action ? shapeOf(action.parameters ?? []) : kNoParts;
}

type ListProps = { form: Form; path: Path; title: string; note: string; help: string; onOpen: TargetView['onOpen']; children?: JSX.Element };

function Chain(p: ListProps): JSX.Element {
  return (
    <details class="group" open={valueIn(p.form, p.path) !== undefined}>
      <summary>{p.title} <span class="muted">{p.note}</span></summary>
      <div class="group-body">
        <p class="help">{p.help}</p>
        <StepList form={p.form} path={p.path} label={p.title} onOpen={(at) => p.onOpen?.(at === undefined ? undefined : [...p.path, at])} />
        {p.children}
      </div>
    </details>
  );
}

const kThen: Schema = { title: 'Then send it to', description: 'An outgoing that gets what these steps leave, and nothing else' };

function ThenField(p: { form: Form; own: Path }): JSX.Element {
  const self = String(p.own[0]) === 'outgoing' ? String(p.own[1]) : '';
  return <OutgoingField form={p.form} schema={kThen} path={[...p.own, 'then']} name="then" required={false} but={self} />;
}

function Hooks(p: { form: Form; own: Path; document: Schema | undefined; record: Schema | undefined; places: MembersAt[] }): JSX.Element {
  const known = (schema: Schema | undefined): Schema | undefined => withRecord(schema, p.record);
  const places: Place<Schema>[] = p.places.map(({ pointer, before, after }) => ({ pointer, ...(before && { before: known(before) as Schema }), ...(after && { after: known(after) as Schema }) }));
  const form: Form = { ...p.form, sample: '', seen: [], places: behind(known(p.document), places) };
  return (
    <>
      <Chain form={form} path={[...p.own, 'on_success']} title="When a record was accepted" note="steps over the answer" onOpen={undefined}
        help="They get record, request and response (status and body) of each record that the target accepted, such as to keep the id that it gave">
        <ThenField form={form} own={p.own} />
      </Chain>
      <Chain form={{ ...form, takes: kDecision }} path={[...p.own, 'on_error']} title="When a record is refused" note="steps that decide what becomes of it" onOpen={undefined}
        help="They get record, request, response and error, and set decision to 'delivered', 'retry', 'park' or 'stop'. Without a decision the record is parked" />
    </>
  );
}

export function OwnChain(p: { form: Form; own: Path; publisher: Path; view: TargetView }): JSX.Element {
  const { own, view } = p;
  const places = view.places.filter((one) => within(one.pointer, own));
  const seen = view.seen.filter((one) => within(one.pointer, own));
  const takes = useShape(p.form, p.publisher);
  const front = seen[0]?.before ?? view.front;
  const form: Form = { ...p.form, takes, places: behind(places[0]?.before, places), seen: behind(front || undefined, seen), sample: front };
  const got = firstRecord(seen.length > 0 ? (seen[seen.length - 1]?.after ?? '') : front);
  const record = got === undefined ? (knownPaths(takes).length > 0 ? takes : undefined) : shapeOfValue(got);
  const document = places.find((one) => one.pointer === pointerOf(p.publisher))?.after;
  return (
    <>
      <Field form={formAt(form, [...own, 'where'])} schema={kWhere} path={[...own, 'where']} name="where" required={false} />
      <Chain form={form} path={[...own, 'transformers']} title="Transformers" note="steps of this connection alone" help="They run after the pipeline's, on a copy: other targets do not see what they change" onOpen={view.onOpen} />
      <Hooks form={p.form} own={own} document={document} record={record} places={places} />
    </>
  );
}
