// Rows that stay where they are while what they show changes.
import { useRef, useState } from 'preact/hooks';

export type Held<T> = { rows: T[]; more: T[]; moved: boolean; show: () => void };

// In the order of the first time. `more`: rows that came since and are not among them; `moved`: the order would be another one now.
// One that is gone stays as it was, or as `gone` makes it.
export function useHeld<T>(latest: T[], keyOf: (row: T) => string | number, gone: (row: T) => T): Held<T> {
  const held = useRef<T[]>([]);
  const [, redraw] = useState(0);
  const now = new Map(latest.map((row) => [keyOf(row), row]));
  held.current = held.current.length === 0 ? latest : held.current.map((row) => now.get(keyOf(row)) ?? gone(row));
  const here = new Set(held.current.map(keyOf));
  const order = held.current.map(keyOf).filter((key) => now.has(key));
  return {
    rows: held.current,
    more: latest.filter((row) => !here.has(keyOf(row))),
    moved: latest.map(keyOf).filter((key) => here.has(key)).some((key, i) => key !== order[i]),
    show: () => {
      held.current = latest;
      redraw((n) => n + 1);
    },
  };
}
