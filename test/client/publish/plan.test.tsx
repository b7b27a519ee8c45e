// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Plan } from '../../../client/publish/Plan.tsx';
import { documentStore } from '../../../client/state/document.ts';
import { flowStore } from '../../../client/state/index.ts';
import { setupStore } from '../../../client/state/setup.ts';
import type { Setup } from '../../../shared/api/setup.ts';
import { callingFlow } from '../../webhooks/support/calling-flow.ts';
import { number } from '../numbers/support.ts';
import { answerWith, type SeenRequest } from '../support/api.ts';

let seen: SeenRequest[];

beforeEach(() => {
  seen = answerWith({
    'GET /flows/desk/versions': { live: null, versions: [] },
    'GET /numbers': { numbers: [number(101)], gone: [], remarks: [] },
    'GET /numbers/operations': { operations: [] },
  });
  const document = { ...documentStore.getState().document, name: 'Desk' };
  documentStore.getState().open('desk', 1, document);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const version = (flow: string, number: number, more: object = {}) => ({
  flow,
  version: number,
  ahead: false,
  document: { name: flow },
  calls: {},
  ...more,
});

function show(configured: boolean) {
  const setup = {
    publicBaseUrl: 'https://calls.example.com',
    twilio: { configured },
    webhooks: { ready: true, missing: [] },
  } as unknown as Setup;
  setupStore.setState({ setup, error: null, refresh: async () => {} });
  render(<Plan again={[]} onPublished={() => {}} />);
}

const numbersAsked = () => seen.filter(({ route }) => route.startsWith('GET /numbers')).length;

it('asks for no numbers without an account, which would be refused', async () => {
  show(false);
  await screen.findByText(/example\.com/);
  expect(numbersAsked()).toBe(0);
});

it('asks for the numbers of an account', async () => {
  show(true);
  await vi.waitFor(() => expect(numbersAsked()).toBe(2));
});

it('publishes an unchanged draft again to take over what was published of the flows it runs', async () => {
  documentStore.getState().open('desk', 4, callingFlow);
  const live = { live: 2, liveRevision: 4, calls: { ask: 3 } };
  flowStore.getState().setLive(live);
  const called = { calls: { ask: 3 }, versions: [version('ask', 3, { calls: { hours: 1 } }), version('hours', 1)] };
  answerWith({
    'GET /flows/desk/versions': { live: 2, versions: [{ version: 2 }] },
    'GET /called-flows': () => called,
  });
  const { unmount } = render(<Plan again={[]} onPublished={() => {}} />);
  await screen.findByText(', run by ask');
  expect(screen.queryByRole('button', { name: 'Publish version 3' })).toBeNull();
  unmount();
  called.calls.ask = 5;
  called.versions = [version('ask', 5, { ahead: true })];
  render(<Plan again={[]} onPublished={() => {}} />);
  await screen.findByText(', which takes the place of version 3');
  await screen.findByText('The draft of ask has changed since: callers will hear version 5.');
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Publish version 3' })).disabled).toBe(false);
});
