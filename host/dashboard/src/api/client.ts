// Calls of the server's API. Every failure is a Problem with words for people.
import { parseExact, parseFigures } from './json';
import type { ConfigProblem } from './model';

export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly problems: ConfigProblem[];
  readonly body: Record<string, unknown>;

  constructor(status: number, title: string, detail: string, body: Record<string, unknown> = {}) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.body = body;
    this.problems = (body['problems'] ?? body['errors'] ?? []) as ConfigProblem[];
  }

  // The server has no such endpoint. An object that is not there has a detail.
  get missing(): boolean {
    return (this.status === 404 && this.detail === '') || this.status === 405 || this.status === 501;
  }
  get unreachable(): boolean {
    return this.status === 0;
  }
}

export type Reply<T> = { data: T; etag: string; status: number };
export type Options = {
  body?: unknown; // sent as JSON
  text?: string; // sent as it is
  type?: string; // of text
  ifMatch?: string;
  ifNoneMatch?: string;
  exact?: boolean; // numbers of the answer keep their text
  signal?: AbortSignal;
};

export type QueryWords = Record<string, string | number | boolean | undefined | null>;

// Path with its parameters; what is undefined, null or empty is left out.
export function withQuery(path: string, words: QueryWords): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(words)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

function headersOf(options: Options): Record<string, string> {
  const headers: Record<string, string> = { 'X-Sluice': '1', Accept: 'application/json, text/yaml, */*' };
  if (options.text !== undefined) headers['Content-Type'] = options.type ?? 'text/yaml';
  else if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.ifMatch) headers['If-Match'] = options.ifMatch;
  if (options.ifNoneMatch) headers['If-None-Match'] = options.ifNoneMatch;
  return headers;
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  try {
    const body = options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const init: RequestInit = { method, headers: headersOf(options), credentials: 'same-origin', cache: 'no-store' };
    if (body !== undefined) init.body = body;
    if (options.signal) init.signal = options.signal;
    return await fetch(path, init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Problem(0, 'The server cannot be reached', 'Check that sluice serve is running; the page tries again by itself.');
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const body = parseFigures(text) as Record<string, unknown>;
    return new Problem(status, String(body['title'] ?? `Status ${status}`), String(body['detail'] ?? ''), body);
  } catch {
    return new Problem(status, `The server answered with status ${status}`, text.slice(0, 500));
  }
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<Reply<T>> {
  const response = await send(method, path, options);
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  const json = (response.headers.get('content-type') ?? '').includes('json');
  const data = text === '' ? undefined : json ? (options.exact ? parseExact(text) : parseFigures(text)) : text;
  return { data: data as T, etag: response.headers.get('etag') ?? '', status: response.status };
}

export const get = async <T>(path: string, options?: Options): Promise<T> => (await call<T>('GET', path, options)).data;
export const post = async <T>(path: string, body: unknown = {}, options: Options = {}): Promise<T> =>
  (await call<T>('POST', path, { ...options, body })).data;
export const remove = async <T>(path: string, options?: Options): Promise<T> =>
  (await call<T>('DELETE', path, options)).data;

// A list's items, whatever the list calls them.
export function itemsOf<T>(answer: unknown): T[] {
  if (Array.isArray(answer)) return answer as T[];
  const body = (answer ?? {}) as Record<string, unknown>;
  for (const value of [body['items'], body['data']]) if (Array.isArray(value)) return value as T[];
  for (const value of Object.values(body)) if (Array.isArray(value)) return value as T[];
  return [];
}

// All pages of a list, at most `most` items.
export async function getAll<T>(path: string, words: QueryWords = {}, most = 2000): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const answer = await get<{ next?: string }>(withQuery(path, { ...words, cursor }));
    items.push(...itemsOf<T>(answer));
    cursor = answer.next;
  } while (cursor && items.length < most);
  return items;
}
