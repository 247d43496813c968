import type { JSX } from 'preact';
import type { ConfigObject, Pipeline } from '../../api/model';
import { timeOf } from '../../state/format';
import { useObjects } from '../../state/catalog';
import { useFile } from '../../state/file';
import { pipelines } from '../../state/live';
import { Badge, Button, Empty, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { type Tab, Tabs } from '../../ui/tabs';
import { startRun, stopRun } from '../runs/actions';
import { RunTable } from '../runs/list';
import { pipelineWord } from '../runs/words';
import { LogView } from '../log/view';
import type { PageProps } from '../table';
import { PipelineStates } from '../state/view';
import { PipelineEditor } from './editor';
import { ScheduleTab } from './schedule';
import { SettingsTab } from './settings';
import { TestsTab } from './tests';

function Lead(p: { status: Pipeline | undefined }): JSX.Element | null {
  const { status } = p;
  if (!status) return null;
  return <><Badge>{pipelineWord(status)}</Badge> {status.schedule}{status.next && <> · next <Time ms={timeOf(status.next)} /></>}</>;
}

function Actions(p: { status: Pipeline }): JSX.Element {
  const { pipeline, running } = p.status;
  if (running) return <Button kind="danger" role="operator" onClick={() => void stopRun(running.id, pipeline)}>Stop</Button>;
  return <Button kind="primary" role="operator" onClick={() => void startRun(pipeline)}>Start</Button>;
}

function commonTabs(name: string): Tab[] {
  return [
    { id: 'runs', title: 'Runs', body: () => <RunTable pipeline={name} /> },
    { id: 'tests', title: 'Tests', body: () => <TestsTab name={name} /> },
    { id: 'state', title: 'State', body: () => <PipelineStates pipeline={name} /> },
    { id: 'log', title: 'Log', body: () => <LogView pipeline={name} /> },
  ];
}

function WithFile(p: { object: ConfigObject; status: Pipeline | undefined }): JSX.Element {
  const { name, file: path } = p.object;
  const file = useFile(path);
  const tabs: Tab[] = [
    { id: 'flow', title: 'Flow', body: () => <PipelineEditor name={name} file={file} status={p.status} /> },
    { id: 'schedule', title: 'Schedule', body: () => <ScheduleTab name={name} file={file} /> },
    { id: 'settings', title: 'Settings', body: () => <SettingsTab name={name} file={file} /> },
    ...commonTabs(name),
  ];
  return <Tabs label={`About ${name}`} tabs={tabs} />;
}

export function PipelinePage(p: PageProps): JSX.Element {
  const name = p.params['name'] as string;
  const objects = useObjects();
  const status = pipelines.value.find((x) => x.pipeline === name);
  const object = objects.data?.find((o) => o.kind === 'pipeline' && o.name === name);
  if (!object && objects.loading && !objects.data) return <Loading />;
  if (!object && !status) return <Empty title={`There is no pipeline ${name}`}><a href="/pipelines">All pipelines</a></Empty>;
  return (
    <>
      <PageHead title={name} back={['/pipelines', 'Pipelines']} lead={<Lead status={status} />}>
        <a class="button" href={`/tasks?view=records&pipeline=${encodeURIComponent(name)}`}>Tasks</a>
        {object && <a class="button" href={`/configuration/${encodeURIComponent(object.file)}`}>Edit as text</a>}
        {status && <Actions status={status} />}
      </PageHead>
      {object ? <WithFile key={object.file} object={object} status={status} /> : (
        <>
          <ProblemBox problem={objects.problem} what="the objects of the configuration" />
          <Tabs label={`About ${name}`} tabs={commonTabs(name)} />
        </>
      )}
    </>
  );
}
