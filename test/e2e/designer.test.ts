import type { Browser, BrowserContext } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(20_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Posts a form as Twilio does, signed. */
async function webhook(url: string, parameters: Record<string, string>): Promise<string> {
  const all = {
    AccountSid: server.twilio.accountSid,
    From: '+15550100199',
    To: '+15550100100',
    Direction: 'inbound',
    ...parameters,
  };
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(all),
    headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(server.twilio.authToken, url, all) },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}
const withoutTokens = (xml: string) => xml.replace(/\?t=[^"&<]+/g, '?t=…');

describe('a newcomer', () => {
  it('logs in with the printed link, once, and meets the sample flow on the canvas', async () => {
    const page = await context.newPage();
    await page.goto(server.loginUrl);
    await page.locator('.react-flow__node').first().waitFor();
    const person = new Person(page);
    for (const name of ['Call comes in', 'Main menu', 'Sales team']) await person.card(name).waitFor();
    expect(page.url()).toContain('/flows/front-desk');

    const stranger = await browser.newContext();
    const other = await stranger.newPage();
    await other.goto(server.loginUrl);
    await other.waitForLoadState('networkidle');
    expect(await other.locator('.react-flow__node').count()).toBe(0);
    expect((await other.request.get(`${server.url}/api/v1/flows`)).status()).toBe(401);
    await stranger.close();
    await page.close();
  });

  it('designs a phone menu by hand, finds all of it after a reload, publishes it, and callers get what the preview showed', async () => {
    const page = await context.newPage();
    const person = new Person(page);
    await page.goto(`${server.url}/flows/front-desk`);
    await page.getByRole('link', { name: 'Patchcord' }).click();
    await page.getByRole('button', { name: 'New flow' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Bakery line');
    await page.getByRole('button', { name: /^Empty flow/ }).click();
    await person.card('Call comes in').or(page.locator('.terminal')).first().waitFor();

    await person.drag('Menu', 260, 120);
    await person.drag('Say', 620, 60);
    await person.drag('Dial', 620, 260);
    await person.drag('Record', 300, 400);
    await page.getByRole('button', { name: /^Show the whole flow/ }).click();
    await page.waitForTimeout(600);

    await person.connect('Call comes in', 'next', 'Menu');
    await person.connect('Menu', 'choice1', 'Say');
    await person.connect('Menu', 'choice2', 'Dial');
    await person.connect('Menu', 'noInput', 'Record');
    await person.connect('Menu', 'noMatch', 'Record');
    for (const exit of ['noAnswer', 'busy', 'failed']) await person.connect('Dial', exit, 'Record');
    await person.connect('Record', 'recorded', 'Say');

    await person.open('Menu');
    await person.form.getByRole('textbox', { name: 'Name of the block' }).fill('Bakery menu');
    await person.form
      .locator('.prompt textarea, .prompt [role=textbox]')
      .first()
      .fill('Welcome to {{ flow.name }} & friends. For bread press 1, for cakes press 2.');
    await person.form.getByLabel('Name of choice 1').fill('Bread');
    await person.open('Say');
    await person.form.locator('.prompt textarea, .prompt [role=textbox]').first().fill('Bread is ready at seven.');
    await person.open('Dial');
    await person.form.getByLabel('Address of target 1').fill('+15550100177');
    await person.open('Bakery menu');
    await person.saved();
    const preview = async () => {
      await page.getByRole('button', { name: 'Copy the TwiML' }).click();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    await page.getByText('for cakes press 2.').last().waitFor();
    const before = await preview();

    await page.reload();
    for (const name of ['Bakery menu', 'Say', 'Dial', 'Record']) await person.card(name).waitFor();
    expect(await page.locator('.react-flow__edge').count()).toBe(9);
    expect(await person.card('Bakery menu').getByText('Bread', { exact: true }).count()).toBe(1);
    expect(await preview()).toBe(before);

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: 'Publish version 1' }).click();
    await page.getByText('Version 1 is live').first().waitFor();
    await page.keyboard.press('Escape');

    const url = `${server.url}/voice/bakery-line`;
    const CallSid = `CA${'1'.repeat(32)}`;
    const greeting = await webhook(url, { CallSid, CallStatus: 'ringing' });
    expect(greeting).toContain('Welcome to Bakery line &amp; friends.');
    expect(withoutTokens(greeting)).toBe(withoutTokens(before));

    await person.open('Dial');
    await page
      .getByText('<Dial')
      .or(page.locator('.xml-line', { hasText: 'Dial' }))
      .first()
      .waitFor();
    const action = /action="([^"]+)"/.exec(greeting)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const dialled = await webhook(action, { CallSid, CallStatus: 'in-progress', Digits: '2' });
    expect(dialled).toContain('+15550100177');
    expect(withoutTokens(dialled)).toBe(withoutTokens(await preview()));
    await page.close();
  });
});
