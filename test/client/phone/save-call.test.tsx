// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SaveCall } from '../../../client/phone/SaveCall.tsx';
import { documentStore } from '../../../client/state/document.ts';
import { saving } from '../../../client/state/index.ts';
import { phoneStore } from '../../../client/state/phone.ts';
import { testsStore } from '../../../client/state/tests.ts';
import { CALL_TEST_LIMITS } from '../../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { callingFlow } from '../../webhooks/support/calling-flow.ts';
import { answerWith } from '../support/api.ts';

const flow: FlowDocument = { ...callingFlow, tests: [] };
const theirs = { ...flow, name: 'Theirs' };
vi.mock('../../../shared/rehearsal/record.ts', () => ({
  recordRehearsal: (_rehearsal: unknown, { name }: { name: string }) => ({ name, steps: [{ press: '1' }] }),
  lostAnswers: () => ['One answer is not in the test.'],
}));

/** The answer to the next time the draft is saved. */
let answer: { readonly status: number; readonly body: object };
beforeEach(() => {
  answer = { status: 200, body: { revision: 2, updatedAt: 1 } };
  answerWith({ 'PUT /flows/main/draft': () => Response.json(answer.body, { status: answer.status }) });
  open(flow);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Opens a flow in which a call is over. */
function open(document: typeof flow): void {
  documentStore.getState().open('main', 1, document);
  phoneStore.setState({ call: { from: '', lines: [] } as never, line: () => ({ rehearsal: {} }) as never });
}

async function save(): Promise<void> {
  render(<SaveCall call={{ lines: [] }} />);
  fireEvent.click(screen.getByRole('button', { name: 'Save this call as a test' }));
  await screen.findByText('Saving as a test…');
  await act(() => saving.flush());
}

it('says that a call is saved once the draft with the test is', async () => {
  await save();
  await screen.findByText('Saved as a test');
  screen.getByText('One answer is not in the test.');
});

it('says that it is not where somebody else saved first, until one of both is chosen; nothing is lost', async () => {
  answer = { status: 412, body: { code: 'stale', current: { revision: 5, document: theirs }, changes: [] } };
  await save();
  await screen.findByText(/^Not saved yet: somebody else saved the flow/);
  expect(screen.queryByText('Saved as a test')).toBeNull();

  act(() => saving.takeTheirs());
  await screen.findByRole('button', { name: 'Save this call as a test' });
  act(() => documentStore.getState().undo());
  answer = { status: 200, body: { revision: 6, updatedAt: 1 } };
  await act(() => saving.flush());
  await screen.findByText('Saved as a test');
});

it('says that it is not where there is no room for another test', async () => {
  const tests = Array.from({ length: CALL_TEST_LIMITS.tests }, (_, at) => ({ name: `t${at}`, steps: [] }));
  open({ ...flow, tests });
  render(<SaveCall call={{ lines: [] }} />);
  fireEvent.click(screen.getByRole('button', { name: 'Save this call as a test' }));
  await screen.findByText(/could not be saved/);
  expect(testsStore.getState().error).toMatch(/at most/);
});
