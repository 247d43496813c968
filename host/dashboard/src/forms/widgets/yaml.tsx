// A field for everything that has no widget: the value as YAML.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { faultOf, textAt } from '../../yaml/document';
import { RawBlock } from '../../yaml/splice';
import { type FieldProps, change } from '../form';
import { exampleOf } from '../schema';
import { Frame, ariaOf } from './frame';

export function YamlField(p: FieldProps): JSX.Element {
  const there = textAt(p.form.text, p.path);
  const [typed, setTyped] = useState<string>();
  const value = typed ?? there;
  const fault = typed === undefined ? '' : (faultOf(typed)?.message ?? '');
  useEffect(() => setTyped(undefined), [there]);
  const put = (): void => {
    if (typed === undefined || fault || typed === there) return;
    change(p.form, p.path, typed.trim() === '' ? undefined : new RawBlock(typed));
  };
  const rows = Math.min(14, Math.max(2, value.split('\n').length + 1));
  return (
    <Frame field={{ ...p, hint: 'As YAML' }} fault={fault}>
      <textarea {...ariaOf({ ...p, hint: 'x' }, fault)} rows={rows} spellcheck={false} value={value} placeholder={exampleOf(p.schema)} disabled={p.form.readOnly} onInput={(e) => setTyped(e.currentTarget.value)} onBlur={put} />
    </Frame>
  );
}
