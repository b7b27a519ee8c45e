// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { Requests } from '../../../client/phone/Requests.tsx';
import { AskedRequests } from '../../../client/state/call/asked-requests.ts';
import { phoneStore } from '../../../client/state/phone.ts';
import type { HttpEffect } from '../../../shared/effect.ts';

afterEach(cleanup);

const effect: HttpEffect = {
  kind: 'http',
  method: 'GET',
  url: 'https://api.example.com/',
  headers: [],
  timeout: 10,
  retries: 0,
};

it('points out broken JSON in an answer before it is used, and lets it be used', () => {
  const answer = vi.fn();
  const request = { id: 1, block: 'ask', method: 'GET', url: 'https://api.example.com/', body: '', state: 'asked' };
  phoneStore.setState({ answer, call: { requests: [request] } as never });
  render(<Requests />);
  fireEvent.click(screen.getByRole('button', { name: 'Make up an answer' }));
  const body = screen.getByLabelText('Answer');
  const type = (value: string): void => void fireEvent.change(body, { target: { value } });

  for (const fine of ['{"points":1}', 'OK', '<points/>', '']) {
    type(fine);
    expect(screen.queryByRole('status')).toBeNull();
  }
  for (const broken of ['{"points":', ' [1,]']) {
    type(broken);
    expect(screen.getByRole('status').textContent).toMatch(
      /^This is not JSON yet, so the flow finds no values in it: ./,
    );
    expect(body.getAttribute('aria-describedby')).toBe(screen.getByRole('status').id);
  }
  fireEvent.click(screen.getByRole('button', { name: 'Answer so' }));
  expect(answer).toHaveBeenCalledWith(1, { does: 'answer', status: 200, body: ' [1,]' });
});

it.each([
  ['{"points":1}', 'application/json'],
  ['{"points":', 'application/json'],
  ['42', 'application/json'],
  ['', 'application/json'],
  ['OK', 'text/plain'],
  ['<points/>', 'text/plain'],
])('an answer %j is of the type %s', async (body, contentType) => {
  const requests = new AskedRequests(
    () => Promise.reject(new Error('Nothing is sent.')),
    () => undefined,
  );
  const outcome = requests.ask(effect, 'ask');
  requests.answer(1, { does: 'answer', status: 200, body });
  expect(await outcome).toMatchObject({ body, contentType });
});
