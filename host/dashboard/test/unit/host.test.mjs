// The host's own schema as forms take it, and settings of several kinds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../bundle.mjs';

const { plainSchema, settingsOf, branchesOf, widgetOf } = await load('forms/host.ts', 'forms/branches.ts', 'forms/schema.ts');

const kVariable = { type: 'string', pattern: '\\$\\{' };

test('references are followed, and what stands beside one wins', () => {
  const root = { definitions: { 'a/b': { type: 'string', title: 'theirs', description: 'what' } } };
  assert.deepEqual(plainSchema(root, { $ref: '#/definitions/a~1b', title: 'own' }), { type: 'string', title: 'own', description: 'what' });
});

test('a schema that refers to itself ends', () => {
  const root = { definitions: { step: { type: 'object', properties: { else: { $ref: '#/definitions/step' } } } } };
  assert.equal(widgetOf(plainSchema(root, { $ref: '#/definitions/step' }).properties.else, 'else', false), 'yaml');
});

test('that a value may be a variable is no alternative', () => {
  const schema = { title: 'Tries', anyOf: [{ type: 'integer', minimum: 1 }, kVariable] };
  assert.deepEqual(plainSchema({}, schema), { title: 'Tries', type: 'integer', minimum: 1 });
  assert.equal(plainSchema({}, { anyOf: [{ type: 'integer' }, { enum: ['off'] }] }).anyOf.length, 2);
});

test('what has a place of its own is left out of the settings', () => {
  const root = { definitions: { pipeline: { properties: { from: { type: 'string' }, weight: { type: 'integer' } } } } };
  assert.deepEqual(Object.keys(settingsOf(root, 'pipeline', ['from']).properties), ['weight']);
});

test('a setting of several kinds offers its words first, and each value is of one kind', () => {
  const branches = branchesOf({ oneOf: [{ type: 'object', properties: { age: { type: 'string' } } }, { enum: ['on', 'off'] }, { type: 'integer', minimum: 3 }] });
  assert.deepEqual(branches.map((one) => one.label), ['on', 'off', 'Settings…', 'A number…']);
  const kindOf = (value) => branches.filter((one) => one.takes(value)).map((one) => one.label).join();
  assert.deepEqual([kindOf('off'), kindOf({}), kindOf(7), kindOf('other')], ['off', 'Settings…', 'A number…', '']);
  assert.deepEqual(branches.map((one) => one.start), ['on', 'off', {}, 3]);
});

test('types beside each other are kinds, unless one field takes them all', () => {
  assert.equal(widgetOf({ type: ['string', 'array'], items: { type: 'string' } }, 'by', false), 'alternatives');
  assert.equal(widgetOf({ type: ['string', 'integer'] }, 'a', false), 'text');
  const [expression, list] = branchesOf({ type: ['string', 'array'], title: 'Key', 'x-expression': true, items: { type: 'string' } });
  assert.deepEqual([expression.label, list.label, list.start], ['An expression…', 'A list…', ['']]);
  assert.equal(widgetOf(expression.schema, 'by', false), 'expression');
});

test('objects in a list and objects by name have fields of their own', () => {
  const settings = { type: 'object', additionalProperties: false, properties: { from: { type: 'string' } } };
  assert.equal(widgetOf({ type: 'array', items: settings }, 'windows', false), 'objects');
  assert.equal(widgetOf({ type: 'object', additionalProperties: settings }, 'classes', false), 'entries');
  assert.equal(widgetOf({ type: 'object', additionalProperties: { type: 'string' } }, 'headers', false), 'pairs');
  assert.equal(widgetOf({ oneOf: [{ enum: ['all'] }, settings] }, 'keep', false), 'alternatives');
});
