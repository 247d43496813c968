// Parameters of a request: those that the catalogue documents, with types; others as free rows.
import type { JSX } from 'preact';
import type { Parameter, Schema } from '../../api/model';
import { titleOf } from '../schema';
import { type FieldProps, change, currentAction, idOf, valueIn } from '../form';
import { PairsField, looseText, looseValue } from './collections';
import { YamlField } from './yaml';

function One(p: { field: FieldProps; parameter: Parameter }): JSX.Element {
  const { parameter } = p;
  const path = [...p.field.path, parameter.in, parameter.name];
  const id = idOf(path);
  const put = (text: string): void => change(p.field.form, path, text === '' ? undefined : looseValue(text));
  const isFlag = /^bool/.test(parameter.type ?? '');
  const value = looseText(p.field.form, path);
  return (
    <div class="field">
      <label for={id}>{parameter.name}{parameter.required && <span class="required" aria-hidden="true">*</span>} <span class="muted small">{parameter.type ?? 'text'}{parameter.required && ', required'}</span></label>
      {isFlag ? (
        <select id={id} value={value} aria-describedby={`${id}-help`} onChange={(e) => put(e.currentTarget.value)}>
          <option value="">Not set</option><option value="true" selected={value === 'true'}>true</option><option value="false" selected={value === 'false'}>false</option>
        </select>
      ) : (
        <input id={id} value={value} spellcheck={false} aria-describedby={`${id}-help`} disabled={p.field.form.readOnly} onInput={(e) => put(e.currentTarget.value)} />
      )}
      <p class="help" id={`${id}-help`}>{parameter.description}</p>
    </div>
  );
}

const kTitles: Record<string, string> = { path: 'Path parameters', query: 'Query parameters', payload: 'Body' };

// Names that are set but not documented.
function otherNames(p: FieldProps, known: Parameter[]): boolean {
  const value = valueIn(p.form, p.path);
  return Object.keys((value as Record<string, unknown> | undefined) ?? {}).some((n) => !known.some((k) => k.name === n));
}

function Part(p: { field: FieldProps; part: 'path' | 'query'; parameters: Parameter[] }): JSX.Element {
  const path = [...p.field.path, p.part];
  const schema: Schema = p.field.schema.properties?.[p.part] ?? {};
  const free: FieldProps = { form: p.field.form, schema: { ...schema, title: 'All that are set' }, path, name: p.part, required: false };
  return (
    <details class="group" open={p.parameters.some((k) => k.required) || valueIn(p.field.form, path) !== undefined}>
      <summary>{kTitles[p.part]} <span class="muted">{p.parameters.length} documented</span></summary>
      <div class="group-body">
        {p.parameters.map((k) => <One key={k.name} field={p.field} parameter={k} />)}
        {(otherNames({ ...free }, p.parameters) || p.parameters.length === 0) && <PairsField {...free} />}
      </div>
    </details>
  );
}

export function RequestFields(p: FieldProps): JSX.Element {
  const { action } = currentAction(p.form, p.path.slice(0, -1));
  const of = (where: string): Parameter[] => (action?.parameters ?? []).filter((k) => k.in === where);
  const payload = p.schema.properties?.['payload'];
  const hasPayload = payload && (of('payload').length > 0 || valueIn(p.form, [...p.path, 'payload']) !== undefined);
  return (
    <fieldset class="field">
      <legend>{titleOf(p.name, p.schema)}</legend>
      {p.schema.description && <p class="help">{p.schema.description}</p>}
      <div class="stack tight">
        {(of('path').length > 0 || !action) && <Part field={p} part="path" parameters={of('path')} />}
        <Part field={p} part="query" parameters={of('query')} />
        {hasPayload && <YamlField form={p.form} schema={{ ...payload, title: kTitles['payload'] as string }} path={[...p.path, 'payload']} name="payload" required={false} />}
      </div>
    </fieldset>
  );
}
