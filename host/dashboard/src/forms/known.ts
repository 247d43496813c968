// What is known, or was seen, at the place of a step: members of records, or records of a sample.
export type Place<T> = { pointer: string; before?: T; after?: T };
export type Seen = Place<string>; // records as lines of JSON

const kInCase = /^(.*?\/\d+)\/(?:switch|else)\//;

// In front of the step. Of one that is not there yet: behind the step before it, else behind the first place.
export function knownAt<T>(places: Place<T>[], pointer: string): T | undefined {
  const of = (one: string): Place<T> | undefined => places.find((p) => p.pointer === one);
  const own = of(pointer);
  const outer = kInCase.exec(pointer)?.[1]; // a case's steps get what the switch gets
  if (outer !== undefined) return own?.before ?? knownAt(places, outer);
  if (own) return own.before;
  const [, list = '', number = '0'] = /^(.*)\/(\d+)$/.exec(pointer) ?? [];
  for (let at = Number(number) - 1; at >= 0; --at) {
    const before = of(`${list}/${at}`);
    if (before) return before.after;
  }
  return places[0]?.after;
}

// The places behind a first one where this is known.
export const behind = <T>(first: T | undefined, places: Place<T>[]): Place<T>[] => [{ pointer: '', ...(first === undefined ? {} : { after: first }) }, ...places];
