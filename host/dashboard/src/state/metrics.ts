// Figures that the server has as metrics: parked tasks, backlogs, lag, rate budgets.
import { get } from '../api/client';
import { pipelines } from './live';
import { useEvery, useSlow } from './pace';
import { useResource } from './resource';

export type Sample = { name: string; labels: Record<string, string>; value: number };
export type Budget = { client: string; left: number; limit: number | undefined }; // undefined: the vendor does not say it
export type Figures = {
  known: boolean; // false until they were read once
  parked: Map<string, number>;
  backlog: Map<string, number>;
  lag: Map<string, number>;
  budgets: Budget[];
};

const kSample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const kLabel = /(\w+)="((?:[^"\\]|\\.)*)"/g;
const kEscapes: Record<string, string> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const m of text.matchAll(kLabel)) {
    labels[m[1] as string] = (m[2] as string).replace(/\\[n"\\]/g, (e) => kEscapes[e] ?? e);
  }
  return labels;
}

// The samples of a text in Prometheus' format; other lines are left out.
export function samplesOf(text: string): Sample[] {
  const found: Sample[] = [];
  for (const line of text.split('\n')) {
    const m = line.startsWith('#') ? null : kSample.exec(line);
    if (m) found.push({ name: m[1] as string, labels: labelsOf(m[2] ?? ''), value: Number(m[3]) });
  }
  return found;
}

function sums(samples: Sample[], name: string, fits: (s: Sample) => boolean = () => true): Map<string, number> {
  const found = new Map<string, number>();
  for (const s of samples) {
    const pipeline = s.labels['pipeline'];
    if (s.name === name && pipeline !== undefined && fits(s)) found.set(pipeline, (found.get(pipeline) ?? 0) + s.value);
  }
  return found;
}

function budgetsOf(samples: Sample[]): Budget[] {
  const of = (name: string): Map<string, number> => new Map(samples.filter((s) => s.name === name).map((s) => [s.labels['client'] ?? '', s.value]));
  const limits = of('sluice_rate_budget_limit');
  return [...of('sluice_rate_budget_remaining')].map(([client, left]) => ({ client, left, limit: limits.get(client) }));
}

export function figuresOf(text: string): Figures {
  const samples = samplesOf(text);
  return {
    known: text !== '',
    parked: sums(samples, 'sluice_tasks', (s) => s.labels['state'] === 'parked'),
    backlog: sums(samples, 'sluice_backlog_records'),
    lag: sums(samples, 'sluice_pipeline_lag_seconds'),
    budgets: budgetsOf(samples),
  };
}

const kEveryMs = 1000;

// Changes when a pipeline starts, ends or waits.
const statesOf = (): string => pipelines.value.map((p) => `${p.pipeline}:${p.state}:${p.last?.id ?? 0}`).join();

// Reads the figures each second while the page is visible, and when a pipeline's state changes, but not more often.
export function useFigures(): Figures {
  const text = useResource((signal) => get<string>('/metrics', { signal }), [useSlow(statesOf(), kEveryMs)]);
  useEvery(kEveryMs, text.reload);
  return figuresOf(typeof text.data === 'string' ? text.data : '');
}

export const total = (of: Map<string, number>): number => [...of.values()].reduce((n, v) => n + v, 0);
