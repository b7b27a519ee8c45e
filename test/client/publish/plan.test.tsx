// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Plan } from '../../../client/publish/Plan.tsx';
import { documentStore } from '../../../client/state/document.ts';
import { setupStore } from '../../../client/state/setup.ts';
import type { Setup } from '../../../shared/api/setup.ts';
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
