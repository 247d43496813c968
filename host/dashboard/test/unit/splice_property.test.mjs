// Random edits on random commented texts: what the text means changes as asked, and no foreign byte is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { load } from '../bundle.mjs';

const { setAt, removeAt, insertItem, removeItem, moveItem, CannotEdit } = await load('yaml/splice.ts', 'yaml/items.ts');

// A small generator with a seed, so that a failure can be repeated.
function randomOf(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const kValues = ['text', "'single'", '"double: #x"', '0x1F', '1.50', 'true', '~', '', '|\n@  line one\n@\n@  line two', '>-\n@  folded\n@  text', '[a,   b ]', '{k: 1,  l: [2]}', '[]', '{}'];

function comment(random, pad) {
  const kind = random(5);
  return kind === 0 ? `${pad}# note ${random(1000)}\n` : kind === 1 ? '\n' : '';
}
const behind = (random) => (random(3) === 0 ? `${' '.repeat(1 + random(4))}# behind ${random(1000)}` : '');

function valueText(random, pad) {
  const value = kValues[random(kValues.length)].replace(/@/g, pad);
  if (value.includes('\n')) return ` ${value}\n`;
  return `${value ? ' '.repeat(1 + random(3)) : ''}${value}${behind(random)}\n`;
}

function mapText(random, depth, indent) {
  const pad = ' '.repeat(indent);
  let text = '';
  for (let i = 0, n = 1 + random(4); i < n; ++i) {
    text += comment(random, pad);
    const kind = depth > 0 ? random(4) : 3;
    if (kind === 0) text += `${pad}m${i}:${behind(random)}\n${mapText(random, depth - 1, indent + 2)}`;
    else if (kind === 1) text += `${pad}l${i}:${behind(random)}\n${listText(random, depth - 1, indent + 2)}`;
    else text += `${pad}k${i}:${valueText(random, pad)}`;
  }
  return text;
}

function listText(random, depth, indent) {
  const pad = ' '.repeat(indent);
  let text = '';
  for (let i = 0, n = 1 + random(3); i < n; ++i) {
    text += comment(random, pad);
    const inner = random(2) ? mapText(random, depth, indent + 2).replace(/^(\s*#[^\n]*\n|\s*\n)*/, '').trimStart() : `item ${random(99)}${behind(random)}\n`;
    text += `${pad}- ${inner}`;
  }
  return text;
}

function pathsOf(value, path = []) {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([k, v]) => pathsOf(v, [...path, Array.isArray(value) ? Number(k) : k]));
  return path.length ? [path, ...inner] : inner;
}

const commentsOf = (text) => (text.match(/# (note|behind) \d+/g) ?? []).sort();
const at = (value, path) => path.reduce((v, k) => v?.[k], value);

function tryEdit(edit) {
  try {
    return edit();
  } catch (e) {
    if (e instanceof CannotEdit) return undefined;
    throw e;
  }
}

// What the two texts have in common at their beginning and their end is everything but one place.
function middleOf(before, after) {
  let head = 0;
  while (head < before.length && before[head] === after[head]) ++head;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) ++tail;
  return { out: before.slice(head, before.length - tail), into: after.slice(head, after.length - tail) };
}

const kRounds = 300;

test('setting a scalar changes one place, keeps each comment and means what was asked', () => {
  let made = 0;
  for (let seed = 1; seed <= kRounds; ++seed) {
    const random = randomOf(seed);
    const text = `# head\n${mapText(random, 3, 0)}`;
    const before = parse(text);
    const scalars = pathsOf(before).filter((p) => typeof at(before, p) !== 'object' || at(before, p) === null);
    if (scalars.length === 0) continue;
    const path = scalars[random(scalars.length)];
    const value = ['new', 7, true, 'with: colon', 'off'][random(5)];
    const after = tryEdit(() => setAt(text, path, value));
    if (after === undefined) continue;
    ++made;
    assert.deepEqual(at(parse(after), path), value, `seed ${seed}`);
    assert.deepEqual(commentsOf(after), commentsOf(text), `seed ${seed}`);
    assert.ok(middleOf(text, after).into.length <= JSON.stringify(value).length + 3, `seed ${seed}`);
  }
  assert.ok(made > kRounds * 0.9, `only ${made} edits were possible`);
});

test('a new member leaves every line that was there', () => {
  let made = 0;
  for (let seed = 1; seed <= kRounds; ++seed) {
    const random = randomOf(seed * 7);
    const text = `# head\n${mapText(random, 3, 0)}`;
    const before = parse(text);
    const maps = [[], ...pathsOf(before).filter((p) => { const v = at(before, p); return v && typeof v === 'object' && !Array.isArray(v); })];
    const path = [...maps[random(maps.length)], 'added'];
    const after = tryEdit(() => setAt(text, path, 'x'));
    if (after === undefined) continue;
    ++made;
    assert.equal(at(parse(after), path), 'x');
    assert.deepEqual(commentsOf(after), commentsOf(text), `seed ${seed}`);
    const { out } = middleOf(text, after);
    assert.ok(/^[ {}]*$/.test(out), `seed ${seed}: lost ${JSON.stringify(out)}`);
  }
  assert.ok(made > kRounds * 0.9, `only ${made} edits were possible`);
});

test('a removed member takes nothing but its own lines', () => {
  let made = 0;
  for (let seed = 1; seed <= kRounds; ++seed) {
    const random = randomOf(seed * 13);
    const text = `# head\n${mapText(random, 3, 0)}`;
    const before = parse(text);
    const members = pathsOf(before).filter((p) => typeof p[p.length - 1] === 'string' && p.length > 1);
    if (members.length === 0) continue;
    const path = members[random(members.length)];
    const after = tryEdit(() => removeAt(text, path));
    if (after === undefined) continue;
    ++made;
    assert.equal(at(parse(after), path), undefined, `seed ${seed}`);
    const { into } = middleOf(text, after);
    assert.ok(/^[ {}]*$/.test(into), `seed ${seed}: made ${JSON.stringify(into)}`);
  }
  assert.ok(made > kRounds * 0.4, `only ${made} edits were possible`);
});

test('moving an item keeps every line, only in another order', () => {
  let made = 0;
  for (let seed = 1; seed <= kRounds; ++seed) {
    const random = randomOf(seed * 17);
    const text = `list:\n${listText(random, 2, 2)}tail: 1 # behind 1\n`;
    const list = parse(text).list;
    const from = random(list.length);
    const to = random(list.length);
    const after = tryEdit(() => moveItem(text, ['list'], from, to));
    if (after === undefined) continue;
    ++made;
    const expected = [...list];
    expected.splice(to, 0, ...expected.splice(from, 1));
    assert.deepEqual(parse(after).list, expected, `seed ${seed}`);
    assert.deepEqual(after.split('\n').sort(), text.split('\n').sort(), `seed ${seed}`);
  }
  assert.ok(made > kRounds * 0.7, `only ${made} edits were possible`);
});

test('an item put in and taken out again leaves the text as it was', () => {
  let made = 0;
  for (let seed = 1; seed <= kRounds; ++seed) {
    const random = randomOf(seed * 23);
    const text = `list:\n${listText(random, 2, 2)}tail: 1\n`;
    const place = random(parse(text).list.length + 1);
    const after = tryEdit(() => insertItem(text, ['list'], place, { use: 'x', set: { a: 1 } }));
    if (after === undefined) continue;
    ++made;
    assert.deepEqual(parse(after).list[place], { use: 'x', set: { a: 1 } });
    const back = tryEdit(() => removeItem(after, ['list'], place));
    if (back !== undefined) assert.equal(back, text, `seed ${seed}`);
  }
  assert.ok(made > kRounds * 0.7, `only ${made} edits were possible`);
});
