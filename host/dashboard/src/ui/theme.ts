// Dark, light, or as the system has it.
import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';
const kKey = 'sluice-theme';
const kThemes: Theme[] = ['system', 'light', 'dark'];
export const theme = signal<Theme>(kThemes.find((t) => t === localStorage.getItem(kKey)) ?? 'system');

export function applyTheme(next: Theme = theme.value): void {
  theme.value = next;
  localStorage.setItem(kKey, next);
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
}
