// Tests of pipelines that are made of a preview.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../bundle.mjs';

const { caseOf, withCase, testFileOf, parseExact } = await load('routes/pipelines/testcase.ts', 'api/json.ts');

const shown = (record, outputs, failures = []) => ({ record, steps: [], outputs, failures });
const made = (...records) => ({ records });

test('numbers of records keep every digit in a test', () => {
  const record = parseExact('{"id":12345678901234567890,"price":1.10}');
  const text = withCase('', caseOf('a', 'p', made(shown(record, [{ target: 'books (file.publisher)', record }]))));
  assert.match(text, /input:\n {6}- id: 12345678901234567890\n {8}price: 1\.10\n/);
  assert.match(text, /expect:\n {6}- id: 12345678901234567890\n {8}price: 1\.10\n/);
});

test('what comes out is expected by target if there are several, and looked at if it is nothing', () => {
  const two = caseOf('a', 'p', made(shown({}, [{ target: 'books (x.y)', record: { n: 1 } }, { target: 'publishers[0] (x.y)', record: { n: 2 } }])));
  assert.deepEqual(two.expect, { books: [{ n: 1 }], 'publishers[0]': [{ n: 2 }] });
  assert.deepEqual(caseOf('a', 'p', made(shown({ n: 1 }, []))).expect, []);
});

test('a failure is expected by its record and its step', () => {
  const one = caseOf('a', 'p', made(shown({}, []), shown({}, [], [{ step: 'transformers[1] (core.map)', message: 'm' }])));
  assert.deepEqual(one.errors, [{ record: 2, step: 'core.map' }]);
});

test('what came out at the end of the walk is expected behind the records, and a failure there has no number', () => {
  const end = { steps: [], outputs: [{ target: 'books (x.y)', record: { all: 2 } }], failures: [{ step: 'transformers[1] (core.fail)', message: 'm' }] };
  const one = caseOf('a', 'p', { records: [shown({ n: 1 }, [{ target: 'books (x.y)', record: { n: 1 } }]), shown({ n: 2 }, [])], walk_end: end });
  assert.deepEqual(one.expect, [{ n: 1 }, { all: 2 }]);
  assert.deepEqual(one.errors, [{ step: 'core.fail' }]);
});

test('the tests of a file stand beside it', () => {
  assert.equal(testFileOf('pipelines/a.yaml'), 'pipelines/a.test.yaml');
  assert.equal(testFileOf('shop.yml'), 'shop.test.yaml');
});

test('an empty list of tests gets its first one, and other keys of the file stay', () => {
  assert.match(withCase('tests: []\nhost: {state: s} # mine\n', caseOf('a', 'p', made())), /tests:\n {2}- name: a\n[^]*host: \{state: s\} # mine\n$/);
});
