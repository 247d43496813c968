// Whether the page has something that nobody saved yet.
import { useEffect } from 'preact/hooks';

let edits = 0;

export const isUnsaved = (): boolean => edits > 0;

export function useUnsaved(changed: boolean): void {
  useEffect(() => {
    if (!changed) return;
    ++edits;
    return () => {
      --edits;
    };
  }, [changed]);
}
