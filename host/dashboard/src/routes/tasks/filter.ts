// The filter of tasks. List, count and bulk jobs get the same words, so a job cannot touch more than the list shows.
import { query } from '../../state/router';

export const kFilterWords = ['pipeline', 'step', 'state', 'group', 'class', 'id', 'older', 'newer', 'text'] as const;
export type TaskFilter = Partial<Record<(typeof kFilterWords)[number], string>>;

export function filterOf(words: URLSearchParams): TaskFilter {
  const filter: TaskFilter = {};
  for (const word of kFilterWords) {
    const value = words.get(word);
    if (value) filter[word] = value;
  }
  return filter;
}

export const currentFilter = (): TaskFilter => filterOf(query.value);

// A filter in words, for a question before a bulk action.
export function describe(filter: TaskFilter): string {
  const parts = Object.entries(filter).map(([word, value]) => `${word} ${value}`);
  return parts.length > 0 ? parts.join(', ') : 'every parked task';
}

export const kStates: [string, string][] = [
  ['', 'Parked'], ['retrying', 'Being retried'], ['done', 'Done'], ['skipped', 'Skipped'], ['superseded', 'Superseded'], ['all', 'Any state'],
];

export const kClasses: [string, string][] = [
  ['', 'Any error'], ['data', 'Data'], ['invalid', 'Invalid'], ['auth', 'Authorization'], ['rate_limited', 'Rate limit'],
  ['timeout', 'Timeout'], ['unavailable', 'Unavailable'], ['unsupported', 'Unsupported'], ['internal', 'Internal'],
];

export const kAges: [string, string][] = [['', 'Any time'], ['1h', 'In the last hour'], ['1d', 'In the last day'], ['7d', 'In the last week'], ['30d', 'In the last 30 days']];
