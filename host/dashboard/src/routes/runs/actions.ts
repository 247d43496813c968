import { Problem, post } from '../../api/client';
import { confirm, tell } from '../../ui/dialog';
import { refreshStatus } from '../../state/live';

export async function attempt(what: () => Promise<string>): Promise<boolean> {
  try {
    tell(await what());
    return true;
  } catch (e) {
    tell(e instanceof Problem ? `${e.title}. ${e.detail}` : String(e), true);
    return false;
  }
}

export async function startRun(pipeline: string): Promise<void> {
  await attempt(async () => {
    const started = await post<{ state: string; run?: number }>(`/api/v1/pipelines/${encodeURIComponent(pipeline)}/runs`);
    await refreshStatus();
    return started.state === 'started' ? `${pipeline} was started.` : `${pipeline} is queued.`;
  });
}

export async function stopRun(id: number, pipeline: string): Promise<void> {
  const yes = await confirm(`Stop the run of ${pipeline}?`, 'What is under way is completed; the next run continues there.', 'Stop the run');
  if (!yes) return;
  await attempt(async () => {
    await post(`/api/v1/runs/${id}/stop`);
    return `The run of ${pipeline} is being stopped.`;
  });
}
