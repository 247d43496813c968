import type { JSX } from 'preact';
import { get, post } from '../../api/client';
import type { HistoryEntry, HistoryTexts } from '../../api/model';
import { refreshStatus } from '../../state/live';
import { useResource } from '../../state/resource';
import { go } from '../../state/router';
import { Button, Card, Loading, PageHead, ProblemBox, Time } from '../../ui/basics';
import { DiffView } from '../../ui/diffview';
import { attempt } from '../runs/actions';
import { masked } from '../shared/mask';
import type { PageProps } from '../table';

export function HistoryPage(p: PageProps): JSX.Element {
  const id = p.params['id'] as string;
  const url = `/api/v1/configuration/history/${encodeURIComponent(id)}`;
  const entry = useResource((signal) => get<HistoryTexts & Partial<HistoryEntry>>(url, { signal }), [id]);
  const undo = async (): Promise<void> => {
    const done = await attempt(async () => {
      await post(`${url}/undo`);
      await refreshStatus();
      return 'The change is undone.';
    });
    if (done) go('/configuration?tab=history');
  };
  if (entry.problem) return <ProblemBox problem={entry.problem} what="the history of the configuration" retry={entry.reload} />;
  if (!entry.data) return <Loading />;
  const { before, after, who, at_ms, path } = entry.data;
  return (
    <>
      <PageHead title={path ? `Change of ${path}` : `Change ${id}`} back={['/configuration?tab=history', 'History']} lead={who && <>By {who}{at_ms !== undefined && <>, <Time ms={at_ms} both /></>}</>}>
        <Button kind="primary" role="editor" onClick={() => void undo()}>Undo</Button>
      </PageHead>
      <Card title={before === null ? 'The file was made' : after === null ? 'The file was deleted' : 'What was changed'}>
        <DiffView before={masked(before ?? '')} after={masked(after ?? '')} label="What was changed" />
      </Card>
    </>
  );
}
