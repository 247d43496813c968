// Makes expressions at random, evaluates each with our language and with @jmespath-community/jmespath,
// and groups what differs by the shape of the expression. A difference that is decided has a rule
// in decided.mjs; the others are printed, and the exit code is then 1.
// compare.mjs EVALUATE_LINES [COUNT] [SEED], with the package in reach of node
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { expressionOf, recordOf, randomOf } from './generate.mjs';
import { decided } from './decided.mjs';

const jmespath = createRequire(process.cwd() + '/')('@jmespath-community/jmespath');
const [program, count = '20000', seed = '1'] = process.argv.slice(2);
const random = randomOf(Number(seed));

const questions = [];
for (let i = 0; i < Number(count); i++) {
  questions.push({ expression: expressionOf(random), given: recordOf(random) });
}

function theirs({ expression, given }) {
  let tree;
  try {
    tree = jmespath.compile(expression);
  } catch (error) {
    return { refused: String(error.message ?? error) };
  }
  try {
    return { result: jmespath.TreeInterpreter.search(tree, given) ?? null };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value && typeof value === 'object') {
    return '{' + Object.keys(value).sort().map((k) => JSON.stringify(k) + ':' + canonical(value[k])).join(',') + '}';
  }
  return typeof value === 'number' ? String(Number(value.toPrecision(12))) : JSON.stringify(value ?? null);
}

// A refusal and a failure are the same: which one it is depends on how much is known early.
function outcome(answer) {
  return 'result' in answer ? canonical(answer.result) : 'fails';
}

const run = spawnSync(program, { input: questions.map((q) => JSON.stringify(q)).join('\n') + '\n', maxBuffer: 1 << 30 });
const lines = run.stdout.toString().split('\n');
if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}`);

let same = 0;
let results = 0;
const known = new Map();
const unknown = [];
questions.forEach((question, i) => {
  const ours = JSON.parse(lines[i]);
  const other = theirs(question);
  if ('result' in ours) results++;
  if (outcome(ours) === outcome(other)) return void same++;
  const rule = decided.find((d) => d.applies(question, ours, other));
  if (rule) known.set(rule.name, (known.get(rule.name) ?? 0) + 1);
  else unknown.push({ question, ours, other });
});

console.log(`${questions.length} expressions, ${results} with a result, ${same} the same in both`);
for (const [name, times] of [...known].sort()) console.log(`${String(times).padStart(7)}  decided: ${name}`);
for (const { question, ours, other } of unknown.slice(0, 30)) {
  console.log(`\nDIFFERS: ${question.expression}\n  given  ${JSON.stringify(question.given)}`);
  console.log(`  ours   ${JSON.stringify(ours)}\n  theirs ${JSON.stringify(other)}`);
}
if (unknown.length) console.log(`\n${unknown.length} differences are not decided`);
process.exit(unknown.length || results < questions.length / 10 ? 1 : 0);
