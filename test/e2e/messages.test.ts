import type { Browser, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { SENT, textingFlow } from '../webhooks/support/texting-flow.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const LAYOUT = {
  start: [0, 160],
  text: [220, 100],
  sent: [560, 0],
  failed: [560, 180],
  optedOut: [560, 360],
  notReachable: [560, 540],
  end: [900, 200],
};
const AUTH = { account: `AC${'0'.repeat(31)}1`, authToken: '0123456789abcdef0123456789abcdef' };
let server: RunningServer;
let twilio: TwilioApi;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  const incoming_phone_numbers = bySid(restNumber(1, { account_sid: AUTH.account }));
  twilio = await startTwilioApi({ ...AUTH, state: { incoming_phone_numbers } });
  server = await startServer({ env: { TWILIO_API_URL: twilio.url } });
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});

async function api(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** A signed webhook. */
async function post(url: string, parameters: Record<string, string>): Promise<string> {
  const all = { AccountSid: AUTH.account, ...parameters };
  const signature = getExpectedTwilioSignature(AUTH.authToken, url, all);
  const headers = { 'X-Twilio-Signature': signature };
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(all), headers });
  expect(answer.ok).toBe(true);
  return answer.text();
}

/** Somebody calls and is texted; Twilio then tells what became of the message. */
async function callAndTell(at: number, told: Record<string, string>): Promise<void> {
  const call = { CallSid: `CA${String(at).padStart(32, '0')}`, From: `+155501001${at}`, To: '+15550100101' };
  let document = await post(`${server.url}/voice/text-me`, { ...call, CallStatus: 'ringing' });
  // The first message after a start may take longer than a caller waits without being put on hold.
  for (let back = wayBack(document); back !== undefined; back = wayBack(document)) {
    document = await post(back, { ...call, CallStatus: 'in-progress' });
  }
  expect(document).toContain(SENT);
  const asked = twilio.requests.filter(({ operation }) => operation === 'CreateMessage').at(-1);
  const [message] = [...twilio.state.messages.values()].slice(-1);
  await post(asked?.form.StatusCallback ?? '', { MessageSid: message?.sid ?? '', ...told });
}

function wayBack(document: string): string | undefined {
  return /<Redirect method="POST">([^<]+)</.exec(document)?.[1];
}

async function openFlow(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/text-me`);
  return page;
}

it('shows with the step that sent it what became of a message, and counts segments while a text is typed', async () => {
  const created = await api('/flows', { document: { ...textingFlow(), name: 'Text me', layout: LAYOUT } });
  expect(created.status).toBe(201);
  const published = await api('/flows/text-me/publish', {}, { 'if-match': '"r1"' });
  expect(published.status).toBe(201);
  await callAndTell(11, { MessageStatus: 'delivered' });
  await callAndTell(12, { MessageStatus: 'undelivered', ErrorCode: '30006' });

  const page = await openFlow();
  const person = new Person(page);
  await page.getByRole('tab', { name: 'Calls' }).click();
  const calls = page.getByRole('region', { name: 'Calls' });
  await calls.getByRole('button', { name: /0111/ }).click();
  await calls.getByText(/Message to .*0111 delivered .* later/).click();
  await calls.getByText(/^delivered after/).waitFor();
  await calls.getByRole('button', { name: /0112/ }).click();
  await calls.getByText(/not delivered .* later: the number is a landline.*\(30006\)/).waitFor();

  await person.open('Send a message');
  const text = person.form.getByLabel('Text of the message');
  await text.fill('Hi');
  await person.form.getByText('2 characters, 1 segment (GSM-7).').waitFor();
  await text.fill('✓ '.repeat(40));
  await person.form.getByText(/80 characters, 2 segments \(UCS-2: “✓”/).waitFor();
});
