import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../bundle.mjs';

const { setAt, removeAt, insertItem, removeItem, moveItem, RawScalar, RawBlock, CannotEdit } = await load('yaml/splice.ts', 'yaml/items.ts');

const kShop = `# The shop.
clients:
  shop:   # in Berlin
    use: lightspeedhq.client
    base_uri:   'https://a.example'   # no /api


    token: \${TOKEN}
    retry: {attempts: 3,   base_ms: 100} # short
`;

test('a value is replaced and its comment, its spaces and every other byte stay', () => {
  const next = setAt(kShop, ['clients', 'shop', 'base_uri'], 'https://b.example');
  assert.equal(next, kShop.replace(`'https://a.example'`, 'https://b.example'));
});

test('a value that is as it was changes nothing', () => {
  assert.equal(setAt(kShop, ['clients', 'shop', 'base_uri'], 'https://a.example'), kShop);
});

test('a new setting is put behind the last one of its object', () => {
  const next = setAt(kShop, ['clients', 'shop', 'log_requests'], 'off');
  assert.equal(next, `${kShop}    log_requests: "off"\n`);
});

test('a new setting in braces stays in the braces', () => {
  const next = setAt(kShop, ['clients', 'shop', 'retry', 'max_ms'], 900);
  assert.equal(next, kShop.replace('100} #', '100, max_ms: 900} #'));
});

test('objects on the way to a new setting are made', () => {
  const next = setAt('clients:\n  shop:\n    use: a.b\n', ['clients', 'shop', 'request', 'query', 'page'], 2);
  assert.equal(next, 'clients:\n  shop:\n    use: a.b\n    request:\n      query:\n        page: 2\n');
});

test('an empty text becomes an object', () => {
  assert.equal(setAt('# mine\n', ['clients', 'shop', 'use'], 'a.b'), '# mine\nclients:\n  shop:\n    use: a.b\n');
});

test('a key without a value gets one, before its comment', () => {
  assert.equal(setAt('a:  # later\nb: 1\n', ['a'], 5), 'a: 5  # later\nb: 1\n');
  assert.equal(setAt('a:  # later\nb: 1\n', ['a', 'x'], 5), 'a:  # later\n  x: 5\nb: 1\n');
});

test('a setting is taken out with its line only', () => {
  assert.equal(removeAt(kShop, ['clients', 'shop', 'token']), kShop.replace('    token: ${TOKEN}\n', ''));
  assert.equal(removeAt(kShop, ['clients', 'shop', 'retry', 'attempts']), kShop.replace('attempts: 3,   ', ''));
});

test('an object that is left empty goes with its last member, down to the form', () => {
  const text = 'p:\n  request:\n    query: {a: 1}\n  use: x\n';
  assert.equal(removeAt(text, ['p', 'request', 'query', 'a'], 1), 'p:\n  use: x\n');
});

test('a number keeps the digits that were typed', () => {
  assert.equal(setAt('a: 1\n', ['a'], new RawScalar('1.10')), 'a: 1.10\n');
});

test('words that YAML 1.1 takes for something else are quoted', () => {
  for (const word of ['off', 'no', 'null', '12', '!active', '`1`', 'a: b', 'a #b', '- x', '']) {
    const next = setAt('a: x\n', ['a'], word);
    assert.match(next, /^a: "/, word);
  }
});

test('YAML as typed is put in as it is', () => {
  assert.equal(setAt('a: 1\nb: 2\n', ['a'], new RawBlock('x: 1 # one\ny: 2')), 'a:\n  x: 1 # one\n  y: 2\nb: 2\n');
});

const kSteps = `steps:
  # first
  - use: a
    x: 1   # one

  # second
  - {use: b}
  - use: c
`;

test('an item is moved with the comments directly above it', () => {
  const next = moveItem(kSteps, ['steps'], 1, 0);
  assert.equal(next, 'steps:\n  # second\n  - {use: b}\n  # first\n  - use: a\n    x: 1   # one\n\n  - use: c\n');
  assert.equal(moveItem(next, ['steps'], 0, 1), 'steps:\n  # first\n  - use: a\n    x: 1   # one\n  # second\n  - {use: b}\n\n  - use: c\n');
});

test('items are put in and taken out', () => {
  assert.equal(insertItem(kSteps, ['steps'], 3, { use: 'd', set: { a: 'b' } }), `${kSteps}  - use: d\n    set:\n      a: b\n`);
  assert.equal(removeItem(kSteps, ['steps'], 2), kSteps.replace('  - use: c\n', ''));
  assert.equal(removeItem(kSteps, ['steps'], 1), kSteps.replace('  # second\n  - {use: b}\n', ''));
  assert.equal(removeItem('to: [a, b]\n', ['to'], 0), 'to: [b]\n');
  assert.equal(insertItem('to: [a]\n', ['to'], 1, 'b'), 'to: [a, b]\n');
});

test('a list that was empty is written as lines', () => {
  assert.equal(setAt('p:\n  t: []\n', ['p', 't'], [{ use: 'x' }]), 'p:\n  t:\n    - use: x\n');
});

test('what is shared by an anchor is not changed by a form', () => {
  assert.throws(() => setAt('a: &x {n: 1}\nb: *x\n', ['a', 'n'], 2), CannotEdit);
  assert.throws(() => setAt('a: &x {n: 1}\nb: *x\n', ['b', 'n'], 2), CannotEdit);
});

test('text of several lines is written as such', () => {
  assert.equal(setAt('a: 1\n', ['a'], 'x\ny\n'), 'a: |\n  x\n  y\n');
});
