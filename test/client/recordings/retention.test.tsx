// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RecordingsPage } from '../../../client/recordings/RecordingsPage.tsx';
import { type Answer, answerWith, type SeenRequest } from '../support/api.ts';

const RETENTION = { days: 5, scope: 'account', lookedAt: null, deleted: 0, waiting: 0, trouble: null };

let answers: Record<string, Answer>;
let seen: SeenRequest[];

beforeEach(() => {
  answers = {
    'GET /flows': { flows: [] },
    'GET /recordings': { recordings: [], next: null, backTo: null },
    'GET /recordings/retention': RETENTION,
    'PUT /recordings/retention': RETENTION,
  };
  seen = answerWith(answers);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const KEPT = /^(?:Kept until deleted|Deleted after)/;

it('does not say that recordings are kept before that is known, nor when it could not be loaded', async () => {
  answers['GET /recordings/retention'] = 500;
  render(<RecordingsPage />);
  expect(screen.queryByRole('button', { name: KEPT })).toBeNull();
  await screen.findByText(/could not be loaded\. Refused: GET \/recordings\/retention/);
  expect(screen.queryByRole('button', { name: KEPT })).toBeNull();
  answers['GET /recordings/retention'] = RETENTION;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('button', { name: 'Deleted after 5 days' });
  expect(screen.queryByText(/could not be loaded/)).toBeNull();
});

it('opens with what holds, and stays open while it is saved', async () => {
  let saved: (retention: object) => void = () => {};
  answers['PUT /recordings/retention'] = new Promise<object>((resolve) => {
    saved = resolve;
  });
  render(<RecordingsPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Deleted after 5 days' }));
  expect(screen.getByLabelText<HTMLInputElement>('Days').value).toBe('5');
  fireEvent.click(screen.getByLabelText('Until somebody deletes them'));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(seen.at(-1)?.body).toEqual({ days: null, scope: 'account' }));
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Cancel' }).disabled).toBe(true);
  answers['GET /recordings/retention'] = { ...RETENTION, days: null };
  saved(RETENTION);
  await screen.findByRole('button', { name: 'Kept until deleted' });
});
