// A setting of which there are several kinds, such as a word, or an object of settings: what can be chosen.
import type { Schema } from '../api/model';
import { typesOf } from './schema';

// `schema`: what is filled in then; none: the value itself is the choice.
export type Branch = { label: string; start: unknown; takes: (value: unknown) => boolean; schema?: Schema };

const kNames: Record<string, string> = {
  object: 'Settings…', array: 'A list…', string: 'A text…', integer: 'A number…', number: 'A number…', boolean: 'On or off',
};

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value === 'bigint' ? 'number' : typeof value);

function startOf(type: string, schema: Schema): unknown {
  switch (type) {
    case 'object': return {};
    case 'array': return [typesOf(schema.items ?? {}).includes('object') ? {} : ''];
    case 'integer': case 'number': return schema.minimum ?? 0;
    default: return '';
  }
}

const word = (value: unknown): Branch => ({ label: String(value), start: value, takes: (other) => other === value });

function branchesOfType(type: string, schema: Schema): Branch[] {
  if (type === 'boolean') return [word(true), word(false)];
  const own = type === 'integer' ? 'number' : type;
  const name = type === 'string' && schema['x-expression'] ? 'An expression…' : kNames[type];
  return [{ label: schema.title ?? name ?? type, start: startOf(type, schema), takes: (value) => typeOf(value) === own, schema: { ...schema, type } }];
}

const kAbout = ['title', 'description', 'default', 'x-order', 'x-group', 'x-example'] as const;

// Its own title and help stand above the choice.
function withoutAbout(schema: Schema): Schema {
  const out = { ...schema };
  for (const key of kAbout) delete out[key];
  return out;
}

// Words first: they are the usual choice.
export function branchesOf(schema: Schema): Branch[] {
  const alternatives = schema.oneOf ?? schema.anyOf ?? [withoutAbout(schema)];
  const all = alternatives.flatMap((one) => (one.enum ? one.enum.map(word) : typesOf(one).flatMap((type) => branchesOfType(type, one))));
  return [...all.filter((one) => !one.schema), ...all.filter((one) => one.schema)];
}
