// Lists of values and maps of names to values. Rows keep their place while they are typed in.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/basics';
import { TypedText } from '../../ui/typed';
import { type Path } from '../../yaml/document';
import { insertItem, moveItem } from '../../yaml/items';
import { renameKey } from '../../yaml/remove';
import { RawBlock, RawScalar, removeAt } from '../../yaml/splice';
import { writeText } from '../../yaml/write';
import { faultOf } from '../../yaml/document';
import { type FieldProps, change, idOf, textIn, valueIn } from '../form';
import { exampleOf, titleOf, typesOf } from '../schema';
import { ExpressionInput } from './expression';
import { Frame } from './frame';
import { scalarOf } from './simple';
import { knownPaths } from './suggest';

export function ListField(p: FieldProps): JSX.Element {
  const found = valueIn(p.form, p.path);
  const items: unknown[] = Array.isArray(found) ? found : [];
  const types = typesOf(p.schema.items ?? {});
  const title = titleOf(p.name, p.schema);
  const add = (): void => {
    if (items.length === 0) change(p.form, p.path, ['']);
    else p.form.edit((text) => insertItem(text, p.path, items.length, ''));
  };
  const move = (i: number, by: number): boolean => p.form.edit((text) => moveItem(text, p.path, i, i + by));
  return (
    <Frame field={p} group>
      <div class="pairs">
        {items.map((_, i) => (
          <div class="item" key={i}>
            <input aria-label={`${title} ${i + 1}`} value={textIn(p.form, [...p.path, i])} placeholder={exampleOf(p.schema.items ?? {})} disabled={p.form.readOnly} onInput={(e) => change(p.form, [...p.path, i], scalarOf(e.currentTarget.value, types))} />
            <span class="row">
              <Button kind="quiet" label={`Move ${title} ${i + 1} up`} disabled={i === 0} onClick={() => move(i, -1)}>↑</Button>
              <Button kind="quiet" label={`Remove ${title} ${i + 1}`} onClick={() => p.form.edit((text) => (items.length === 1 ? removeAt(text, p.path, p.form.root.length) : removeAt(text, [...p.path, i])))}>✕</Button>
            </span>
          </div>
        ))}
        <div><Button disabled={p.form.readOnly ?? false} onClick={add}>Add</Button></div>
      </div>
    </Frame>
  );
}

type Row = { id: number; name: string };
let lastRow = 0;

// Names with ids that stay when a name changes, so the focus stays as well. A new name may be empty for a while.
function useRows(names: string[]): [Row[], (rows: Row[]) => void] {
  const [rows, setRows] = useState<Row[]>(() => names.map((name) => ({ id: ++lastRow, name })));
  const seen = useRef(names.join('\n'));
  const now = names.join('\n');
  useEffect(() => {
    if (seen.current === now) return;
    seen.current = now;
    setRows((old) => {
      const filled = old.filter((r) => r.name !== '' && names.includes(r.name));
      const more = names.filter((n) => !filled.some((r) => r.name === n)).map((name) => ({ id: ++lastRow, name }));
      return [...filled, ...more, ...old.filter((r) => r.name === '')];
    });
  }, [now]);
  return [rows, setRows];
}

// A value of any kind, typed as YAML: 5 is a number, "5" a text.
export function looseValue(text: string): unknown {
  if (text === '') return '';
  if (/^[[{"'|>&*!-]|^(true|false|null|~)$/.test(text.trim()) && !faultOf(`x: ${text}`)) return new RawBlock(text.trim());
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text.trim()) ? new RawScalar(text.trim()) : text;
}

// What an expression is written as: text, but for constants. `{a: b}` is no object of YAML.
function expressionValue(text: string): unknown {
  return /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?)$/.test(text.trim()) ? new RawScalar(text.trim()) : text;
}

export function looseText(form: FieldProps['form'], path: Path): string {
  const value = valueIn(form, path);
  const text = textIn(form, path);
  const mustQuote = typeof value === 'string' && (looseValue(text) instanceof RawScalar || looseValue(text) instanceof RawBlock);
  return mustQuote ? JSON.stringify(text) : text;
}

function PairRow(p: { field: FieldProps; row: Row; rename: (name: string) => void; drop: () => void; expression: boolean; names: string | undefined }): JSX.Element {
  const { field, row } = p;
  const path = [...field.path, row.name];
  const values = field.schema.additionalProperties;
  const choices = typeof values === 'object' ? values.enum : undefined;
  const label = `Value of ${row.name || 'the new name'}`;
  const put = (text: string): void => void (row.name && change(field.form, path, choices ? text : p.expression ? expressionValue(text) : looseValue(text)));
  return (
    <div class="pair">
      <TypedText label="Name" value={row.name} placeholder="name" disabled={field.form.readOnly} list={p.names} onCommit={(name) => p.rename(name.trim())} />
      {choices ? (
        <select aria-label={label} value={textIn(field.form, path)} disabled={!row.name || field.form.readOnly} onChange={(e) => put(e.currentTarget.value)}>
          <option value="">Choose…</option>
          {choices.map((c) => <option value={String(c)}>{String(c)}</option>)}
        </select>
      ) : p.expression ? (
        <ExpressionInput form={field.form} label={label} value={textIn(field.form, path)} disabled={!row.name} onChange={put} />
      ) : (
        <input aria-label={label} value={looseText(field.form, path)} placeholder={row.name ? 'value' : 'give it a name first'} disabled={!row.name || field.form.readOnly} spellcheck={false} onInput={(e) => put(e.currentTarget.value)} />
      )}
      <Button kind="quiet" label={`Remove ${row.name || 'this row'}`} onClick={p.drop}>✕</Button>
    </div>
  );
}

export function PairsField(p: FieldProps): JSX.Element {
  const value = valueIn(p.form, p.path);
  const names = value && typeof value === 'object' ? Object.keys(value) : [];
  const [rows, setRows] = useRows(names);
  const rename = (row: Row, name: string): void => {
    if (!name || rows.some((r) => r !== row && r.name === name)) return;
    setRows(rows.map((r) => (r === row ? { ...r, name } : r)));
    if (row.name === '') change(p.form, [...p.path, name], '');
    else p.form.edit((text) => renameKey(text, [...p.path, row.name], name, writeText));
  };
  const drop = (row: Row): void => {
    setRows(rows.filter((r) => r !== row));
    if (row.name) change(p.form, [...p.path, row.name], undefined);
  };
  const values = p.schema.additionalProperties;
  const expression = p.schema['x-expression'] === true || (typeof values === 'object' && values['x-expression'] === true) || p.schema['x-widget'] === 'expression';
  const takes = expression ? knownPaths(p.form.takes) : [];
  const list = takes.length > 0 ? `${idOf(p.path)}-names` : undefined;
  return (
    <Frame field={p} group>
      <div class="pairs" id={idOf(p.path)}>
        {list && <datalist id={list}>{takes.map((t) => <option value={t.text}>{t.detail}</option>)}</datalist>}
        {rows.map((row) => <PairRow key={row.id} field={p} row={row} expression={expression} names={list} rename={(name) => rename(row, name)} drop={() => drop(row)} />)}
        <div><Button disabled={p.form.readOnly ?? false} onClick={() => setRows([...rows, { id: ++lastRow, name: '' }])}>Add a row</Button></div>
      </div>
    </Frame>
  );
}
