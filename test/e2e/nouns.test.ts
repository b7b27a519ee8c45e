import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takePayment } from '../../shared/templates/take-payment.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;
let flow: string;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
  const { document } = takePayment;
  const agent = { type: 'connect', name: 'Connect', props: {}, exits: {} };
  const blocks = { ...document.blocks, agent };
  const answer = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: { ...document, blocks, layout: { ...document.layout, agent: [220, 420] } } }),
  });
  flow = ((await answer.json()) as { id: string }).id;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Waits for the form of a block, at a size and in a theme. */
async function formOf(name: string, colorScheme: 'light' | 'dark' = 'light'): Promise<{ page: Page; person: Person }> {
  const context = await browser.newContext({
    storageState: loggedIn,
    viewport: { width: 1440, height: 900 },
    colorScheme,
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${flow}`);
  const person = new Person(page);
  await person.card(name).waitFor();
  await person.open(name);
  return { page, person };
}

describe('elements inside a verb', () => {
  it('are chosen by what they are for, filled in and written', async () => {
    const { page, person } = await formOf('Connect');
    await person.form.getByRole('button', { name: 'Add Stream' }).click();
    await person.form.getByText('Stream needs the attribute url.').waitFor();
    await person.form.getByLabel('Address the sound goes to').fill('wss://media.example.com/call');
    await person.form.getByRole('button', { name: 'Add Parameter' }).click();
    await person.form.getByLabel('Name', { exact: true }).last().fill('caller');
    const scan = await new AxeBuilder({ page }).include('[aria-label="Inspector"]').analyze();
    expect(scan.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await person.saved();
    await page.context().close();
  });

  it('are folded into one line each, in order', async () => {
    const { page, person } = await formOf('Card payment', 'dark');
    const prompts = person.form.getByRole('button', { expanded: false }).filter({ hasText: 'Prompt' });
    expect(await prompts.count()).toBe(3);
    await prompts.nth(2).click();
    await person.form.getByText('One moment while we talk to your bank.').waitFor();
    const scan = await new AxeBuilder({ page }).include('[aria-label="Inspector"]').analyze();
    expect(scan.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await page.context().close();
  });
});
