// What the server does now. One tab of a browser holds the stream of events and tells the others.
import { computed, signal } from '@preact/signals';
import { Problem, get } from '../api/client';
import type { Pipeline, Status } from '../api/model';
import { paced } from './pace';
import { signedOut } from './session';

export const status = signal<Status | null>(null);
export const connection = signal<'connecting' | 'open' | 'lost'>('connecting');
// One more with each change of the configuration.
export const configurationChanges = signal(0);

export const pipelines = computed<Pipeline[]>(() => status.value?.pipelines ?? []);

type Message = { kind: 'status' | 'pipeline' | 'connection'; data: unknown };
const kDrawnEachMs = 500;
const kLongestWait = 10_000;
const kSilenceMs = 10_000;
const kAnswerMs = 5_000;

// What came since the page was drawn: the latest of each pipeline, over a status if one came.
let waiting: { status: Status | null; pipelines: Map<string, Pipeline> } = { status: null, pipelines: new Map() };

function takeStatus(next: Status): void {
  if (status.value && status.value.server.revision !== next.server.revision) ++configurationChanges.value;
  status.value = next;
}

function takeWaiting(): void {
  const { status: next, pipelines: changed } = waiting;
  waiting = { status: null, pipelines: new Map() };
  const now = next ?? status.value;
  if (now) takeStatus(changed.size === 0 ? now : { ...now, pipelines: now.pipelines.map((p) => changed.get(p.pipeline) ?? p) });
}

const drawing = paced(kDrawnEachMs, takeWaiting);

function take(message: Message): void {
  if (message.kind === 'connection') {
    connection.value = message.data as 'open' | 'lost';
    return;
  }
  if (message.kind === 'status') waiting = { status: message.data as Status, pipelines: new Map() };
  else waiting.pipelines.set((message.data as Pipeline).pipeline, message.data as Pipeline);
  drawing.soon();
}

// A network that is cut may end no connection: after a silence the server is asked, and must answer.
async function answers(): Promise<boolean> {
  try {
    await get('/healthz', { signal: AbortSignal.timeout(kAnswerMs) });
    return true;
  } catch (e) {
    return e instanceof Problem && e.status > 0;
  }
}

function openStream(tell: (message: Message) => void): void {
  let wait = 500;
  const open = (): void => {
    const stream = new EventSource('/api/v1/events');
    let heard = Date.now();
    const hear = (): void => {
      heard = Date.now();
      tell({ kind: 'connection', data: 'open' });
    };
    const on = (kind: 'status' | 'pipeline') => (event: MessageEvent<string>) => {
      wait = 500;
      hear();
      tell({ kind, data: JSON.parse(event.data) });
    };
    const lose = (): void => {
      clearInterval(watch);
      stream.close();
      tell({ kind: 'connection', data: 'lost' });
      setTimeout(open, wait);
      wait = Math.min(wait * 2, kLongestWait);
      void checkSession();
    };
    const watch = setInterval(() => {
      if (document.visibilityState !== 'visible' || Date.now() - heard < kSilenceMs) return;
      heard = Date.now();
      void answers().then((good) => good || stream.readyState === EventSource.CLOSED || lose());
    }, kAnswerMs);
    stream.addEventListener('status', on('status'));
    stream.addEventListener('pipeline', on('pipeline'));
    stream.onopen = hear;
    stream.onerror = lose;
  };
  open();
}

async function checkSession(): Promise<void> {
  try {
    await get('/api/v1/session');
  } catch (e) {
    if (e instanceof Problem && e.status === 401) signedOut();
  }
}

// Reads the status once, then follows events, in this tab or through the one that has the stream.
export function startLive(): void {
  void refreshStatus();
  const channel = new BroadcastChannel('sluice-events');
  channel.onmessage = (event: MessageEvent<Message>) => take(event.data);
  const tell = (message: Message): void => {
    take(message);
    channel.postMessage(message);
  };
  if (!navigator.locks) return openStream(tell);
  void navigator.locks.request('sluice-events', () => {
    openStream(tell);
    return new Promise<void>(() => undefined);
  });
}

export async function refreshStatus(): Promise<void> {
  takeWaiting(); // what comes from now on is newer than the answer
  try {
    takeStatus(await get<Status>('/api/v1/status'));
    connection.value = 'open';
  } catch (e) {
    if (e instanceof Problem && e.status === 401) signedOut();
    else connection.value = 'lost';
  }
}
