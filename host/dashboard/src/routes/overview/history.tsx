// The latest runs as a plot, and as a table for those who do not see it.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Run } from '../../api/model';
import { absolute, count, timeOf } from '../../state/format';
import { theme } from '../../ui/theme';
import { Table } from '../../ui/table';

const kHeight = 180;
const colour = (name: string): string => {
  const probe = document.createElement('span');
  probe.className = name;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

function optionsOf(width: number): uPlot.Options {
  const axis = { stroke: colour('muted'), grid: { stroke: colour('muted'), width: 0.15 }, ticks: { show: false }, font: '12px system-ui' };
  const dots = uPlot.paths.bars?.({ size: [0.5, 14] });
  const series = (label: string, name: string): uPlot.Series => ({
    label, stroke: colour(name), fill: colour(name), points: { show: false }, ...(dots ? { paths: dots } : {}),
  });
  return {
    width, height: kHeight, legend: { show: false }, cursor: { drag: { x: false, y: false } },
    axes: [{ ...axis, space: 100, values: (_, ticks) => ticks.map((t) => absolute(t * 1000).slice(5, 16)) }, { ...axis, size: 60, values: (_, ticks) => ticks.map((t) => count(t)) }],
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    series: [{}, series('Delivered', 'good'), series('Parked', 'bad')],
  };
}

function dataOf(runs: Run[]): uPlot.AlignedData {
  return [runs.map((r) => timeOf(r.started) / 1000), runs.map((r) => r.delivered), runs.map((r) => r.parked)];
}

export function History(p: { runs: Run[] }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const runs = [...p.runs].reverse();
  const shown = theme.value;
  const drawn = useRef<uPlot | null>(null);
  useEffect(() => drawn.current?.setData(dataOf(runs)), [p.runs]);
  useEffect(() => {
    const target = box.current;
    if (!target) return;
    const plot = (drawn.current = new uPlot(optionsOf(target.clientWidth), dataOf(runs), target));
    const observer = new ResizeObserver(() => plot.setSize({ width: target.clientWidth, height: kHeight }));
    observer.observe(target);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [shown]);
  return (
    <>
      <p class="small"><span class="good">■ delivered</span> <span class="bad">■ parked</span></p>
      <div class="plot" ref={box} aria-hidden="true" />
      <details>
        <summary class="small muted">As a table</summary>
        <Table
          label="Records of the latest runs"
          rows={p.runs.slice(0, 50)}
          rowKey={(r) => r.id}
          columns={[
            { head: 'Started', cell: (r) => absolute(timeOf(r.started)) },
            { head: 'Pipeline', cell: (r) => r.pipeline },
            { head: 'Delivered', number: true, cell: (r) => count(r.delivered) },
            { head: 'Parked', number: true, cell: (r) => count(r.parked) },
          ]}
        />
      </details>
    </>
  );
}
