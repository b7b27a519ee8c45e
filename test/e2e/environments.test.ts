import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, AUTH_TOKEN, restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const CANARY = 'canary-7d1f0b';

let twilio: TwilioApi;
let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  twilio = await startTwilioApi({ state: { incoming_phone_numbers: bySid(restNumber(1)) } });
  const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url };
  server = await startServer({ env });
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await twilio?.close();
});

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}${path}`);
  return page;
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/environments-${name}.png` });
}

/** Calls as Twilio does, signed. */
async function call(path: string, sid: string): Promise<string> {
  const url = `${server.url}${path}`;
  const form = {
    AccountSid: ACCOUNT,
    CallSid: sid,
    From: '+15550100199',
    To: '+15550100100',
    Direction: 'inbound',
    CallStatus: 'ringing',
  };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(AUTH_TOKEN, url, form) },
    body: new URLSearchParams(form),
  });
  return answer.text();
}

const sid = (digit: number) => `CA${String(digit).padStart(32, '0')}`;

async function makeFlow(): Promise<string> {
  const document = {
    version: 1,
    name: 'Two places',
    settings: { language: 'en-US' },
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: { type: 'say', props: { prompts: [{ say: 'This is {{ env.place }}.' }] }, exits: { next: 'bye' } },
      bye: { type: 'hangup', props: {}, exits: {} },
    },
    layout: { start: [0, 120], hello: [160, 80], bye: [480, 120] },
  };
  const made = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document }),
  });
  return ((await made.json()) as { id: string }).id;
}

describe('environments', () => {
  it('are made, hold bindings and secrets, and say what flows name and is not there', async () => {
    await makeFlow();
    const page = await open('/environments');
    // What a flow names is offered to be made.
    await page.getByRole('heading', { name: 'Named by flows, but not made yet' }).waitFor();
    await keep(page, 'wanted');
    await page.getByRole('button', { name: 'Make place' }).click();
    const dialog = page.getByRole('dialog', { name: 'New binding' });
    await dialog.getByLabel('Kind').selectOption('text');
    await dialog.getByLabel('What it is for').fill('Where callers reach us');
    await keep(page, 'new-binding');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Environment', exact: true }).click();
    await page.getByLabel('Name of the environment').fill('Staging!');
    await page.getByLabel('Name of the environment').press('Enter');
    await page.getByRole('alert').first().waitFor();
    await page.getByLabel('Name of the environment').fill('staging');
    await page.getByLabel('Name of the environment').press('Enter');
    for (const [name, value] of [
      ['live', 'the shop'],
      ['staging', 'the test'],
    ]) {
      await page.getByRole('button', { name: `Set place in ${name}` }).click();
      await page.getByLabel(`place in ${name}`).fill(value ?? '');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: `Change place in ${name}` }).waitFor();
    }
    await page.getByRole('button', { name: 'New binding' }).click();
    await dialog.getByLabel('Name').fill('crmKey');
    await dialog.getByLabel('Kind').selectOption('secret');
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('button', { name: 'Set crmKey in live' }).click();
    await page.getByLabel('crmKey in live').fill(CANARY);
    await keep(page, 'editing');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Change crmKey in live' }).waitFor();
    expect(await page.content()).not.toContain(CANARY);
    expect(await (await page.request.get(`${server.url}/api/v1/environments`)).text()).not.toContain(CANARY);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await keep(page, 'light');
    await page.context().close();
    for (const [name, options] of Object.entries(LOOKS)) {
      const other = await open('/environments', options);
      await other.getByRole('button', { name: 'Change place in live' }).waitFor();
      const sideways = await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      await keep(other, name);
      await other.context().close();
    }
  });

  it('are tried, published to and promoted to without a change of the flow', async () => {
    const page = await open('/flows/two-places');
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('tab', { name: 'TwiML' }).click();
    await page.getByText('This is the shop.').first().waitFor();
    await page.getByLabel('Environment', { exact: true }).selectOption('staging');
    await page.getByText('This is the test.').first().waitFor();
    await keep(page, 'designer');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    // What was tried is what is published.
    await dialog.getByText('/voice/two-places~staging').waitFor();
    await keep(page, 'publish');
    await dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' }).check();
    await dialog.getByText('Two places in staging, version 1').waitFor();
    await keep(page, 'publish-number');
    await dialog.getByRole('button', { name: 'Publish version 1 to staging and 1 number' }).click();
    await dialog.getByText('Version 1 runs in staging').waitFor();
    await dialog.getByText('calls go to “Two places” in staging now').waitFor();
    expect(twilio.state.incoming_phone_numbers.get(sidAt('PN', 1))?.voice_url).toBe(
      `${server.url}/voice/two-places~staging`,
    );
    expect(await call('/voice/two-places~staging', sid(1))).toContain('This is the test.');
    expect(await call('/voice/two-places', sid(2))).not.toContain('This is');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.locator('.environment-mark').getByText('staging').waitFor();
    await page.getByRole('button', { name: 'Make live' }).click();
    await page.getByText('New calls get version 1').waitFor();
    await keep(page, 'versions');
    expect(await call('/voice/two-places', sid(3))).toContain('This is the shop.');
    await page.getByLabel('Run version 1 in another environment').selectOption('staging');
    await page.getByText('Taken down from staging').waitFor();
    expect(await call('/voice/two-places~staging', sid(4))).not.toContain('This is');
    await page.context().close();
  });

  it('are told where numbers lead, and chosen for them', async () => {
    for (const [name, options] of Object.entries({ light: {}, ...LOOKS })) {
      const page = await open('/numbers', options);
      await page.getByText('in staging, not running there').waitFor();
      await keep(page, `number-${name}`);
      await page.getByRole('button', { name: 'Change the flow for calls' }).click();
      await page.getByLabel('Environment').selectOption('live');
      await page.getByLabel('Flow that answers calls').selectOption('two-places');
      await page.getByRole('button', { name: 'Point it at Two places' }).waitFor();
      await keep(page, `number-choose-${name}`);
      await page.context().close();
    }
  });

  it('are chosen in the menu beside Call where the bar has no room', async () => {
    const page = await open('/flows/two-places', LOOKS.small);
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('button', { name: 'Other ways to call' }).click();
    await keep(page, 'narrow-menu');
    await page.getByRole('menuitemradio', { name: 'staging' }).click();
    await page.getByRole('tab', { name: 'TwiML' }).click();
    await page.getByText('This is the test.').first().waitFor();
    await page.context().close();
  });

  it('are chosen for calls out', async () => {
    for (const [name, options] of Object.entries({ light: {}, ...LOOKS })) {
      const page = await open('/outgoing#new', options);
      await page.getByLabel('Environment').selectOption('staging');
      await page.getByText('the version that runs in staging').waitFor();
      await keep(page, `outgoing-${name}`);
      await page.context().close();
    }
  });

  it('keep a flow from being published where they lack what it names', async () => {
    const page = await open('/flows/two-places');
    await page.locator('.react-flow__node').first().waitFor();
    await fetch(`${server.url}/api/v1/bindings/place/values/staging`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${server.token}` },
    });
    await page.reload();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await dialog.getByRole('combobox', { name: 'Environment' }).selectOption('staging');
    await dialog.getByText('The flow names what staging does not have').waitFor();
    await keep(page, 'lacking');
    expect(await dialog.getByRole('button', { name: /^Publish version/ }).isDisabled()).toBe(true);
    await page.context().close();
  });
});

const LOOKS = {
  dark: { colorScheme: 'dark' },
  small: { viewport: { width: 390, height: 844 } },
  'small-dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
} as const;
