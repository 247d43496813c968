// Events of the server as they come, the oldest first. The server sends what it keeps, then what is new.
import { useEffect, useState } from 'preact/hooks';
import { paced } from './pace';
import { withQuery, type QueryWords } from '../api/client';

const kMost = 1000;
const kEveryMs = 200;

export type Followed<T> = { items: T[]; refused: boolean };

// Not followed while paused. `refused`: the server does not send them, as too many others read, say.
export function useStream<T>(path: string, words: QueryWords, paused: boolean): Followed<T> {
  const url = withQuery(path, words);
  const [state, setState] = useState<Followed<T>>({ items: [], refused: false });
  useEffect(() => {
    if (paused) return;
    setState({ items: [], refused: false });
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
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) setState((old) => ({ ...old, refused: true }));
    };
    return () => {
      drawing.stop();
      stream.close();
    };
  }, [url, paused]);
  return state;
}
