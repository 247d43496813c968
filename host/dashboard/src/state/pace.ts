// How often a page is drawn again by itself: at most so many times a second, and never while nobody sees it.
import { type Signal, signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';

const isVisible = (): boolean => globalThis.document === undefined || document.visibilityState === 'visible';

export const visible = signal(isVisible());
globalThis.document?.addEventListener('visibilitychange', () => {
  visible.value = isVisible();
});

type Times = { now: () => number; later: (work: () => void, ms: number) => void };
const kTimes: Times = { now: () => performance.now(), later: (work, ms) => void setTimeout(work, ms) };

// Does the work at once if the last time is long enough ago, else when it is; once for all that asked meanwhile. While the page is
// hidden it waits until it is seen.
export function paced(everyMs: number, work: () => void, seen: Signal<boolean> = visible, times: Times = kTimes): { soon: () => void; stop: () => void } {
  let last = -Infinity;
  let asked = false;
  let planned = false;
  let stopped = false;
  const look = (): void => {
    if (!asked || planned || stopped || !seen.value) return;
    const wait = last + everyMs - times.now();
    if (wait <= 0) {
      asked = false;
      last = times.now();
      return work();
    }
    planned = true;
    times.later(() => {
      if (stopped) return;
      planned = false;
      look();
    }, wait);
  };
  const forget = seen.subscribe(look);
  const soon = (): void => {
    asked = true;
    look();
  };
  const stop = (): void => {
    stopped = true;
    forget();
  };
  return { soon, stop };
}

// Does the work each so many milliseconds while the page is seen, and as soon as it is seen again.
export function useEvery(ms: number, work: () => void, wanted = true): void {
  const latest = useRef(work);
  latest.current = work;
  const on = wanted && visible.value;
  const wasOff = useRef(false);
  useEffect(() => {
    if (!on) {
      wasOff.current = wanted;
      return;
    }
    if (wasOff.current) latest.current();
    wasOff.current = false;
    const timer = setInterval(() => latest.current(), ms);
    return () => clearInterval(timer);
  }, [on, ms]);
}

// The value, which changes at most each so many milliseconds: for what is asked of the server when it changes.
export function useSlow<T extends string>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const last = useRef(-Infinity);
  useEffect(() => {
    if (value === shown) return;
    const take = (): void => {
      last.current = performance.now();
      setShown(value);
    };
    const wait = last.current + ms - performance.now();
    if (wait <= 0) return take();
    const timer = setTimeout(take, wait);
    return () => clearTimeout(timer);
  }, [value, shown, ms]);
  return shown;
}

const clocks = new Map<number, Signal<number>>();

// The time, which moves on each so many milliseconds while the page is seen. All who show it are drawn together.
export function clockOf(ms: number): Signal<number> {
  let clock = clocks.get(ms);
  if (clock) return clock;
  clock = signal(Date.now());
  clocks.set(ms, clock);
  const own = clock;
  const move = (): void => {
    if (visible.value) own.value = Date.now();
  };
  setInterval(move, ms);
  visible.subscribe(move);
  return clock;
}
