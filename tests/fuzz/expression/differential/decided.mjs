// The differences from @jmespath-community/jmespath 1.3.0 that we keep; plugin-api/expression/README.md
// says why. `applies` gets the question and both answers.
const has = (q, words) => words.test(q.expression);
const oursSays = (ours, words) => words.test(ours.error ?? ours.refused ?? '');
const bothGive = (ours, other) => 'result' in ours && 'result' in other;

export const decided = [
  {
    name: 'an argument of a kind that is known to be wrong is refused, evaluated or not',
    applies: (q, ours) => 'refused' in ours && /argument \d+ of/.test(ours.refused),
  },
  {
    name: 'an argument of a wrong kind fails, there taken by merge() and zip()',
    applies: (q, ours, other) => oursSays(ours, /argument \d+ of (merge|zip)\(\)/) && 'result' in other,
  },
  {
    name: '!a.b is !(a.b), there (!a).b',
    applies: (q) => has(q, /![^=]/),
  },
  {
    name: 'a projection before a : or a * that multiplies, there refused',
    applies: (q, ours, other) => /unexpected token: (:\(Colon\)|\*\(Star\))/.test(other.refused ?? ''),
  },
  {
    name: 'a | behind a conditional takes its result, there that of its else only',
    applies: (q) => has(q, /\?.*:.*\|/),
  },
  {
    name: 'texts have an order, there null',
    applies: (q) => has(q, /[<>]/),
  },
  {
    name: 'division by zero fails, there it gives what JSON cannot write',
    applies: (q, ours) => oursSays(ours, /division by zero/),
  },
  {
    name: 'a multi-select ends a projection',
    applies: (q) => has(q, /\.[[{]/),
  },
  {
    name: 'a.*.b.c of which nothing is left is an empty array, there null',
    applies: (q) => has(q, /\*(\.|\[)/),
  },
  {
    name: 'contains(text, what is no text) is false, there null',
    applies: (q, ours, other) => has(q, /contains\(/) && bothGive(ours, other),
  },
  {
    name: 'split() with a count gives no part that is not there, there an empty text at the end',
    applies: (q, ours, other) => has(q, /split\(/) && bothGive(ours, other),
  },
  {
    name: 'an empty text is padded, there it stays empty',
    applies: (q, ours, other) => has(q, /pad_(left|right)\(/) && bothGive(ours, other),
  },
  {
    name: 'replace() replaces from left to right what the text had, and nothing for an empty text',
    applies: (q, ours, other) => has(q, /replace\(/) && bothGive(ours, other),
  },
  {
    name: 'to_number() of blanks is null, there 0',
    applies: (q, ours, other) => has(q, /to_number\(/) && bothGive(ours, other),
  },
  {
    name: 'a % b has the sign of b, as // rounds down',
    applies: (q, ours, other) => has(q, / % /) && bothGive(ours, other),
  },
  {
    name: 'an end of 0 of find_first() and find_last() is before all, there the end of the text',
    applies: (q, ours, other) => has(q, /find_(first|last)\(/) && bothGive(ours, other),
  },
  {
    name: 'sort_by() keeps the order of items with the same key; max_by() and min_by() take texts',
    applies: (q, ours, other) => has(q, /(sort|max|min)_by\(/) && bothGive(ours, other),
  },
  {
    name: 'texts are sorted by code point, there by the rules of a language',
    applies: (q, ours, other) => has(q, /(sort|max|min)\(/) && bothGive(ours, other),
  },
  {
    name: 'keys of two kinds fail',
    applies: (q, ours) => oursSays(ours, /keys that are all numbers or all strings/),
  },
  {
    name: 'arithmetic with what is no number fails, also with null',
    applies: (q, ours) => oursSays(ours, /takes numbers; its/),
  },
];
