// Which lines two texts have in common.
export type DiffLine = { kind: 'same' | 'out' | 'in'; text: string };

const kMostCells = 4_000_000;

// Lengths of the longest common part behind each pair of places, row by row.
function table(a: string[], b: string[]): Uint32Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; --i) {
    const row = rows[i] as Uint32Array;
    const below = rows[i + 1] as Uint32Array;
    for (let j = b.length - 1; j >= 0; --j) {
      row[j] = a[i] === b[j] ? (below[j + 1] as number) + 1 : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  return rows;
}

function middle(a: string[], b: string[]): DiffLine[] {
  const out = (text: string): DiffLine => ({ kind: 'out', text });
  const into = (text: string): DiffLine => ({ kind: 'in', text });
  if (a.length * b.length > kMostCells) return [...a.map(out), ...b.map(into)];
  const rows = table(a, b);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] as string });
      ++i;
      ++j;
    } else if (((rows[i + 1] as Uint32Array)[j] as number) >= ((rows[i] as Uint32Array)[j + 1] as number)) {
      lines.push(out(a[i++] as string));
    } else {
      lines.push(into(b[j++] as string));
    }
  }
  return [...lines, ...a.slice(i).map(out), ...b.slice(j).map(into)];
}

export function diffLines(before: string, after: string): DiffLine[] {
  const a = before === '' ? [] : before.replace(/\n$/, '').split('\n');
  const b = after === '' ? [] : after.replace(/\n$/, '').split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) ++head;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) ++tail;
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...a.slice(0, head).map(same),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

export type Hunk = { skipped: number; lines: DiffLine[] };

// The changed lines with some around them.
export function hunks(lines: DiffLine[], around = 3): Hunk[] {
  const keep = lines.map((_, i) => lines.slice(Math.max(0, i - around), i + around + 1).some((l) => l.kind !== 'same'));
  const found: Hunk[] = [];
  let skipped = 0;
  lines.forEach((line, i) => {
    if (!keep[i]) return void ++skipped;
    if (i === 0 || !keep[i - 1]) found.push({ skipped, lines: [] });
    (found[found.length - 1] as Hunk).lines.push(line);
    skipped = 0;
  });
  return found;
}
