import type { Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, restRecording, sidAt } from '../twilio-api/makers.ts';
import { bySid } from '../twilio-api/state.ts';
import { type AccountUnderTest, startAccount } from './support/account.ts';

let account: AccountUnderTest;
let page: Page;

const FLOW = {
  version: 1,
  name: 'After hours',
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'mail' } },
    mail: {
      type: 'voicemail',
      props: {
        greeting: [{ say: 'Please leave a message.' }],
        thanks: [{ say: 'Thank you.' }],
        box: 'Sales',
        transcribe: true,
        waitForText: true,
        notifyTo: '+15550100131',
      },
      exits: {},
    },
  },
  layout: {},
};

beforeAll(async () => {
  const recordings = [1, 2, 3].map((at) => restRecording(at, { account_sid: ACCOUNT, duration: '9' }));
  account = await startAccount({ state: { recordings: bySid(...recordings) } });
  expect((await account.api('POST', '/flows', { document: FLOW })).status).toBe(201);
  const published = await account.api('POST', '/flows/after-hours/publish', {}, { 'if-match': '"r1"' });
  expect(published.status).toBe(201);
  page = await account.open('/voicemail');
});
afterAll(() => account?.stop());

/** What Twilio sends, signed. @returns the document */
async function hook(path: string, parameters: Record<string, string>): Promise<string> {
  const url = `${account.server.url}${path}`;
  const all = { AccountSid: ACCOUNT, From: '+15550100199', To: '+15550100101', ...parameters };
  const headers = { 'X-Twilio-Signature': getExpectedTwilioSignature(account.authToken, url, all) };
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(all), headers });
  expect(answer.ok).toBe(true);
  return answer.text();
}

/** Somebody leaves a message and hangs up. */
async function leave(at: number, said: string | null, From = '+15550100199'): Promise<void> {
  const call = { CallSid: sidAt('CA', at), From };
  const first = await hook('/voice/after-hours', { ...call, CallStatus: 'ringing' });
  const action = /action="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const recording = { RecordingSid: sidAt('RE', at), RecordingUrl: `https://api.twilio.com/${sidAt('RE', at)}` };
  const spoken = { ...call, ...recording, RecordingDuration: '9', Digits: 'hangup', CallStatus: 'completed' };
  expect(await hook(action.slice(action.indexOf('/voice/')), spoken)).toContain('Thank you.');
  const told = { ...call, ...recording };
  await hook('/voice/after-hours/mail/recording', { ...told, RecordingStatus: 'completed', RecordingDuration: '9' });
  if (said === null) return;
  const written = { TranscriptionStatus: 'completed', TranscriptionText: said };
  await hook('/voice/after-hours/mail/transcription', { ...told, ...written });
}

const message = (at: number) => page.locator('.message').nth(at - 1);
const badge = () => page.locator('.page-unread');

it('is empty at first, and says what would be there', async () => {
  await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
  expect(await badge().count()).toBe(0);
});

it('has what callers left, counts what is new, and told by text message once it was written down', async () => {
  await leave(1, 'Hello, this is Ada. Please call me back about the invoice.');
  await leave(2, null, 'anonymous');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await message(2).getByText('this is Ada').waitFor();
  expect(await message(2).innerText()).toMatch(/\+1 555 010 0199[\s\S]*Sales · After hours[\s\S]*0:09/);
  expect(await message(1).innerText()).toMatch(/Hidden number[\s\S]*Being written down/);
  expect(await badge().innerText()).toMatch(/^2/);
  const sent = () => [...account.twilio.state.messages.values()];
  await expect.poll(() => sent().length, { timeout: 20_000 }).toBe(1);
  expect(sent()[0]).toMatchObject({ to: '+15550100131', from: '+15550100101' });
  expect(String(sent()[0]?.body)).toMatch(
    /New voicemail in Sales[\s\S]*about the invoice[\s\S]*\/voicemail\?message=RE/,
  );
});

it('plays a message, which is heard then, and leads to a call back', async () => {
  await message(2).getByRole('button', { name: /^Play/ }).click();
  await page.locator('.player.is-playing').waitFor();
  await expect.poll(() => badge().innerText()).toMatch(/^1/);
  expect(await message(2).getAttribute('class')).not.toContain('is-new');
  const back = await message(2).getByRole('link', { name: 'Call back' }).getAttribute('href');
  expect(back).toBe('/softphone?to=%2B15550100199');
  await message(1)
    .getByRole('button', { name: /^Details/ })
    .click();
  expect(await message(1).getByRole('link', { name: 'Call back' }).count()).toBe(0);
  await message(1).getByRole('button', { name: 'Mark as heard' }).click();
  await badge().waitFor({ state: 'detached' });
  await message(1).getByRole('button', { name: 'Mark as new' }).click();
  await badge().waitFor();
});

it('finds messages by what was said, by number, and by state', async () => {
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('INVOICE');
  await page.waitForFunction(() => document.querySelectorAll('.message').length === 1);
  await message(1).getByText('this is Ada').waitFor();
  await page.getByRole('searchbox').fill('nobody said this');
  await page.getByRole('heading', { name: 'No message matches' }).waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('button', { name: 'New', exact: false }).first().click();
  await page.waitForFunction(() => document.querySelectorAll('.message').length === 1);
  await message(1).getByText('Hidden number').waitFor();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await message(2).waitFor();
});

it('opens the message that a notice leads to, shows who was told, and deletes it with its recording', async () => {
  const linked = await account.open(`/voicemail?message=${sidAt('RE', 1)}`);
  const open = linked.locator('.message.is-open');
  await open.getByRole('definition').getByText('+1 555 010 0131').waitFor();
  await open.getByRole('button', { name: 'Delete' }).click();
  const dialog = linked.getByRole('dialog', { name: 'Delete this message?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(account.twilio.state.recordings.get(sidAt('RE', 1))?.status).toBe('deleted');
  expect(await linked.locator('.message').count()).toBe(1);
  await linked.context().close();
});

it('says what went wrong where the server does not answer, and fits a small screen in the dark', async () => {
  const small = await account.open('/voicemail', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await small.locator('.message').waitFor();
  await small.getByRole('button', { name: /^Details/ }).click();
  await small.getByRole('button', { name: 'Mark as heard' }).waitFor();
  expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await small.route('**/api/v1/voicemails?*', (route) => route.abort());
  await small.getByRole('button', { name: 'Refresh' }).click();
  await small.getByRole('heading', { name: 'The messages could not be loaded' }).waitFor();
  await small.context().close();
});
