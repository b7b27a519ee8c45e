import type { Browser, BrowserContext, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { restRecording, restTranscription, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid, restTime } from '../twilio-api/state.ts';
import { launchBrowser } from './support/browser.ts';
import { logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const ACCOUNT = sidAt('AC', 1);
const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
const DAY_MS = 24 * 3_600_000;

let twilio: TwilioApi;
let server: RunningServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const rows = Array.from({ length: 60 }, (_value, at) => {
    const made = restTime(Date.now() - (at + 1) * DAY_MS);
    const length = { duration: at === 0 ? '3' : '2', channels: at === 1 ? 2 : 1 };
    return restRecording(at + 1, { account_sid: ACCOUNT, date_created: made, start_time: made, ...length });
  });
  Object.assign(rows[2] ?? {}, { status: 'processing' });
  twilio = await startTwilioApi({
    account: ACCOUNT,
    authToken: AUTH_TOKEN,
    state: { recordings: bySid(...rows), transcriptions: bySid(restTranscription(2, { account_sid: ACCOUNT })) },
  });
  server = await startServer({ env: { TWILIO_API_URL: twilio.url } });
  await publish();
  for (const at of [1, 2]) await recordCall(at);
  browser = await launchBrowser();
  context = await browser.newContext({
    storageState: await logIn(browser, server),
    viewport: { width: 1440, height: 900 },
  });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});

function ask(method: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', 'if-match': '"r1"' };
  return fetch(`${server.url}/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}

async function publish(): Promise<void> {
  expect((await ask('POST', '/flows/front-desk/publish', {})).status).toBe(201);
}

/** What Twilio sends, signed. */
async function hook(path: string, parameters: Record<string, string>): Promise<void> {
  const url = `${server.url}${path}`;
  const all = { AccountSid: ACCOUNT, From: '+15550100199', To: '+15550100100', ...parameters };
  const signature = getExpectedTwilioSignature(AUTH_TOKEN, url, all);
  const body = new URLSearchParams(all);
  const answer = await fetch(url, { method: 'POST', body, headers: { 'X-Twilio-Signature': signature } });
  expect(answer.ok).toBe(true);
}

/** A call that leaves a message. */
async function recordCall(at: number): Promise<void> {
  const CallSid = sidAt('CA', at);
  const told = { CallSid, RecordingSid: sidAt('RE', at), CallStatus: 'completed' };
  await hook('/voice/front-desk', { CallSid, CallStatus: 'ringing' });
  const recorded = {
    ...told,
    RecordingStatus: 'completed',
    RecordingDuration: '3',
    RecordingUrl: 'https://api.twilio.com/x',
  };
  await hook('/voice/front-desk/message/recording', recorded);
  if (at > 1) return;
  const text = 'Hello, this is Ada. Please call me back about the invoice.';
  await hook('/voice/front-desk/message/transcription', {
    ...told,
    TranscriptionStatus: 'completed',
    TranscriptionText: text,
  });
}

const row = (at: number) => page.locator('tr.recording').nth(at - 1);
const player = () => page.locator('.player');
const heard = () => page.locator('.player.is-playing').count();

it('shows what was recorded, plays it, seeks in it, and stops one when another begins', async () => {
  await page.goto(`${server.url}/recordings`);
  await row(1).waitFor();
  expect(await row(1).innerText()).toMatch(/Front desk[\s\S]*\+1 555 010 0199[\s\S]*0:03[\s\S]*this is Ada/);
  expect(await row(3).innerText()).toMatch(/Not by a flow here[\s\S]*still preparing/);
  await row(1).getByRole('button', { name: /^Play/ }).click();
  await page.locator('.player.is-playing').waitFor();
  await page.locator('.recording-details blockquote').getByText('about the invoice').waitFor();
  await page.getByRole('slider').press('ArrowRight');
  await page.waitForFunction(() => document.querySelectorAll('.player.is-playing').length === 0);
  await page.getByRole('slider').press('j');
  await page.getByRole('slider').press('k');
  await page.locator('.player.is-playing').waitFor();
  await row(2).getByRole('button', { name: /^Play/ }).click();
  await page.getByText('Caller left, the other side right').waitFor();
  await page.getByText('Words of message 2').waitFor();
  expect(await heard()).toBe(1);
  expect(
    twilio.requests.some(({ operation, query }) => operation === 'FetchRecordingMedia' && query.RequestedChannels),
  ).toBe(true);
});

it('says why one cannot be heard, in the words of the server', async () => {
  twilio.fail({ match: 'FetchRecordingMedia', with: 404 });
  await row(4).getByRole('button', { name: /^Play/ }).click();
  await player().getByRole('alert').getByText('still preparing').waitFor();
  twilio.heal();
});

it('plays the recordings of a call in the flow’s log', async () => {
  await page.goto(`${server.url}/flows/front-desk/calls`);
  await page.locator('.call-row').nth(1).click();
  await page.getByRole('region', { name: 'Recordings' }).getByText('about the invoice').waitFor();
  await page.getByRole('button', { name: /^Play: Recording/ }).click();
  await page.locator('.player.is-playing').waitFor();
});

it('deletes what is chosen, after a question', async () => {
  await page.goto(`${server.url}/recordings`);
  await row(4).getByRole('checkbox').check();
  await row(5).getByRole('checkbox').check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 recordings?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect([4, 5].map((at) => twilio.state.recordings.get(sidAt('RE', at))?.status)).toEqual(['deleted', 'deleted']);
  expect(await page.locator('tr.recording').count()).toBe(48);
});

it('deletes old ones by itself once that is switched on, across a crash in the middle', async () => {
  await page.getByRole('button', { name: 'Kept until deleted' }).click();
  const dialog = page.getByRole('dialog', { name: 'How long recordings are kept' });
  await dialog.getByRole('radio', { name: /then they are deleted/ }).check();
  await dialog.getByRole('textbox', { name: 'Days' }).fill('5');
  await dialog.getByText('No recording is old enough').waitFor();
  await dialog.getByRole('radio', { name: /All of the account/ }).check();
  await dialog.getByText('55 recordings are old enough').waitFor();
  await dialog.getByRole('button', { name: 'Delete after 5 days' }).click();
  await page.getByRole('button', { name: 'Deleted after 5 days' }).waitFor();
  // Killed while it deletes, and started again: the rest goes without anybody asking.
  const gone = () => twilio.requests.filter(({ operation }) => operation === 'DeleteRecording').length - 2;
  const { port, dataDir } = server;
  await server.kill();
  server = await startServer({ port, dataDir, env: { TWILIO_API_URL: twilio.url } });
  await expect.poll(gone, { timeout: 60_000 }).toBeGreaterThan(5);
  await server.kill();
  const before = gone();
  expect(before).toBeLessThan(55);
  server = await startServer({ port, dataDir, env: { TWILIO_API_URL: twilio.url } });
  const left = () => [...twilio.state.recordings.values()].filter(({ status }) => status !== 'deleted').length;
  await expect.poll(left, { timeout: 60_000 }).toBe(3);
  expect(server.output()).not.toContain(AUTH_TOKEN);
});

it('fits a small screen, in the dark, and is told what to do without an account', async () => {
  const bare = await startServer({ env: { TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined } });
  const small = await browser.newContext({
    storageState: await logIn(browser, bare),
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  const phone = await small.newPage();
  await phone.goto(`${bare.url}/recordings`);
  await phone.getByText('No Twilio account is set').waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await small.close();
  await bare.stop();
});
