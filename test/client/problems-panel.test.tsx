// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ProblemsPanel } from '../../client/problems/ProblemsPanel.tsx';
import { documentStore } from '../../client/state/document.ts';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { callingFlow } from '../webhooks/support/calling-flow.ts';

const say = (text: string) => ({ type: 'say', props: { prompts: [{ say: text }] }, exits: {} }) as FlowBlock;

afterEach(cleanup);

it('says which of the blocks that are called alike each problem belongs to', async () => {
  const blocks = { a: say('Good morning'), b: say('Good evening') };
  documentStore.getState().open('main', 1, { ...callingFlow, variables: {}, tests: [], blocks });
  render(<ProblemsPanel />);
  expect((await screen.findAllByText('Say (Good morning)')).length).toBeGreaterThan(0);
  expect(screen.getAllByText('Say (Good evening)').length).toBeGreaterThan(0);
  expect(screen.queryByText('Say')).toBeNull();
});
