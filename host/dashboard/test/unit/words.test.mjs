import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../bundle.mjs';

const { pipelineWord, stateWord, knownAt, behind, shapeOf, shapeOfValue, withRecord, knownPaths, masked, diffLines, samplesOf, figuresOf, hintsFor, widgetOf, grouped, match, switchOff, switchOn, layOut } = await load(
  'routes/shared/mask.ts', 'ui/diff.ts', 'state/metrics.ts', 'forms/widgets/suggest.ts', 'forms/schema.ts',
  'state/router.ts', 'forms/switch.ts', 'api/json.ts', 'forms/known.ts', 'forms/shape.ts', 'routes/runs/words.ts',
);

test('a secret in a text is hidden, a reference is not', () => {
  const text = 'token: lsxs_abc # mine\npassword: "x y"\nc: {token: abc, a: 1}\ntoken: ${TOKEN}\n';
  assert.equal(masked(text), 'token: •••••• # mine\npassword: ••••••\nc: {token: ••••••, a: 1}\ntoken: ${TOKEN}\n');
});

test('a diff has the lines that went and came, in order', () => {
  const kinds = diffLines('a\nb\nc\n', 'a\nx\nc\nd\n').map((l) => `${l.kind} ${l.text}`);
  assert.deepEqual(kinds, ['same a', 'out b', 'in x', 'same c', 'in d']);
});

test('samples of metrics have their labels, quotes included', () => {
  const [one] = samplesOf('# HELP x\nsluice_tasks{pipeline="a \\"b\\"",state="parked"} 7\n');
  assert.deepEqual(one, { name: 'sluice_tasks', labels: { pipeline: 'a "b"', state: 'parked' }, value: 7 });
});

const known = { type: 'object', properties: { id: { type: 'string' }, state: { type: 'string', enum: ['OPEN', 'CLOSED'] }, lines: { type: 'array', items: { type: 'object', properties: { sku: {}, tax: {} } } } } };

test('members that the source is known to have are offered beside those of the sample, each once', () => {
  const hints = (word) => hintsFor(word, '{"id":"a","lines":[{"sku":"x"}]}', [], known).map((h) => [h.text, h.detail]);
  assert.deepEqual(hints('i'), [['id', '"a"'], ['lines', 'list of 1'], ['lines[].sku', '"x"'], ['lines[].tax', '']]);
  assert.deepEqual(hints('sta'), [['state', 'OPEN | CLOSED']]);
  assert.deepEqual(hintsFor('lines[].', '', [], known).map((h) => h.text), ['lines[].sku', 'lines[].tax']);
});

test('a step is known by its place; one that is not complete gets what the step before it gives', () => {
  const at = (pointer, before, after) => ({ instance: pointer, pointer, ...(before && { before: { title: before } }), ...(after && { after: { title: after } }) });
  const places = [at('/pipelines/p/subscriber', '', 'source'), at('/pipelines/p/transformers/0', 'source', 'first'), at('/pipelines/p/transformers/1', 'first', '')];
  const titleAt = (pointer, of = places) => knownAt(of, pointer)?.title;
  assert.equal(titleAt('/pipelines/p/transformers/0'), 'source');
  assert.equal(titleAt('/pipelines/p/transformers/1'), 'first');
  assert.equal(titleAt('/pipelines/p/transformers/2'), undefined);
  assert.equal(titleAt('/pipelines/p/transformers/1', places.slice(0, 2)), 'first');
  assert.equal(titleAt('/pipelines/p/transformers/0', places.slice(0, 1)), 'source');
  assert.equal(titleAt('/pipelines/p/transformers/1/switch/0/transformers/3'), 'first');
});

test('a rate budget has the limit that the vendor tells, and none that was only seen', () => {
  const { budgets } = figuresOf('sluice_rate_budget_remaining{client="shop"} 12\nsluice_rate_budget_limit{client="shop"} 350\nsluice_rate_budget_remaining{client="ledger"} 40\n');
  assert.deepEqual(budgets, [{ client: 'shop', left: 12, limit: 350 }, { client: 'ledger', left: 40, limit: undefined }]);
});

