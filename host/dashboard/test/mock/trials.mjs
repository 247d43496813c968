// Checks, previews and tests of the mock server: answers that look like the program's.
import { parse } from 'yaml';
import { checkFiles, objectsOf } from './config.mjs';
import { problemOf } from './server.mjs';

function previewOf(records, at) {
  const filtered = (r) => Boolean(r.deleted_at);
  return {
    records: records.map((record) => {
      const kept = filtered(record) ? [] : [record];
      const mapped = kept.map((r) => ({ ...r, margin: (r.price ?? 0) - (r.cost ?? 0) }));
      const failures = record.price === 'x' ? [{ step: 'transformers[1] (core.map)', message: "set.margin: '-' needs numbers, not text (column 7)" }] : [];
      return {
        record,
        steps: [
          { step: 'transformers[0] (core.filter)', pointer: `${at}/0`, before: [record], after: kept, filtered: kept.length ? 0 : 1, failures: [], ns: 7000 },
          { step: 'transformers[1] (core.map)', pointer: `${at}/1`, before: kept, after: failures.length ? [] : mapped, filtered: 0, failures: failures.map((f) => f.message), ns: 31000 },
        ],
        outputs: failures.length ? [] : mapped.map((r) => ({ target: 'books (file.publisher)', record: r })),
        failures,
      };
    }),
  };
}

// What request transformers make of an incoming's request: core.map sets numbers that stand in backquotes, and fails for others.
function requestPreviewOf(state, files, name) {
  const { subscriber } = objectsOf({ ...state.files, ...files }).find((o) => o.kind === 'incoming' && o.name === name).raw;
  const request = subscriber.request ?? {};
  let now = request;
  const steps = (subscriber.request_transformers ?? []).map(({ use, set = {} }, i) => {
    const before = now;
    const bad = Object.entries(set).find(([, v]) => !/^`\d+`$/.test(v));
    for (const [path, v] of Object.entries(bad ? {} : set)) now = { ...now, [path]: Number(v.slice(1, -1)) };
    return { step: `request_transformers[${i}] (${use})`, pointer: `/incoming/${name}/subscriber/request_transformers/${i}`, before: [before], after: bad ? [] : [now], filtered: 0, failures: bad ? [`set.${bad[0]}: no number (column 1)`] : [], ns: 9000 };
  });
  const failures = steps.flatMap((s) => s.failures.map((message) => ({ step: s.step, message })));
  return { records: [{ record: request, steps, outputs: failures.length ? [] : [{ target: 'request', record: now }], failures }] };
}

// One that is always there, and those of files that the page wrote.
function testsOf(state) {
  const written = Object.entries(state.files).filter(([path]) => path.endsWith('.test.yaml')).flatMap(([file, text]) => (parse(text).tests ?? []).map((t) => ({ name: t.name, file, line: 2 })));
  return [{ name: 'what was deleted is left out', file: 'shop.test.yaml', line: 2 }, ...written];
}

const kFetched = '{"id":"p-1","name":"Mug","price":9.50,"cost":4}\n{"id":"p-2","name":"Pan","price":20,"cost":11,"deleted_at":"2026-11-01"}\n';

const kMembers = { type: 'object', properties: { id: { type: 'string' }, supply_price: { type: 'number' } } };

export function trialRoutes(state) {
  return [
    ['POST', /^\/api\/v1\/incoming\/([^/]+)\/page$/, () => ({ body: { records: kFetched } })],
    ['POST', /^\/api\/v1\/preview$/, ({ body }) => {
      const asked = JSON.parse(body);
      const problems = checkFiles({ ...state.files, ...asked.files }, state.components);
      if (problems.length) return problemOf(422, 'The configuration has problems', '', { problems });
      if (asked.input?.request) return { body: requestPreviewOf(state, asked.files, asked.incoming) };
      const lines = (asked.input?.records ?? kFetched).split('\n').filter((l) => l.trim());
      return { body: previewOf(lines.map((l) => JSON.parse(l)), `/pipelines/${asked.pipeline}/transformers`) };
    }],
    ['POST', /^\/api\/v1\/members$/, ({ body }) => ({ body: { items: [{ instance: 'subscriber', pointer: `/pipelines/${JSON.parse(body).pipeline}/subscriber`, after: kMembers }] } })],
    ['POST', /^\/api\/v1\/eval$/, ({ body }) => {
      const { expression, input } = JSON.parse(body);
      if (expression.endsWith('(')) return problemOf(422, 'The expression ends too early', `column ${expression.length}`);
      return { body: { value: JSON.stringify(JSON.parse(input)[expression] ?? null) } };
    }],
    ['POST', /^\/api\/v1\/schedule$/, () => ({ body: { words: 'at 02:30 every day, Europe/Berlin', next: [1, 2, 3, 4, 5].map((d) => new Date(Date.now() + d * 8.64e7).toISOString()) } })],
    ['GET', /^\/api\/v1\/pipelines\/([^/]+)\/tests$/, () => ({ body: { tests: testsOf(state) } })],
    ['POST', /^\/api\/v1\/pipelines\/([^/]+)\/tests$/, () => ({ body: { tests: testsOf(state).map((t) => ({ ...t, passed: true })), passed: testsOf(state).length, failed: 0 } })],
  ];
}
