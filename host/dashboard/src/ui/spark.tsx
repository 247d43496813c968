// Small drawings with a text for those who do not see them.
import type { JSX } from 'preact';

const kLeastBars = 12; // a few are not drawn wider

// Bars of values from left to right, scaled to the largest.
export function Bars(p: { values: number[]; tones?: string[]; label: string }): JSX.Element {
  const most = Math.max(1, ...p.values);
  const width = 6;
  const places = Math.max(kLeastBars, p.values.length);
  return (
    <svg class="bars" role="img" aria-label={p.label} viewBox={`0 0 ${places * width} 20`} preserveAspectRatio="none">
      {p.values.map((v, i) => {
        const height = v === 0 ? 1 : Math.max(2, (v / most) * 20);
        return <rect class={p.tones?.[i] ?? ''} x={i * width} y={20 - height} width={width - 2} height={height} rx="1" />;
      })}
    </svg>
  );
}

// How much of something is used, from 0 to 1.
export function Gauge(p: { part: number; label: string }): JSX.Element {
  const part = Math.min(1, Math.max(0, p.part));
  return (
    <svg class={`gauge ${part > 0.9 ? 'bad' : part > 0.7 ? 'warn' : 'good'}`} role="img" aria-label={p.label} viewBox="0 0 100 6" preserveAspectRatio="none">
      <rect class="back" width="100" height="6" />
      <rect class="fill" width={part * 100} height="6" />
    </svg>
  );
}

// Parts of a whole side by side: values with their tones.
export function Shares(p: { values: [number, string][]; of: number; label: string }): JSX.Element {
  let at = 0;
  return (
    <svg class="shares" role="img" aria-label={p.label} viewBox="0 0 100 8" preserveAspectRatio="none">
      {p.values.map(([value, tone]) => {
        const width = (Math.max(0, value) / p.of) * 100;
        at += width;
        return width > 0 && <rect class={tone} x={at - width} y="0" width={width} height="8" />;
      })}
    </svg>
  );
}