test('an expression is completed by paths of the sample and by functions', () => {
  const texts = (word) => hintsFor(word, '{"lines":[{"sku":"a"}],"odd key":1}', [{ name: 'length', help: '' }]).map((h) => h.text);
  assert.deepEqual(texts('lin'), ['lines', 'lines[].sku']);
  assert.deepEqual(texts('len'), ['length(']);
  assert.ok(texts('').includes('"odd key"'));
});

test('a keyword that is not known makes the field a YAML field', () => {
  assert.equal(widgetOf({ type: 'string' }, 'a', false), 'text');
  assert.equal(widgetOf({ not: { type: 'string' } }, 'a', false), 'yaml');
  assert.equal(widgetOf({ oneOf: [{ type: 'string' }, { not: {} }] }, 'a', false), 'yaml');
  assert.equal(widgetOf({ type: 'string', 'x-secret': true }, 'a', false), 'secret');
  assert.equal(widgetOf({ type: 'array', items: { type: 'object' } }, 'a', false), 'yaml');
});

test('fields come in the order of x-order, groups behind them', () => {
  const schema = { required: ['b'], properties: { a: { type: 'string', 'x-group': 'more' }, b: { type: 'string', 'x-order': 2 }, c: { type: 'string', 'x-order': 1 } } };
  const { main, groups } = grouped(schema);
  assert.deepEqual(main.map((f) => f.name), ['c', 'b']);
  assert.deepEqual(groups.map(([name]) => name), ['more']);
});

test('an address gives its parameters', () => {
  assert.deepEqual(match('/configuration/:file', '/configuration/clients%2Fshop.yaml'), { file: 'clients/shop.yaml' });
  assert.equal(match('/runs/:id', '/runs'), null);
});

test('a step that is switched off and on again is as it was', () => {
  const text = 's:\n  - use: a\n    when: x == `1`\n  - use: b\n';
  const off = switchOff(text, ['s', 0]);
  assert.match(off, /when: false # when on: x == `1`/);
  assert.equal(switchOn(off, ['s', 0]), text);
  assert.equal(switchOn(switchOff(text, ['s', 1]), ['s', 1]), text);
});

test('JSON is laid out without touching its numbers', () => {
  assert.equal(layOut('{"a":1.10,"b":12345678901234567890}'), '{\n  "a": 1.10,\n  "b": 12345678901234567890\n}');
});

test('what an action documents is offered by its parts, with what is required', () => {
  const shape = shapeOf([{ in: 'path', name: 'customer-id', type: 'text', required: true }, { in: 'payload', name: 'note' }]);
  assert.deepEqual(knownPaths(shape).map((h) => `${h.text} ${h.detail}`), ['path object', 'path."customer-id" text, required', 'payload object', 'payload.note text']);
});

test("a hook's document has the shape of its record only where nothing is known of it", () => {
  const record = shapeOfValue({ a: 1, lines: [{ sku: 'x' }] });
  const paths = (schema) => knownPaths(schema).map((h) => h.text);
  const open = { type: 'object', properties: { record: {}, response: {} } };
  assert.deepEqual(paths(withRecord(open, record)), ['record', 'record.a', 'record.lines', 'record.lines[].sku', 'response']);
  const told = { type: 'object', properties: { record: { type: 'object', properties: { id: {} } } } };
  assert.deepEqual(paths(withRecord(told, record)), ['record', 'record.id']);
});

test('a step within a case has its own sample if a record came there, else what the switch got', () => {
  const places = behind('source', [{ pointer: '/p/0', before: 'a', after: 'b' }, { pointer: '/p/0/switch/0/transformers/0', before: 'c' }]);
  assert.equal(knownAt(places, '/p/0/switch/0/transformers/0'), 'c');
  assert.equal(knownAt(places, '/p/0/switch/1/transformers/0'), 'a');
  assert.equal(knownAt(places, '/p/1'), 'b');
  assert.equal(knownAt([places[0]], '/p/0'), 'source');
});

test('a pipeline that waits for its next start shows how its last run ended', () => {
  const of = (state, outcome, always = false) => ({ state, always, ...(outcome ? { last: { outcome } } : {}) });
  assert.deepEqual([of('waiting', 'failed'), of('waiting'), of('waiting', undefined, true), of('running', 'failed'), of('idle')].map(pipelineWord), ['failed', 'scheduled', 'listening', 'running', 'idle']);
  assert.equal(stateWord(of('waiting', 'failed')), 'scheduled');
});
