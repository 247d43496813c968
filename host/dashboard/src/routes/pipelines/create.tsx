// A new pipeline: an incoming, steps, outgoings, a schedule. It becomes a small file of its own.
import type { JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Schema } from '../../api/model';
import { useObjects } from '../../state/catalog';
import { useFile } from '../../state/file';
import { go } from '../../state/router';
import { PageHead } from '../../ui/basics';
import { tell } from '../../ui/dialog';
import type { Form } from '../../forms/form';
import { StepList } from '../../forms/steps';
import { Choice } from '../../forms/widgets/simple';
import { renameKey } from '../../yaml/remove';
import { setAt } from '../../yaml/splice';
import { writeText } from '../../yaml/write';
import { faultOfName } from '../objects/kinds';
import { NameField, focusName, showFault } from '../shared/name';
import { FileAside, FileTrouble, SaveBar } from '../shared/save';
import { ToField } from './editor';
import { ScheduleFields } from './schedule';
import { PipelineSettings } from './settings';

const kUnnamed = 'unnamed';

export function CreatePipeline(): JSX.Element {
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const shown = name || kUnnamed;
  const objects = useObjects().data ?? [];
  const file = useFile(`pipelines/${shown}.yaml`, setAt('', ['pipelines', kUnnamed], {}));
  const fault = faultOfName(name, objects.filter((o) => o.kind === 'pipeline').map((o) => o.name));
  const form: Form = { text: file.text, root: ['pipelines', shown], edit: file.edit, problems: tried ? file.problems : [] };
  const from: Schema = { type: 'string', title: 'Incoming', description: 'Where the records come from', enum: objects.filter((o) => o.kind === 'incoming').map((o) => o.name) };
  useLayoutEffect(focusName, []);
  const rename = (next: string): void => {
    if (file.edit((text) => renameKey(text, ['pipelines', shown], next || kUnnamed, writeText))) setName(next);
  };
  return (
    <>
      <PageHead title="New pipeline" lead="From an incoming connection through steps to outgoing ones." back={['/pipelines', 'Pipelines']} />
      <FileTrouble file={file} quiet={!tried} />
      <div class="split">
        <form class="form" onSubmit={(e) => e.preventDefault()}>
          <NameField name={name} fault={fault} tried={tried} help="Runs, tasks and logs show it." onChange={rename} />
          <Choice form={form} schema={from} path={['pipelines', shown, 'from']} name="from" required />
          {(from.enum ?? []).length === 0 && <p class="small">There is no incoming connection yet. <a href="/incoming/new">Create one first</a></p>}
          <ToField form={form} name={shown} />
          <details class="group"><summary>Steps <span class="muted">can be added later, with a preview</span></summary>
            <div class="group-body"><StepList form={form} path={['pipelines', shown, 'transformers']} label="Steps" /></div>
          </details>
          <details class="group"><summary>Schedule <span class="muted">when it runs by itself</span></summary>
            <div class="group-body"><ScheduleFields form={form} name={shown} /></div>
          </details>
          <details class="group"><summary>More settings <span class="muted">order, retries, whom it tells</span></summary>
            <div class="group-body"><PipelineSettings form={form} name={shown} /></div>
          </details>
          <SaveBar
            file={file} isNew ready={fault === ''} onCancel={() => go('/pipelines')}
            onRefused={() => { setTried(true); showFault(fault); }}
            onSaved={() => { tell(`${name} is saved.`); go(`/pipelines/${encodeURIComponent(name)}`); }}
          />
        </form>
        <FileAside file={file} isNew />
      </div>
    </>
  );
}
