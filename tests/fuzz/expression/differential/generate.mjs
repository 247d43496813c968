// Random expressions of the language that both sides have, and records for them.

// A small generator (mulberry32), so that a seed gives the same expressions on every machine.
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  return { below, pick };
}

const names = ['a', 'b', 'c', 'd', '"e f"'];
const keys = ['a', 'b', 'c', 'd', 'e f'];
const scalars = [0, 1, 2, -1, 3.5, 10, true, false, null, '', 'a', 'b', 'ab', 'aab', ' x ', 'é', '1', '2.5'];

export function valueOf(random, depth) {
  const kind = random.below(depth > 0 ? 10 : 6);
  if (kind < 6) return random.pick(scalars);
  if (kind < 8) return Array.from({ length: random.below(4) }, () => valueOf(random, depth - 1));
  const out = {};
  for (let i = random.below(4); i > 0; i--) out[random.pick(keys)] = valueOf(random, depth - 1);
  return out;
}

export function recordOf(random) {
  const out = {};
  for (const key of keys) if (random.below(5)) out[key] = valueOf(random, 3);
  return out;
}

const literal = (random) => '`' + JSON.stringify(valueOf(random, 1)).replaceAll('`', '\\`') + '`';
const text = (random) => "'" + random.pick(['', 'a', 'b', 'ab', ' ', 'x']) + "'";
const whole = (random) => '`' + (random.below(7) - 2) + '`';

// f, the kinds of its arguments
const calls = [
  ['abs', 'x'], ['avg', 'x'], ['ceil', 'x'], ['contains', 'xx'], ['ends_with', 'xx'], ['floor', 'x'],
  ['from_items', 'x'], ['items', 'x'], ['join', 'tx'], ['keys', 'x'], ['length', 'x'], ['map', '&x'],
  ['max', 'x'], ['max_by', 'x&'], ['merge', 'xx'], ['min', 'x'], ['min_by', 'x&'], ['not_null', 'xx'],
  ['reverse', 'x'], ['sort', 'x'], ['sort_by', 'x&'], ['starts_with', 'xx'], ['sum', 'x'],
  ['to_array', 'x'], ['to_number', 'x'], ['to_string', 'x'], ['type', 'x'], ['values', 'x'], ['zip', 'xx'],
  ['group_by', 'x&'], ['find_first', 'xt'], ['find_first', 'xtnn'], ['find_last', 'xt'], ['find_last', 'xtnn'],
  ['lower', 'x'], ['upper', 'x'], ['pad_left', 'xn'], ['pad_right', 'xn'], ['replace', 'xtt'],
  ['replace', 'xttn'], ['split', 'xt'], ['split', 'xtn'], ['trim', 'x'], ['trim', 'xt'],
  ['trim_left', 'x'], ['trim_right', 'x'],
];

function callOf(random, depth) {
  const [name, kinds] = random.pick(calls);
  const argument = { x: () => expressionOf(random, depth - 1), '&': () => '&' + expressionOf(random, depth - 1),
    t: () => text(random), n: () => whole(random) };
  return `${name}(${[...kinds].map((kind) => argument[kind]()).join(', ')})`;
}

function plainOf(random, depth) {
  const inner = () => expressionOf(random, depth - 1);
  switch (random.below(depth > 0 ? 22 : 6)) {
    case 0: case 1: case 2: return random.pick(names);
    case 3: return '@';
    case 4: return literal(random);
    case 5: return random.below(3) ? text(random) : '$';
    case 6: case 7: case 8: return callOf(random, depth);
    case 9: return `[${inner()}, ${inner()}]`;
    case 10: return `{a: ${inner()}, "x y": ${inner()}}`;
    case 11: return `(${inner()})`;
    case 12: return `!${inner()}`;
    case 13: return `let $v = ${inner()} in ${random.below(2) ? '$v' : `[${inner()}, $v]`}`;
    case 14: return `(${inner()} ? ${inner()} : ${inner()})`;
    case 15: return `${inner()} ${random.pick(['&&', '||'])} ${inner()}`;
    case 16: return `${inner()} ${random.pick(['==', '!=', '<', '<=', '>', '>='])} ${inner()}`;
    case 17: return `(${inner()} ${random.pick(['+', '-', '*', '/', '//', '%'])} ${inner()})`;
    case 18: return `${inner()} | ${inner()}`;
    case 19: return `-${random.pick(names)}`;
    default: return `${random.pick(names)}${subscriptOf(random, depth)}`;
  }
}

function subscriptOf(random, depth) {
  switch (random.below(9)) {
    case 0: return `[${random.below(5) - 2}]`;
    case 1: return '[*]';
    case 2: return '[]';
    case 3: return `[?${expressionOf(random, depth - 1)}]`;
    case 4: return `[${random.pick(['', '1', '-2'])}:${random.pick(['', '2', '-1'])}${random.pick(['', ':2', ':-1'])}]`;
    case 5: return '.*';
    case 6: return `.[${random.pick(names)}, @]`;
    default: return '.' + random.pick(names);
  }
}

export function expressionOf(random, depth = 3) {
  let out = plainOf(random, depth);
  if (/^[a-d"(]/.test(out) && !/ /.test(out)) {
    for (let i = random.below(3); i > 0; i--) out += subscriptOf(random, depth);
  }
  return out;
}
