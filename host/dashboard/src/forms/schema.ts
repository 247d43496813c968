// Order and kind of a schema's fields.
import type { Schema } from '../api/model';

export type Widget = 'secret' | 'choice' | 'switch' | 'number' | 'expression' | 'text' | 'object' | 'pairs' | 'list' | 'yaml' | 'entity' | 'action'
  | 'alternatives' | 'objects' | 'entries' | 'outgoing';

const kKnown = new Set([
  'type', 'title', 'description', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'default', 'minimum', 'maximum', 'minLength',
  'maxLength', 'pattern', 'minProperties', 'maxProperties', 'minItems', 'maxItems', 'uniqueItems', 'examples', 'format', '$schema', 'definitions',
]);

const isKnown = (schema: Schema): boolean => Object.keys(schema).every((k) => kKnown.has(k) || k.startsWith('x-'));

export const typesOf = (schema: Schema): string[] => (Array.isArray(schema.type) ? schema.type : schema.type ? [schema.type] : []);

const isScalarType = (type: string): boolean => ['string', 'number', 'integer', 'boolean', 'null'].includes(type);

const isOfSettings = (schema: Schema | boolean | undefined): boolean =>
  typeof schema === 'object' && isKnown(schema) && typesOf(schema).join() === 'object' && ofObject(schema) === 'object';

function ofObject(schema: Schema): Widget {
  if (schema.properties) return schema.additionalProperties === false || schema.additionalProperties === undefined ? 'object' : 'yaml';
  return isOfSettings(schema.additionalProperties) ? 'entries' : 'pairs';
}

function ofList(schema: Schema): Widget {
  const items = schema.items ?? {};
  if (isOfSettings(items)) return 'objects';
  return isKnown(items) && typesOf(items).length > 0 && typesOf(items).every(isScalarType) ? 'list' : 'yaml';
}

// Several kinds of values, each of which has a widget; not only scalars, which one field takes.
function isOfKinds(schema: Schema): boolean {
  const { oneOf, anyOf, ...rest } = schema;
  const alternatives = oneOf ?? anyOf;
  if (alternatives) return isKnown(rest) && !schema.type && alternatives.every((one) => one.enum !== undefined || (isKnown(one) && typesOf(one).length > 0 && !isYaml(one)));
  const types = typesOf(schema);
  return isKnown(schema) && types.length > 1 && !types.every(isScalarType) && types.every((type) => isScalarType(type) || !isYaml({ ...schema, type }));
}

const isYaml = (schema: Schema): boolean => widgetOf(schema, '', false) === 'yaml';

// The widget for a schema. What is not known here becomes a YAML field, not an error.
export function widgetOf(schema: Schema, name: string, hasCatalogue: boolean): Widget {
  if (schema['x-secret']) return 'secret';
  if (schema['x-widget'] === 'entity' || (hasCatalogue && name === 'entity')) return 'entity';
  if (schema['x-widget'] === 'action' || (hasCatalogue && name === 'action')) return 'action';
  if (schema['x-widget'] === 'outgoing') return 'outgoing';
  if (isOfKinds(schema)) return 'alternatives';
  if (!isKnown(schema)) return schema['x-expression'] ? 'expression' : 'yaml';
  if (schema.enum) return 'choice';
  const types = typesOf(schema);
  if (types.length === 1 && types[0] === 'object') return ofObject(schema);
  if (types.length === 1 && types[0] === 'array') return ofList(schema);
  if (types.length === 0 || !types.every(isScalarType)) return 'yaml';
  if (schema['x-expression'] || schema['x-widget'] === 'expression') return 'expression';
  if (types.length === 1 && types[0] === 'boolean') return 'switch';
  return types.every((t) => t === 'integer' || t === 'number') ? 'number' : 'text';
}

export type NamedSchema = { name: string; schema: Schema; required: boolean };

const kLast = 1000;

// Properties in the order of x-order, then as the schema has them.
export function ordered(schema: Schema): NamedSchema[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {})
    .map(([name, s], i) => ({ name, schema: s, required: required.has(name), place: (s['x-order'] ?? kLast) * kLast + i }))
    .sort((a, b) => a.place - b.place)
    .map(({ name, schema: s, required: r }) => ({ name, schema: s, required: r }));
}

// Fields outside of groups, then each group. What has no order, need not be filled in and takes room is "More settings".
export function grouped(schema: Schema): { main: NamedSchema[]; groups: [string, NamedSchema[]][] } {
  const main: NamedSchema[] = [];
  const groups = new Map<string, NamedSchema[]>();
  for (const field of ordered(schema)) {
    const short = field.schema.enum !== undefined || field.schema.type === 'boolean';
    const group = field.schema['x-group'] ?? (field.required || short || field.schema['x-order'] !== undefined ? '' : 'more settings');
    if (!group) main.push(field);
    else groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  if (main.length === 0 && groups.has('more settings')) {
    main.push(...(groups.get('more settings') ?? []));
    groups.delete('more settings');
  }
  return { main, groups: [...groups] };
}

export function exampleOf(schema: Schema): string {
  const example = schema['x-example'] ?? schema.examples?.[0];
  return example === undefined ? '' : typeof example === 'string' ? example : JSON.stringify(example);
}

export const titleOf = (name: string, schema: Schema): string => schema.title ?? name.replace(/_/g, ' ').replace(/^./, (c) => c.toUpperCase());
