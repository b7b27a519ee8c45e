import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyInCode } from '../twilio-api/key-in-code.ts';
import { ACCOUNT, AUTH_TOKEN, restCall, restCallerId, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const OFFICE = '+15550100177';

let twilio: TwilioApi;
let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  twilio = await startTwilioApi({
    state: { incoming_phone_numbers: bySid(restNumber(1)), outgoing_caller_ids: bySid(restCallerId(1)) },
  });
  server = await startServer({
    env: { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url },
  });
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});

async function open(path: string, look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...look, storageState: loggedIn });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}${path}`);
  return page;
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/caller-ids-${name}.png` });
}

const code = (page: Page) => page.locator('.verify-code [aria-hidden]').innerText();

it('verifies a number with the code on the screen, tells when it went wrong, and removes it', async () => {
  const page = await open('/settings');
  const section = page.getByRole('region', { name: 'Verified caller IDs' });
  await section.getByText('+1 555 010 0901').waitFor();
  await section.scrollIntoViewIfNeeded();
  await look(page, 'list');
  await section.getByRole('button', { name: 'Verify a number' }).click();
  const dialog = page.getByRole('dialog', { name: 'Verify a number' });
  await dialog.getByLabel('Number', { exact: true }).fill('555 0177');
  await dialog.getByRole('button', { name: 'Call this number' }).click();
  await dialog
    .getByRole('alert')
    .getByText(/plus, the country code/)
    .waitFor();
  await look(page, 'form');

  await dialog.getByLabel('Number', { exact: true }).fill('+1 555 010 0177');
  await dialog.getByLabel('Name (optional)').fill('Front desk');
  await dialog.getByRole('button', { name: 'Call this number' }).click();
  await dialog.getByText('Twilio calls now').waitFor();
  const first = twilio.state.validation_requests.get(OFFICE)!;
  expect(await code(page)).toBe(first.validation_code);
  await look(page, 'code');
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);

  twilio.state.calls.set(first.call_sid, restCall(1, { sid: first.call_sid, status: 'no-answer' }));
  await dialog.getByText('Nobody answered.').waitFor();
  await look(page, 'ended');
  twilio.fail({ match: 'CreateValidationRequest', with: 'lose answer', times: 1 });
  await dialog.getByRole('button', { name: 'Call again' }).click();
  await dialog.getByText(/Twilio may already be calling/).waitFor();
  await dialog.getByRole('button', { name: 'Call again' }).click();
  await dialog.getByText('Twilio calls now').waitFor();
  expect(keyInCode(twilio.state, OFFICE, await code(page))).toBe(true);
  await dialog.getByText('Calls can now show +1 555 010 0177.').waitFor();
  await look(page, 'verified');
  await dialog.getByRole('button', { name: 'Done' }).click();

  const row = section.getByRole('listitem').filter({ hasText: 'Front desk' });
  await row.getByRole('button', { name: 'Remove +1 555 010 0177' }).click();
  await look(page, 'sure');
  await row.getByRole('button', { name: 'Remove +1 555 010 0177 for good' }).click();
  await row.waitFor({ state: 'detached' });
  expect([...twilio.state.outgoing_caller_ids.values()].map((one) => one.phone_number)).toEqual(['+15550100901']);
});

it('fits a small screen, in the dark, too', async () => {
  const page = await open('/settings', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  const section = page.getByRole('region', { name: 'Verified caller IDs' });
  await section.getByText('+1 555 010 0901').waitFor();
  await section.scrollIntoViewIfNeeded();
  await look(page, 'small');
  await section.getByRole('button', { name: 'Verify a number' }).click();
  await page.getByLabel('Number', { exact: true }).fill('+15550100178');
  await page.getByRole('button', { name: 'Call this number' }).click();
  await page.getByText('Twilio calls now').waitFor();
  await look(page, 'small-code');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(390);
});

it('offers the numbers in Dial and warns of one that is neither', async () => {
  const blocks = {
    start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'ring' } },
    ring: {
      type: 'dial',
      name: 'Ring',
      props: { targets: [{ kind: 'number', to: '+15550100111' }], callerId: OFFICE },
      exits: {},
    },
  };
  const answer = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      document: { version: 1, name: 'Ring', blocks, layout: { start: [0, 80], ring: [320, 80] } },
    }),
  });
  const { id } = (await answer.json()) as { id: string };
  const page = await open(`/flows/${id}`);
  const person = new Person(page);
  await person.open('Ring');
  const field = person.form.getByLabel('Number they see', { exact: true });
  const warning = person.form.getByText(/neither a number of the account nor a verified caller ID/);
  await warning.waitFor();
  await look(page, 'warning');
  await person.form.getByRole('button', { name: /choose a number of the account/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /\+1 555 010 0901/ }).waitFor();
  await look(page, 'menu');
  await page.getByRole('menuitemcheckbox', { name: /\+1 555 010 0901/ }).click();
  expect(await field.inputValue()).toBe('+15550100901');
  await warning.waitFor({ state: 'detached' });
});
