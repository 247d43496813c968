// The host's own settings, such as those of a pipeline, as schemas that forms can draw.
import type { Schema } from '../api/model';

const kDefinition = '#/';

export function lookedUp(root: Schema, reference: string): Schema {
  if (!reference.startsWith(kDefinition)) return {};
  const keys = reference.slice(kDefinition.length).split('/').map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], root) as Schema ?? {};
}

const isVariable = (schema: Schema | undefined): boolean => schema?.type === 'string' && schema.pattern === '\\$\\{';

// Every field takes ${NAME}, so the alternative that says so is left out.
function withoutVariable({ anyOf, ...rest }: Schema): Schema {
  if (!anyOf) return rest;
  const others = anyOf.filter((one) => !isVariable(one));
  return others.length === 1 && others.length < anyOf.length ? { ...rest, ...others[0] } : { ...rest, anyOf };
}

const each = (all: Record<string, Schema>, change: (one: Schema) => Schema): Record<string, Schema> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]));

// With its references followed. One that leads to itself is open at that place: a YAML field.
export function plainSchema(root: Schema, schema: Schema, above: string[] = []): Schema {
  const { $ref, ...own } = schema;
  if ($ref !== undefined) return above.includes($ref) ? own : plainSchema(root, { ...lookedUp(root, $ref), ...own }, [...above, $ref]);
  const inner = (one: Schema): Schema => plainSchema(root, one, above);
  const out = withoutVariable(own);
  if (out.properties) out.properties = each(out.properties, inner);
  if (out.items) out.items = inner(out.items);
  if (typeof out.additionalProperties === 'object') out.additionalProperties = inner(out.additionalProperties);
  if (out.oneOf) out.oneOf = out.oneOf.map(inner);
  if (out.anyOf) out.anyOf = out.anyOf.map(inner);
  return out;
}

// The settings of a definition but those that have a place of their own on the page.
export function settingsOf(root: Schema, definition: string, without: string[]): Schema {
  const found = root.definitions?.[definition];
  if (!found) return { type: 'object', properties: {} };
  const properties = Object.entries(found.properties ?? {}).filter(([name]) => !without.includes(name));
  return plainSchema(root, { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) });
}
