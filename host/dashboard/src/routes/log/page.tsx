import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { pipelines } from '../../state/live';
import { query } from '../../state/router';
import { Button, PageHead } from '../../ui/basics';
import { Choice, SearchBox } from '../../ui/table';
import { LogView } from './view';

export function LogPage(): JSX.Element {
  const [paused, setPaused] = useState(false);
  const names: [string, string][] = pipelines.value.map((p) => [p.pipeline, p.pipeline]);
  const words = query.value;
  return (
    <>
      <PageHead title="Log" lead="The latest lines of the server, live. Secrets are taken out before they are written.">
        <Button onClick={() => setPaused(!paused)}>{paused ? 'Continue' : 'Pause'}</Button>
      </PageHead>
      <div class="filters">
        <Choice word="pipeline" label="Pipeline" options={[['', 'All pipelines'], ...names]} />
        <Choice word="level" label="At least" options={[['', 'Every level'], ['info', 'Info'], ['warning', 'Warnings'], ['error', 'Errors']]} />
        <SearchBox word="text" label="With this text" />
      </div>
      <LogView
        paused={paused}
        {...(words.get('pipeline') ? { pipeline: words.get('pipeline') as string } : {})}
        level={words.get('level') ?? ''}
        text={words.get('text') ?? ''}
      />
    </>
  );
}
