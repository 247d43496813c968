// Times, counts and durations for people.
import { signal } from '@preact/signals';

export type Zone = 'local' | 'UTC';
const kZoneKey = 'sluice-zone';
export const zone = signal<Zone>(localStorage.getItem(kZoneKey) === 'UTC' ? 'UTC' : 'local');
export function setZone(next: Zone): void {
  localStorage.setItem(kZoneKey, next);
  zone.value = next;
}

const two = (n: number): string => String(n).padStart(2, '0');

// 2026-12-01 08:30:05, in the chosen zone.
export function absolute(ms: number): string {
  const d = new Date(ms);
  if (Number.isNaN(ms)) return '';
  if (zone.value === 'UTC') return `${d.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return (
    `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ` +
    `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
  );
}

// What a time of the API means in milliseconds: RFC 3339 text, or milliseconds.
export function timeOf(value: string | number | undefined): number {
  return typeof value === 'number' ? value : Date.parse(value ?? '');
}

const kSteps: [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  for (let i = 0; i < kSteps.length; ++i) {
    const [size, unit] = kSteps[i] as [number, string];
    if (ms < size) continue;
    const next = kSteps[i + 1];
    const rest = next ? Math.floor((ms % size) / next[0]) : 0;
    return rest && next ? `${Math.floor(ms / size)} ${unit} ${rest} ${next[1]}` : `${Math.floor(ms / size)} ${unit}`;
  }
  return '';
}

export function relative(ms: number, now: number): string {
  const gap = now - ms;
  if (Math.abs(gap) < 5000) return 'just now';
  for (const [size, unit] of kSteps) {
    const n = Math.floor(Math.abs(gap) / size);
    if (n > 0) return gap > 0 ? `${n} ${unit} ago` : `in ${n} ${unit}`;
  }
  return 'just now';
}

export const count = (n: number | undefined): string => (n ?? 0).toLocaleString('en-US');

export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  return n < 1024 * 1024 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1024 / 1024).toFixed(1)} MiB`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
