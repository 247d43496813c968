// Completion in the text of a configuration.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from '../bundle.mjs';

const { suggestIn } = await load('yaml/suggest.ts');

const { definitions } = JSON.parse(readFileSync(new URL('../mock/host_schema.json', import.meta.url), 'utf8'));
const use = (id) => ({ enum: [id] });
const step = { anyOf: [{ $ref: '#/definitions/a.map' }, { $ref: '#/definitions/switch' }] };
const root = {
  properties: {
    host: { properties: { time_zone: {}, api: { properties: { listen: {} } } } }, clients: { additionalProperties: { $ref: '#/definitions/clients' } },
    incoming: { additionalProperties: { properties: { subscriber: { anyOf: [{ $ref: '#/definitions/a.subscriber' }] }, transformers: { type: 'array', items: step } } } },
    pipelines: { additionalProperties: { $ref: '#/definitions/pipeline' } },
  },
  definitions: {
    ...definitions, clients: { anyOf: [{ $ref: '#/definitions/a.client' }] },
    'a.client': { properties: { base_uri: { title: 'Address' }, log: { anyOf: [{ enum: ['on', 'off'] }, { type: 'string' }] }, use: use('a.client') } },
    'a.subscriber': { properties: { client: { type: 'string' }, request: { properties: { query: {}, path: {} } }, use: use('a.subscriber') } },
    'a.map': { properties: { set: {}, drop: {}, use: use('a.map') } }, switch: { properties: { switch: {}, else: {} } },
  },
};
const at = (text) => suggestIn(text, text.length, { root, components: [{ id: 'a.client', title: 'A' }], objects: [{ kind: 'client', name: 'shop' }] })?.options.map((o) => o.label) ?? [];

test('the parts of a configuration, and the settings of the host are offered', () => {
  assert.deepEqual(at('h'), ['host', 'clients', 'incoming', 'pipelines']);
  assert.deepEqual(at('host:\n  t'), ['time_zone', 'api']);
  assert.deepEqual(at('host:\n  api:\n    l'), ['listen']);
});

test('the settings of the component that is named are offered, without those that are set', () => {
  assert.deepEqual(at('clients:\n  shop:\n    use: a.client\n    base_uri: x\n    l'), ['log']);
  assert.deepEqual(at('incoming:\n  p:\n    subscriber:\n      use: a.subscriber\n      request:\n        q'), ['query', 'path']);
});

test('where none is named yet, it is asked for, beside what is none', () => {
  assert.deepEqual(at('incoming:\n  p:\n    transformers:\n      - u'), ['use', 'switch', 'else']);
  assert.deepEqual(at('incoming:\n  p:\n    transformers:\n      - use: a.map\n        d'), ['set', 'drop']);
});

test('every setting of a pipeline is offered, down to the last', () => {
  const pipeline = at('pipelines:\n  p:\n    r');
  for (const name of ['retry', 'on_crash', 'order_by', 'keep', 'on_failure', 'schedule']) assert.ok(pipeline.includes(name), name);
  assert.deepEqual(at('pipelines:\n  p:\n    schedule:\n      windows:\n        - f').sort(), ['days', 'from', 'to']);
  assert.ok(at('pipelines:\n  p:\n    retry:\n      classes:\n        timeout:\n          a').includes('attempts'));
});

test('components, values and names are offered behind the colon', () => {
  assert.deepEqual(at('clients:\n  shop:\n    use: '), ['a.client']);
  assert.deepEqual(at('clients:\n  shop:\n    use: a.client\n    log: '), ['on', 'off']);
  assert.deepEqual(at('incoming:\n  p:\n    subscriber:\n      use: a.subscriber\n      client: '), ['shop']);
  assert.deepEqual(at('pipelines:\n  p:\n    schedule:\n      catch_up: '), ['skip', 'once', 'all']);
  assert.deepEqual(at('pipelines:\n  p:\n    on_crash: '), ['park', 'repeat']);
});
