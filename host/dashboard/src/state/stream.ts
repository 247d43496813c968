// Events of the server as they come, the oldest first. The server sends what it keeps, then what is new.
import { useEffect, useState } from 'preact/hooks';
import { paced } from './pace';
import { withQuery, type QueryWords } from '../api/client';

const kMost = 1000;
const kEveryMs = 200;

export type Followed<T> = { items: T[]; refused: boolean };

const kFirstWaitMs = 1000;
const kLongestWaitMs = 30_000;

// Not followed while paused. `refused`: the server does not send them, as too many others read, say; it is asked again, after longer
// and longer waits. A cut connection the browser takes up again by itself, behind the last event that it has.
export function useStream<T>(path: string, words: QueryWords, paused: boolean): Followed<T> {
  const url = withQuery(path, words);
  const [state, setState] = useState<Followed<T>>({ items: [], refused: false });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (paused) return;
    if (turn === 0) setState({ items: [], refused: false });
    let again: ReturnType<typeof setTimeout> | undefined;
    let begun = false;
    const stream = new EventSource(url);
    let waiting: T[] = [];
    const drawing = paced(kEveryMs, () => {
      const more = waiting;
      waiting = [];
      setState((old) => ({ items: [...old.items, ...more].slice(-kMost), refused: false }));
    });
    stream.onmessage = (event: MessageEvent<string>): void => {
      waiting = [...waiting.slice(-kMost), JSON.parse(event.data) as T];
      drawing.soon();
    };
    // The server sends what it keeps to a stream that is new.
    stream.onopen = () => {
      if (!begun) setState({ items: [], refused: false });
      begun = true;
    };
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      setState((old) => ({ ...old, refused: true }));
      again = setTimeout(() => setTurn(begun ? 1 : turn + 1), Math.min(kFirstWaitMs * 2 ** turn, kLongestWaitMs));
    };
    return () => {
      clearTimeout(again);
      drawing.stop();
      stream.close();
    };
  }, [url, paused, turn]);
  return state;
}
