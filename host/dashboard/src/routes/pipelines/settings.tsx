// What a pipeline has beside its flow and its schedule: order, retries, whom it tells.
import type { JSX } from 'preact';
import type { MembersAt, Schema } from '../../api/model';
import type { FileEdit } from '../../state/file';
import { may } from '../../state/session';
import { tell } from '../../ui/dialog';
import type { Form } from '../../forms/form';
import { HostSettings, kOfPipeline } from '../../forms/settings';
import { useMembers } from '../shared/members';
import { FileAside, FileTrouble, SaveBar } from '../shared/save';
import { within } from '../shared/steps';
import type { Path } from '../../yaml/document';

// Behind the steps, where order_by is looked at.
function behindSteps(places: MembersAt[], name: string): Schema | undefined {
  const front: Path[] = [['incoming'], ['pipelines', name, 'subscriber'], ['pipelines', name, 'transformers']];
  const own = places.filter((one) => front.some((path) => within(one.pointer, path)));
  return own[own.length - 1]?.after;
}

export function PipelineSettings(p: { form: Form; name: string }): JSX.Element {
  return <HostSettings form={p.form} definition="pipeline" path={['pipelines', p.name]} without={kOfPipeline} />;
}

export function SettingsTab(p: { name: string; file: FileEdit }): JSX.Element {
  const { file, name } = p;
  const known = behindSteps(useMembers({ pipeline: name }, file), name);
  const form: Form = { text: file.text, root: ['pipelines', name], edit: file.edit, problems: file.problems, known, readOnly: !may('editor') };
  return (
    <>
      <FileTrouble file={file} />
      <div class="split">
        <div class="form"><PipelineSettings form={form} name={name} /><SaveBar file={file} onSaved={() => tell(`The settings of ${name} are saved.`)} /></div>
        <FileAside file={file} />
      </div>
    </>
  );
}
