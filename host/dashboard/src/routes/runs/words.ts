// What outcomes mean for the eye and for the order.
import type { Pipeline, Run } from '../../api/model';

export type Tone = 'good' | 'warn' | 'bad' | 'info';

export function runTone(outcome: Run['outcome']): Tone {
  if (outcome === 'failed' || outcome === 'lost') return 'bad';
  if (outcome === 'parked' || outcome === 'waiting' || outcome === 'stopped') return 'warn';
  return outcome === 'done' ? 'good' : 'info';
}

// What a pipeline does. One that waits for its next start has nothing to be warned of.
export const stateWord = (p: Pipeline): string => (p.state !== 'waiting' ? p.state : p.always ? 'listening' : 'scheduled');

// The same, or how its last run ended.
export const pipelineWord = (p: Pipeline): string => ((p.state === 'idle' || p.state === 'waiting') && p.last ? p.last.outcome : stateWord(p));

const kWeight: Record<Tone, number> = { bad: 3, warn: 2, info: 1, good: 0 };

// How much a pipeline needs attention; the worst first.
export function worst(p: Pipeline): number {
  return (p.last ? kWeight[runTone(p.last.outcome)] : 0) * 2 + (p.running ? 1 : 0);
}

export const kOutcomes: [string, string][] = [
  ['', 'Any outcome'], ['failed', 'Failed'], ['parked', 'Records parked'], ['waiting', 'Records wait'], ['done', 'Done'],
  ['running', 'Running'], ['queued', 'Queued'], ['stopped', 'Stopped'], ['lost', 'Process lost'],
];
