// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallsPanel } from '../../client/calls/CallsPanel.tsx';
import { documentStore } from '../../client/state/document.ts';
import { uiStore } from '../../client/state/index.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';
import { answerWith, type SeenRequest } from './support/api.ts';

const summary = { sid: 'CA1', channel: 'voice', flow: 'main', version: 2, from: '+15550100199', to: '+15550100100' };
const times = { startedAt: 1, lastAt: 2, turns: 1, status: 'completed', failed: false, waitsUntil: null };
const step = (block: string, more: object) => ({ block, type: 'x', event: 'run', ...more });
const log = [
  step('start', { result: 'go', exit: 'next', to: 'who' }),
  step('who', { result: 'enter' }),
  step('who.start', { result: 'go', exit: 'next', to: 'who.key' }),
  step('who.key', { result: 'go', exit: 'noInput', to: 'who.none' }),
];
const call = {
  ...summary,
  ...times,
  waitingAt: null,
  variables: {},
  results: {},
  steps: [{ turn: 1, at: 1, took: 1, parameters: {}, answer: '<Response/>', log }],
  callbacks: [],
  messages: [],
  requests: [],
};

let seen: SeenRequest[];
beforeEach(() => {
  const who = { ...callingFlow.blocks.who, name: 'Ask who' } as FlowDocument['blocks'][string];
  const document = { ...callingFlow, blocks: { ...callingFlow.blocks, who } };
  const ask = { flow: 'ask', version: 7, ahead: true, document: askFlow('Which?'), calls: {} };
  seen = answerWith({
    'GET /calls': { calls: [{ ...summary, ...times }] },
    'GET /calls/CA1': call,
    'GET /flows/main/versions/2/behind': {
      calls: { ask: 7 },
      versions: [{ flow: 'main', version: 2, ahead: false, document, calls: { ask: 7 } }, ask],
    },
  });
  // Since the call, the block calls another flow.
  const other = { ...who, props: { flow: 'other' } };
  documentStore.getState().open('main', 1, { ...document, blocks: { ...document.blocks, who: other } });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('names the blocks of called flows as the call went through them, and leads to the block that calls', async () => {
  render(<CallsPanel />);
  fireEvent.click(await screen.findByRole('button', { name: /completed/ }));
  const inside = await screen.findByRole('button', { name: 'Ask who › Collect input' });
  const row = within(inside.closest('li') as HTMLElement);
  row.getByText('Nobody answered → Return (Goes back with unknown)');
  const before = uiStore.getState().focus?.count ?? 0;
  fireEvent.click(inside);
  expect(uiStore.getState().focus).toEqual({ block: 'who', count: before + 1 });
  expect(seen.filter(({ route }) => route.endsWith('/behind'))).toHaveLength(1);
});
