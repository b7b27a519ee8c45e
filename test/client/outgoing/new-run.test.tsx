// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OutgoingPage } from '../../../client/outgoing/OutgoingPage.tsx';
import { type Answer, answerWith, type SeenRequest } from '../support/api.ts';

const SETTINGS = { countries: null, allowed: ['US'], callsPerDay: 1000, callsPerSecond: 1, callsToday: 0 };
const CHECK = { good: 1, badTotal: 0, bad: [], countries: { US: 1 }, sample: [] };
const DESK = { id: 'desk', name: 'Desk', live: 2 };

let answers: Record<string, Answer>;
let seen: SeenRequest[];

beforeEach(() => {
  window.location.hash = 'new';
  answers = {
    'GET /flows': { flows: [DESK] },
    'GET /caller-ids/allowed': { numbers: [{ phoneNumber: '+15550100101', friendlyName: 'Line' }], verified: [] },
    'GET /outgoing/settings': SETTINGS,
    'PUT /outgoing/settings': SETTINGS,
    'GET /flows/desk/versions': { live: 2, environments: { live: 2 }, versions: [{ version: 2 }] },
    'GET /flows/desk/versions/2': { document: { variables: { company: '' } } },
    'POST /outgoing/lists/check': CHECK,
  };
  seen = answerWith(answers);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const checks = () => seen.filter(({ route }) => route === 'POST /outgoing/lists/check');

/** A flow, a number and a file are chosen. */
async function fillIn() {
  render(<OutgoingPage />);
  await screen.findByRole('option', { name: 'Desk' });
  await screen.findByRole('option', { name: '+1 555 010 0101' });
  fireEvent.change(screen.getByLabelText('Flow'), { target: { value: 'desk' } });
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '+15550100101' } });
  const file = new File(['To,company\n+15550100201,Acme\n'], 'spring.csv');
  fireEvent.change(screen.getByLabelText('CSV of people to call'), { target: { files: [file] } });
}

it('looks nothing through, and calls nobody, while the flow’s variables are not known', async () => {
  answers['GET /flows/desk/versions/2'] = 500;
  await fillIn();
  await screen.findByText(/variables could not be loaded\. Refused: GET \/flows\/desk\/versions\/2/);
  expect(checks()).toEqual([]);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Call' }).disabled).toBe(true);
  answers['GET /flows/desk/versions/2'] = { document: { variables: { company: '' } } };
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('button', { name: 'Call 1 person' });
  expect(checks().map(({ body }) => (body as { columns: object }).columns)).toEqual([{ company: 'company' }]);
});

it('says that the flows could not be loaded', async () => {
  answers['GET /flows'] = 500;
  render(<OutgoingPage />);
  await screen.findByRole('heading', { name: 'The flows could not be loaded' });
});

it('looks the file through again under limits that were changed meanwhile', async () => {
  await fillIn();
  await screen.findByText(/0 of 1,000 calls were placed today/);
  answers['GET /outgoing/settings'] = { ...SETTINGS, callsPerDay: 7 };
  answers['POST /outgoing/lists/check'] = { ...CHECK, good: 0, badTotal: 1 };
  fireEvent.click(screen.getByRole('button', { name: 'Limits' }));
  await screen.findByDisplayValue('7');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/0 of 7 calls were placed today/);
  expect(checks().length).toBe(2);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Call' }).disabled).toBe(true);
});

it('takes limits with a comma, and stays open and shut to a second click while they are saved', async () => {
  let saved: (settings: object) => void = () => {};
  answers['PUT /outgoing/settings'] = new Promise<object>((resolve) => {
    saved = resolve;
  });
  render(<OutgoingPage />);
  fireEvent.click(screen.getByRole('button', { name: 'Limits' }));
  await screen.findByDisplayValue('1000');
  fireEvent.change(screen.getByLabelText('Calls a second'), { target: { value: '0,5' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  const saving = await screen.findByRole<HTMLButtonElement>('button', { name: 'Saving' });
  expect(saving.disabled).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(seen.at(-1)).toMatchObject({ route: 'PUT /outgoing/settings', body: { callsPerSecond: 0.5 } });
  expect(screen.queryByRole('dialog')).not.toBeNull();
  saved(SETTINGS);
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
