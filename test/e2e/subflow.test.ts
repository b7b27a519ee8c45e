import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
  const { blocks, layout: _layout, ...rest } = callingFlow;
  const who = { ...blocks.who, props: {}, exits: { done: 'hello', failed: 'sorry' } } as FlowDocument['blocks'][string];
  const layout = { start: [0, 160], who: [170, 100], hello: [500, 40], sorry: [500, 260] } as const;
  await api('POST', '/flows', { document: { ...rest, blocks: { ...blocks, who }, layout } });
  await api('POST', '/flows', { document: askFlow('Your {{ what }}?') });
  await api('POST', '/flows/ask/publish', {}, { 'if-match': '"r1"' });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function api(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/main`);
  await page.locator('.react-flow__node').first().waitFor();
  return page;
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/subflow-${name}.png` });
}

const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  small: { viewport: { width: 390, height: 844 } },
} as const;

/** A call as Twilio would have it answered. */
async function ring(): Promise<void> {
  const url = `${server.url}/voice/main`;
  const form = {
    CallSid: `CA${'0'.repeat(31)}1`,
    AccountSid: server.twilio.accountSid,
    From: '+15550100199',
    To: '+15550100100',
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
  };
  const signature = getExpectedTwilioSignature(server.twilio.authToken, url, form);
  const headers = { 'X-Twilio-Signature': signature };
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  expect(await answer.text()).toContain('customer number?');
}

describe('a block that runs another flow', () => {
  it('is told which, takes over what that one asks for and gives, and is heard in the phone', async () => {
    const page = await open();
    const person = new Person(page);
    await person.open('Run another flow');
    await person.form.getByRole('button', { name: 'Flow to run' }).click();
    await page.getByRole('option', { name: /^Ask/ }).click();
    await person.form.getByText('Callers go through version 1 of it.').waitFor();
    await person.form.getByRole('button', { name: 'what', exact: true }).click();
    await person.form.getByLabel('Value of parameter 1').fill('customer number');
    await person.form.getByRole('button', { name: 'Take over unknown' }).click();
    await person.saved();
    await keep(page, 'form');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const phone = page.getByRole('region', { name: 'Handset' });
    await phone.getByText('Your customer number?').first().waitFor();
    await page.keyboard.press('7');
    await phone.getByText('Hello, customer 7.').first().waitFor({ timeout: 30_000 });
    await page.getByRole('tab', { name: 'Transcript' }).click();
    await page.getByTitle('Show Run another flow › Collect input').first().waitFor();
    await keep(page, 'phone');
    await page.context().close();
  });

  it('is published with the version of the other flow, and says where that has gone on since', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await dialog.getByRole('listitem').filter({ hasText: 'Ask version 1' }).waitFor();
    await dialog.getByRole('button', { name: 'Publish version 1' }).click();
    await dialog.getByText('Version 1 is live.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await api('POST', '/flows/ask/publish', {}, { 'if-match': '"r1"' });
    await api('PUT', '/flows/ask/draft', askFlow('What is your {{ what }}?'), { 'if-match': '"r1"' });
    await page.reload();
    await page.getByRole('button', { name: 'Version 1 is live' }).click();
    await page.getByText('Runs Ask version 1 · live is 2: publish again to take it over').waitFor();
    await keep(page, 'versions');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.getByText('The draft of Ask has changed since: callers will hear version 2.').waitFor();
    await keep(page, 'publish');
    const small = await open({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await small.goto(`${server.url}/flows`);
    await small.getByText('Ask: uses version 1, live is 2. Publish again to take it over.').waitFor();
    await small.getByText('Called by Main').waitFor();
    await keep(small, 'list-small');
    await small.setViewportSize({ width: 1440, height: 900 });
    await keep(small, 'list');
    await dialog.getByRole('button', { name: 'Publish version 2' }).click();
    await dialog.getByText('Version 2 is live.').waitFor();
    await small.reload();
    await small.getByText('Called by Main').waitFor();
    expect(await small.getByText('uses version').count()).toBe(0);
    await page.goto(`${server.url}/flows/ask`);
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog.getByRole('button', { name: 'Publish version 3' }).click();
    await dialog.getByText('still uses version 2: publish it again to take version 3 over.').waitFor();
    await keep(page, 'callers');
    await dialog.getByRole('button', { name: 'Main' }).click();
    await page.getByRole('button', { name: 'Version 2 is live' }).waitFor();
    for (const one of [page, small]) await one.context().close();
  });

  it('is found in the log of a call with the blocks of the other flow', async () => {
    await ring();
    for (const [name, look] of Object.entries(LOOKS)) {
      const page = await open(look);
      await page.getByRole('tab', { name: 'Calls' }).click();
      await page.getByRole('button', { name: /\+1 555 010 0199/ }).click();
      await page.getByRole('button', { name: 'Run another flow › Collect input' }).waitFor();
      await keep(page, `log-${name}`);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      await page.getByText('version 3', { exact: true }).waitFor();
      await keep(page, `publish-${name}`);
      await page.context().close();
    }
  });

  it('is drawn and set up in the dark and on a small screen', async () => {
    const dark = await open({ colorScheme: 'dark' });
    await new Person(dark).open('Run another flow');
    await keep(dark, 'dark');
    await dark.context().close();
    const small = await open({ viewport: { width: 390, height: 844 } });
    await keep(small, 'small');
    const sideways = await small.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    await small.context().close();
  });
});
