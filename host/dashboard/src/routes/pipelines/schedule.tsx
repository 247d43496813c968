// When a pipeline runs, in words, with its next five times.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem, post } from '../../api/client';
import type { SchedulePreview, Schema } from '../../api/model';
import { absolute, timeOf } from '../../state/format';
import type { FileEdit } from '../../state/file';
import { asProblem } from '../../state/resource';
import { may } from '../../state/session';
import { Card, ProblemBox } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import { type Form, change, textIn, valueIn } from '../../forms/form';
import { Fields } from '../../forms/render';
import { FileAside, FileTrouble, SaveBar } from '../shared/save';

const kDetails: Schema = {
  type: 'object', additionalProperties: false,
  properties: {
    time_zone: { type: 'string', title: 'Time zone', description: 'Instead of the one of the host', 'x-example': 'Europe/Berlin', 'x-order': 3 },
    jitter: { type: 'string', title: 'Spread', description: 'Starts are spread over so much time', 'x-example': '2m', 'x-order': 4 },
    catch_up: { type: 'string', enum: ['skip', 'once', 'all'], default: 'once', title: 'Starts that were missed', description: 'While the server was down or the pipeline was running', 'x-order': 5 },
  },
};
const kEvery: Schema = { type: 'object', additionalProperties: false, properties: { every: { type: 'string', title: 'Every', description: '30s, 5m, 1h30m, 1d', 'x-example': '15m', 'x-order': 1 } } };
const kCron: Schema = { type: 'object', additionalProperties: false, properties: { cron: { type: 'string', title: 'Cron expression', description: 'Minute, hour, day of the month, month, day of the week', 'x-example': '30 2 * * mon-fri', 'x-order': 2 } } };

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
      {short && <div class="field"><label for="cron-text">Cron expression</label><input id="cron-text" value={textIn(p.form, path)} onInput={(e) => change(p.form, path, e.currentTarget.value)} /></div>}
      {!short && way === 'every' && <Fields form={p.form} schema={kEvery} path={path} />}
      {!short && way === 'cron' && <Fields form={p.form} schema={kCron} path={path} />}
      {!short && way !== 'none' && <Fields form={p.form} schema={kDetails} path={path} />}
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
