import type { Browser, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { launchBrowser } from './support/browser.ts';
import { logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const ACCOUNT = sidAt('AC', 1);
const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
const CSV = `To,company,note
+15550100201,Acme,first
+15550100202,Byte Ltd,second
nonsense,Cord,third
+15550100201,Acme,again
+15550100203,Dial Inc,fifth
`;

let twilio: TwilioApi;
let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  twilio = await startTwilioApi({
    account: ACCOUNT,
    authToken: AUTH_TOKEN,
    state: { incoming_phone_numbers: bySid(restNumber(1, { account_sid: ACCOUNT })) },
  });
  server = await startServer({ env: { TWILIO_API_URL: twilio.url } });
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', 'if-match': '"r1"' };
  const publish = { method: 'POST', headers, body: '{}' };
  expect((await fetch(`${server.url}/api/v1/flows/front-desk/publish`, publish)).status).toBe(201);
  browser = await launchBrowser();
  const state = await logIn(browser, server);
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});

/** Calls that were placed, in order. */
const placed = () => twilio.requests.filter(({ operation }) => operation === 'CreateCall');

/** What Twilio tells of a call, signed. */
async function tell(to: string, status: string, more: Record<string, string> = {}): Promise<void> {
  const row = [...twilio.state.calls.values()].findLast((call) => call.to === to);
  const url = placed().findLast(({ form }) => form.To === to)?.form.StatusCallback ?? '';
  const CallSid = String(row?.sid);
  Object.assign(row ?? {}, { status });
  const all = {
    AccountSid: ACCOUNT,
    CallSid,
    CallStatus: status,
    From: '+15550100101',
    To: to,
    Direction: 'outbound-api',
    ...more,
  };
  const signature = getExpectedTwilioSignature(AUTH_TOKEN, url, all);
  const sent = { method: 'POST', body: new URLSearchParams(all), headers: { 'X-Twilio-Signature': signature } };
  expect((await fetch(url, sent)).ok).toBe(true);
}

it('looks through a list before anybody is called, and calls only what was confirmed', async () => {
  await page.goto(`${server.url}/outgoing`);
  await page.getByText('Nobody has been called yet').waitFor();
  await page.getByRole('button', { name: 'New list' }).first().click();
  await page.getByLabel('Flow', { exact: true }).selectOption('front-desk');
  await page.getByLabel('From', { exact: true }).selectOption('+15550100101');
  const file = { name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) };
  await page.getByLabel('CSV of people to call').setInputFiles(file);
  await page.getByText('3 people').first().waitFor();
  await page.getByText('2 rows cannot.').waitFor();
  expect(await page.getByLabel('Column company is').inputValue()).toBe('company');
  await page.getByText('2 rows cannot be called').click();
  await page.getByText(/Line 4.*nonsense/).waitFor();
  const call = page.getByRole('button', { name: 'Call 3 people' });
  expect(await call.isDisabled()).toBe(true);
  await page.getByLabel('Call the others and leave them out').check();
  await page.getByLabel('Calls at a time').fill('1');
  await call.click();
  await page
    .getByText('3 people will be called through front-desk from +1 555 010 0101, at most 1 at a time')
    .waitFor();
  expect(placed()).toEqual([]);
  await page.getByRole('button', { name: 'Start calling' }).click();
  await page.getByRole('heading', { name: 'spring' }).waitFor();
});

