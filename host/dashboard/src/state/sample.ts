// Sample records of a pipeline or an incoming: lines of JSON that were fetched or pasted. They stay in this tab only.
import { signal } from '@preact/signals';

const samples = signal<Record<string, string>>({});

export const sampleOf = (name: string): string => samples.value[name] ?? '';

export function setSample(name: string, lines: string): void {
  samples.value = { ...samples.value, [name]: lines };
}
