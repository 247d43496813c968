// When a pipeline runs, in words, with its next five times.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Problem, post } from '../../api/client';
import type { SchedulePreview, Schema } from '../../api/model';
import { absolute, timeOf } from '../../state/format';
import type { FileEdit } from '../../state/file';
import { useHostSchema } from '../../state/catalog';
import { asProblem } from '../../state/resource';
import { may } from '../../state/session';
import { Button, Card, ProblemBox } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import { type Form, change, textIn, valueIn } from '../../forms/form';
import { settingsOf } from '../../forms/host';
import { Fields } from '../../forms/render';
import { kOfPipeline } from '../../forms/settings';
import type { Path } from '../../yaml/document';
import { FileAside, FileTrouble, SaveBar } from '../shared/save';

type Way = 'none' | 'every' | 'cron';

function wayOf(value: unknown): Way {
  if (typeof value === 'string') return 'cron';
  if (typeof value !== 'object' || value === null) return 'none';
  return 'every' in value ? 'every' : 'cron';
}

function useTimes(value: unknown): { words: SchedulePreview | undefined; problem: Problem | undefined } {
  const [state, setState] = useState<{ words: SchedulePreview | undefined; problem: Problem | undefined }>({ words: undefined, problem: undefined });
  const key = JSON.stringify(value ?? null);
  useEffect(() => {
    if (key === 'null' || key === '{}') return setState({ words: undefined, problem: undefined });
    let gone = false;
    const timer = setTimeout(() => {
      post<SchedulePreview>('/api/v1/schedule', { schedule: value }).then(
        (words) => gone || setState({ words, problem: undefined }),
        (e: unknown) => gone || setState({ words: undefined, problem: asProblem(e) }),
      );
    }, 300);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [key]);
  return state;
}

function Times(p: { value: unknown }): JSX.Element {
  const { words, problem } = useTimes(p.value);
  if (p.value === undefined || p.value === null) return <p class="muted">It runs when somebody starts it, or all the time if it waits for webhooks.</p>;
  return (
    <div aria-live="polite">
      <ProblemBox problem={problem} what="the next times of a schedule" />
      {words && (
        <>
          <p><strong>{words.words}</strong></p>
          <ol class="times">{words.next.map((t) => <li class="mono">{absolute(timeOf(t))}</li>)}</ol>
        </>
      )}
    </div>
  );
}

// The whole schedule is a text. What more can be set stands beside it in an object.
function ShortCron(p: { form: Form; path: Path }): JSX.Element {
  const text = textIn(p.form, p.path);
  return (
    <div class="field">
      <label for="cron-text">Cron expression</label>
      <input id="cron-text" value={text} disabled={p.form.readOnly} onInput={(e) => change(p.form, p.path, e.currentTarget.value)} />
      {!p.form.readOnly && <div><Button kind="quiet" onClick={() => change(p.form, p.path, { cron: text })}>Set more: time zone, spread, windows…</Button></div>}
    </div>
  );
}

// By the host's schema, whose second kind of schedule is the object.
function ScheduleDetails(p: { form: Form; path: Path; way: Way }): JSX.Element {
  const root = useHostSchema();
  const schema = useMemo(() => objectOf(settingsOf(root.data ?? {}, 'pipeline', kOfPipeline.filter((name) => name !== 'schedule')), p.way), [root.data, p.way]);
  if (root.problem) return <ProblemBox problem={root.problem} what="the settings of the host" />;
  return <Fields form={p.form} schema={schema} path={p.path} />;
}

function objectOf(pipeline: Schema, way: Way): Schema {
  const object = pipeline.properties?.['schedule']?.oneOf?.find((one) => one.properties) ?? {};
  const other = way === 'every' ? 'cron' : 'every';
  const properties = Object.entries(object.properties ?? {}).filter(([name]) => name !== other);
  return { ...object, properties: Object.fromEntries(properties) };
}

export function ScheduleFields(p: { form: Form; name: string }): JSX.Element {
  const path = ['pipelines', p.name, 'schedule'];
  const value = valueIn(p.form, path);
  const way = wayOf(value);
  const choose = (next: Way): void => {
    if (next === way) return;
    change(p.form, path, next === 'none' ? undefined : next === 'every' ? { every: '15m' } : { cron: '30 2 * * *' });
  };
  const short = typeof value === 'string';
  return (
    <>
      <div class="field">
        <label for="schedule-way">It runs</label>
        <select id="schedule-way" value={way} disabled={p.form.readOnly} onChange={(e) => choose(e.currentTarget.value as Way)}>
          <option value="none">When it is started by hand</option><option value="every">At regular intervals</option><option value="cron">At certain times</option>
        </select>
      </div>
      {short && <ShortCron form={p.form} path={path} />}
      {!short && way !== 'none' && <ScheduleDetails form={p.form} path={path} way={way} />}
      <Card title="Next five times"><Times value={value} /></Card>
    </>
  );
}

export function ScheduleTab(p: { name: string; file: FileEdit }): JSX.Element {
  const { file } = p;
  const form: Form = { text: file.text, root: ['pipelines', p.name], edit: file.edit, problems: file.problems, readOnly: !may('editor') };
  return (
    <>
      <FileTrouble file={file} />
      <div class="split">
        <div class="form"><ScheduleFields form={form} name={p.name} /><SaveBar file={file} onSaved={() => tell('The schedule is saved.')} /></div>
        <FileAside file={file} />
      </div>
    </>
  );
}