it('shows how far it is, can be held, goes on and is reported', async () => {
  await expect.poll(() => placed().length, { timeout: 20_000 }).toBe(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused at 0 of 3.').waitFor();
  await tell('+15550100201', 'in-progress');
  await tell('+15550100201', 'completed', { CallDuration: '12' });
  await page.getByText('Paused at 1 of 3.').waitFor();
  expect(placed().length).toBe(1);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => placed().length, { timeout: 20_000 }).toBe(2);
  await tell('+15550100202', 'busy');
  await expect.poll(() => placed().length, { timeout: 20_000 }).toBe(3);
  await tell('+15550100203', 'no-answer');
  await page.getByText('Done: 3 people called.').waitFor();
  await page.getByText('1 busy').click();
  await page.getByRole('cell', { name: '+1 555 010 0202' }).waitFor();
  expect(await page.locator('.outgoing-table tbody tr').count()).toBe(1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Report' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('spring.csv');
  expect(placed().map(({ form }) => form.To)).toEqual(['+15550100201', '+15550100202', '+15550100203']);
});

it('starts one list where the answer to the first confirmation is lost', async () => {
  await page.goto(`${server.url}/outgoing#new`);
  await page.getByLabel('Flow', { exact: true }).selectOption('front-desk');
  await page.getByLabel('From', { exact: true }).selectOption('+15550100101');
  const file = { name: 'once.csv', mimeType: 'text/csv', buffer: Buffer.from('To\n+15550100204\n') };
  await page.getByLabel('CSV of people to call').setInputFiles(file);
  const call = page.getByRole('button', { name: 'Call 1 person' });
  await call.click();
  let lost = 0;
  await page.route(
    '**/api/v1/outgoing/lists',
    async (route) => {
      await route.fetch();
      lost++;
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  const confirm = page.getByRole('dialog', { name: 'Call 1 person?' });
  await confirm.getByRole('button', { name: 'Start calling' }).click();
  await confirm.getByText('The server does not answer.').waitFor();
  await confirm.getByRole('button', { name: 'Not yet' }).click();
  await call.click();
  await confirm.getByRole('button', { name: 'Start calling' }).click();
  await page.getByRole('heading', { name: 'once' }).waitFor();
  const headers = { authorization: `Bearer ${server.token}` };
  const { lists } = await (await fetch(`${server.url}/api/v1/outgoing/lists`, { headers })).json();
  const names = lists.map(({ name }: { name: string }) => name);
  expect([lost, names]).toEqual([1, ['once', 'spring']]);
  await expect.poll(() => placed().at(-1)?.form.To, { timeout: 20_000 }).toBe('+15550100204');
  await tell('+15550100204', 'no-answer');
});

it('calls one’s own phone with the draft, and says how that goes', async () => {
  await page.goto(`${server.url}/flows/front-desk`);
  await page.getByRole('button', { name: 'Other ways to call' }).click();
  await page.getByRole('menuitem', { name: 'Call my phone with this draft' }).click();
  const dialog = page.getByRole('dialog', { name: 'Call my phone with this draft' });
  await dialog.getByLabel('My number').fill('+1 555 010 0299');
  await dialog.getByRole('button', { name: 'Call me' }).click();
  await expect.poll(() => placed().at(-1)?.form.To, { timeout: 20_000 }).toBe('+15550100299');
  await tell('+15550100299', 'ringing');
  await dialog.getByText('Your phone rings').waitFor();
  await tell('+15550100299', 'in-progress');
  await dialog.getByText(/^Answered/).waitFor();
  await tell('+15550100299', 'completed', { CallDuration: '7' });
  await dialog.getByText('The call is over after 0:07.').waitFor();
  twilio.fail({ match: 'CreateCall', with: 400, code: 21215 });
  await dialog.getByRole('button', { name: 'Call again' }).click();
  await dialog.getByText(/21215/).waitFor();
  twilio.heal();
  await page.reload();
  await page.getByRole('button', { name: 'Other ways to call' }).click();
  await page.getByRole('menuitem', { name: 'Call my phone with this draft' }).click();
  expect(await page.getByLabel('My number').inputValue()).toBe('+15550100299');
});

it('says what is missing without an account', async () => {
  const bare = await startServer({ env: { TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined } });
  const small = await browser.newContext({
    storageState: await logIn(browser, bare),
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  const phone = await small.newPage();
  await phone.goto(`${bare.url}/outgoing#new`);
  await phone.getByText('No Twilio account is set').waitFor();
  await phone.goto(`${bare.url}/flows/front-desk`);
  await phone.getByRole('button', { name: 'Other ways to call' }).click();
  await phone.getByRole('menuitem', { name: 'Call my phone with this draft' }).click();
  await phone.getByText(/cannot reach a Twilio account/).waitFor();
  await phone.getByRole('button', { name: 'Open Settings' }).waitFor();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await small.close();
  await bare.stop();
});
