// Which of the places where something is known of records a step belongs to.
import type { MembersAt, Schema } from '../api/model';

const kInCase = /^(.*?\/\d+)\/(?:switch|else)\//;

// What is known in front of the step. Of one that is not complete yet: what is known behind the step before it, else behind the source.
export function knownAt(places: MembersAt[], pointer: string): Schema | undefined {
  const outer = kInCase.exec(pointer)?.[1]; // a case's steps get what the switch gets
  if (outer !== undefined) return knownAt(places, outer);
  const of = (one: string): MembersAt | undefined => places.find((p) => p.pointer === one);
  const own = of(pointer);
  if (own) return own.before;
  const [, list = '', number = '0'] = /^(.*)\/(\d+)$/.exec(pointer) ?? [];
  for (let at = Number(number) - 1; at >= 0; --at) {
    const before = of(`${list}/${at}`);
    if (before) return before.after;
  }
  return places[0]?.after;
}
