// The configuration of the mock server: files in memory, a check of what the tests break, history.
import { createHash } from 'node:crypto';
import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';

export const etagOf = (text) => `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
const kParts = { clients: 'client', incoming: 'incoming', outgoing: 'outgoing', pipelines: 'pipeline', tables: 'table' };

const problem = (message, file, line = 0, column = 0, pointer = '') => ({ severity: 'error', message, file, line, column, pointer });

function parsed(file, text) {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines });
  return { doc, at: (offset) => lines.linePos(offset ?? 0), file };
}

export function objectsOf(files) {
  const objects = [];
  for (const [file, text] of Object.entries(files)) {
    const { doc, at } = parsed(file, text);
    if (doc.errors.length || !isMap(doc.contents)) continue;
    for (const part of doc.contents.items) {
      const kind = kParts[part.key.value];
      if (!kind || !isMap(part.value)) continue;
      for (const one of part.value.items) {
        const value = one.value?.toJS?.(doc) ?? null;
        const inner = value?.subscriber ?? value?.publisher ?? value;
        objects.push({
          kind, name: String(one.key.value), file, line: at(one.key.range[0]).line, pointer: `/${part.key.value}/${one.key.value}`,
          use: inner?.use, title: '', value: hideSecrets(value), used_by: [], raw: value,
        });
      }
    }
  }
  for (const o of objects) o.used_by = usersOf(o, objects);
  return objects;
}

function hideSecrets(value) {
  if (!value || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(hideSecrets);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === 'token' ? { secret: true, reference: String(v).startsWith('${') ? v : '' } : hideSecrets(v)]));
}

function usersOf(object, objects) {
  const word = { client: 'client', incoming: 'from', outgoing: 'to' }[object.kind];
  const names = (value) => {
    if (!value || typeof value !== 'object') return false;
    return Object.entries(value).some(([k, v]) => (k === word && [].concat(v).includes(object.name)) || names(v));
  };
  return word ? objects.filter((o) => o !== object && names(o.raw)).map((o) => o.pointer.slice(1).replace('/', '.')) : [];
}

function checkUse(object, components, problems) {
  const walk = (value, pointer) => {
    if (!value || typeof value !== 'object') return;
    if (typeof value.use === 'string') {
      const component = components.find((c) => c.id === value.use);
      if (!component) problems.push(problem(`there is no component ${value.use}`, object.file, object.line, 1, `${pointer}/use`));
      for (const name of component?.schema.required ?? []) {
        if (value[name] === undefined) problems.push(problem(`"${name}" is missing: what it is for`, object.file, object.line, 1, pointer));
      }
      for (const name of Object.keys(value)) {
        const known = ['use', 'client', 'when', 'each', 'on_error', 'where', 'transformers', 'on_crash', 'request', 'request_transformers', 'retry', 'on_success'];
        if (component && !component.schema.properties[name] && !known.includes(name)) problems.push(problem(`${name} is not a setting`, object.file, object.line, 1, `${pointer}/${name}`));
      }
    }
    for (const [k, v] of Object.entries(value)) walk(v, `${pointer}/${k}`);
  };
  walk(object.raw, object.pointer);
}

export function checkFiles(files, components) {
  const problems = [];
  for (const [file, text] of Object.entries(files)) {
    const { doc, at } = parsed(file, text);
    for (const e of doc.errors) {
      const { line, col } = at(e.pos[0]);
      problems.push(problem(e.message.split('\n')[0], file, line, col));
    }
    if (!doc.errors.length && isMap(doc.contents)) {
      for (const item of doc.contents.items) {
        const name = isScalar(item.key) ? item.key.value : '';
        if (!kParts[name] && !['host', 'tests', 'secrets'].includes(name)) problems.push(problem(`${name} is not a part of a configuration`, file, at(item.key.range[0]).line, 1, `/${name}`));
      }
    }
  }
  const objects = objectsOf(files);
  for (const o of objects) checkUse(o, components, problems);
  return problems;
}
