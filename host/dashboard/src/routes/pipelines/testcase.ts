// A test of a pipeline, made of a preview: its records, and what came out for them.
import { type Made, type Preview, madeIn } from '../shared/trial';
import { CannotEdit } from '../../yaml/document';
import { insertItem, itemCount } from '../../yaml/items';
import { setAt } from '../../yaml/splice';

type Case = Record<string, unknown>;

// "books (file.publisher)" -> "books".
const targetName = (target: string): string => target.replace(/ \(.*\)$/, '');
// "transformers[1] (core.map)" -> "core.map": it stays right when steps are moved.
const stepName = (step: string): string => /\(([^()]+)\)$/.exec(step)?.[1] ?? step;

// Records by target; of an only one just its records. None at all: an empty list, so that this is looked at.
function expected(shown: Made[]): unknown {
  const by = new Map<string, unknown[]>();
  for (const one of shown) for (const o of one.outputs) by.set(targetName(o.target), [...(by.get(targetName(o.target)) ?? []), o.record]);
  if (by.size > 1) return Object.fromEntries(by);
  return [...by.values()][0] ?? [];
}

// A record that a step made at the walk's end has no number.
function errors(shown: Preview): unknown[] {
  return madeIn(shown).flatMap((one, i) => one.failures.map((f) => ({ ...(one === shown.walk_end ? {} : { record: i + 1 }), ...(f.step ? { step: stepName(f.step) } : {}) })));
}

export function caseOf(name: string, pipeline: string, shown: Preview): Case {
  const wrong = errors(shown);
  return { name, pipeline, input: shown.records.map((one) => one.record), expect: expected(madeIn(shown)), ...(wrong.length > 0 ? { errors: wrong } : {}) };
}

// "shop.yaml" -> "shop.test.yaml", which the host reads beside it.
export const testFileOf = (file: string): string => file.replace(/(\.test)?\.ya?ml$/, '') + '.test.yaml';

// The text with one more test; everything that was there stays.
export function withCase(text: string, one: Case): string {
  const count = itemCount(text, ['tests']);
  if (count > 0) return insertItem(text, ['tests'], count, one);
  if (/^tests:\s*\S/m.test(text) && !/^tests:\s*(\[\s*\]|#.*)?\s*$/m.test(text)) throw new CannotEdit('tests is no list in this file. Edit it as text.');
  return setAt(text, ['tests'], [one]);
}
