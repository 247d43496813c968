import type { JSX } from 'preact';
import { PageHead } from '../../ui/basics';
import { PipelineStates } from './view';

export function StatePage(): JSX.Element {
  return (
    <>
      <PageHead title="State" lead="Where each pipeline stands: what the next run goes on from." />
      <PipelineStates />
    </>
  );
}
