// Shapes of records that no component tells: what an action documents, and what a value has. For completion only.
import type { Parameter, Schema } from '../api/model';

const kObject = (): Schema & { properties: Record<string, Schema> } => ({ type: 'object', properties: {} });

// {path, query, payload}: what an action takes.
export function shapeOf(parameters: Parameter[]): Schema {
  const root = kObject();
  const parts: Record<string, ReturnType<typeof kObject>> = {};
  for (const { in: part, name, type, required } of parameters) {
    const own = (parts[part] ??= root.properties[part] = kObject()) as ReturnType<typeof kObject>;
    own.properties[name] = { type: `${type ?? 'text'}${required ? ', required' : ''}` };
  }
  return root;
}

export function shapeOfValue(value: unknown): Schema {
  if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 ? { items: shapeOfValue(value[0]) } : {}) };
  if (value === null || typeof value !== 'object') return value === null ? {} : { type: typeof value };
  return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOfValue(inner)])) };
}

// A hook's document with what is known of its record, where the schema says nothing of it.
export function withRecord(document: Schema | undefined, record: Schema | undefined): Schema | undefined {
  const own = document?.properties?.['record'];
  if (!own || Object.keys(own).length > 0 || !record) return document;
  return { ...document, properties: { ...document.properties, record } };
}
