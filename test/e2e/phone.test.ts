import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { templates } from '../../shared/templates/index.ts';
import { run } from '../cli/support/run.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'patchcord-phone-'));
let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Makes a flow of a template, with some blocks as they are given, and opens it. */
async function open(
  name: string,
  options: Parameters<Browser['newContext']>[0] = {},
  blocks: FlowDocument['blocks'] = {},
): Promise<Caller> {
  const document = templates.find((template) => template.document.name === name)?.document;
  const made = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: { ...document, blocks: { ...document?.blocks, ...blocks }, tests: [] } }),
  });
  const { id } = (await made.json()) as { id: string };
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${id}`);
  await page.locator('.react-flow__node').first().waitFor();
  return new Caller(page);
}

/** A person at the phone beside the canvas. */
class Caller extends Person {
  get phone() {
    return this.page.getByRole('region', { name: 'Handset' });
  }

  async call(): Promise<void> {
    await this.page.getByRole('button', { name: 'Call', exact: true }).click();
    await this.phone.waitFor();
  }

  async press(key: string): Promise<void> {
    await this.phone.getByRole('button', { name: key, exact: true }).click();
  }

  async does(name: string | RegExp): Promise<void> {
    await this.phone.getByRole('button', { name, exact: true }).first().click();
  }

  /** Waits until something is heard, said or told. */
  async hears(words: string | RegExp): Promise<void> {
    await this.phone.getByRole('log').getByText(words).last().waitFor();
  }

  /** Waits until the canvas shows the caller at a block, in view. */
  async isAt(block: string): Promise<void> {
    const live = this.page.locator('.card[data-live]', { has: this.page.getByText(block, { exact: true }) });
    await live.waitFor();
    const inView = async (): Promise<boolean> => {
      const [card, dock] = [await live.boundingBox(), await this.page.locator('.phone-dock').boundingBox()];
      return card !== null && dock !== null && card.x > 0 && card.x + card.width <= dock.x;
    };
    await expect.poll(inView, { message: `${block} is in view` }).toBe(true);
  }
}

const faultsOf = async (page: Page, part: string) => {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
};

describe('calling the templates from the page', () => {
  it('after hours, and as if it were Monday morning', async () => {
    const caller = await open('After hours');
    const time = caller.phone.getByLabel(/^Calls at this time in America\/New York/);
    for (const [at, heard] of [
      ['2026-11-28T23:00', /Our office is closed\. We open Monday at 9:00 AM/],
      ['2026-11-30T10:00', 'Dials +1 555 010 0130'],
    ] as const) {
      await caller.call();
      await caller.does('Hang up');
      await time.fill(at);
      await caller.does(/^Call again/);
      await caller.hears(heard);
      await caller.phone.getByText(/^As if it were .*\(-05:00\)\.$/).waitFor();
      await caller.does('Hang up');
    }
    await caller.does(/^Call again/);
    await time.waitFor({ state: 'detached' });
    await caller.page.context().close();
  });

  it('the small office: a key in the middle of a prompt, and hanging up in the middle of the next', async () => {
    const caller = await open('Front desk');
    await caller.call();
    await caller.hears(/Thank you for calling Acme/);
    await caller.isAt('Main menu');
    await caller.press('2');
    await caller.hears('One moment, we are finding somebody to help you.');
    await caller.isAt('Support greeting');
    await caller.does('Hang up');
    await caller.hears('You hung up.');
    expect(await caller.page.locator('.react-flow__edge-path.is-taken').count()).toBe(2);
    expect(await caller.page.locator('.card[data-live]').count()).toBe(0);
    await caller.page.context().close();
  });

  it('after hours: speaks instead of pressing keys, leaves a message', async () => {
    // Whatever the time is while this runs.
    const office = { type: 'hours', props: { week: {} }, exits: { open: 'frontDesk', closed: 'closed' } };
    const caller = await open('After hours', {}, { office });
    await caller.call();
    await caller.hears(/Our office is closed/);
    await caller.press('2');
    await caller.hears(/Please leave your name/);
    await caller.does('Skip');
    await caller.isAt('Mailbox');
    await caller.phone.getByRole('textbox', { name: 'Say something to the flow' }).fill('Please call me back');
    await caller.page.keyboard.press('Enter');
    await caller.hears('“Please call me back”');
    await caller.does('Stay silent');
    const silent = caller.phone.getByRole('button', { name: 'Stay silent', exact: true });
    const thanks = caller.phone.getByText(/We will call you back on the next working day/);
    // Asked once or twice: where the words had been said to their end, the first silence was the last. The button may go at any moment.
    while (!(await thanks.isVisible())) {
      await silent.evaluateAll((buttons) => buttons.forEach((button) => void (button as HTMLElement).click()));
      await caller.page.waitForTimeout(50);
    }
    await caller.page.context().close();
  });

  it('the ring group: phones ring, one answers and hangs up', async () => {
    const caller = await open('Ring group');
    await caller.call();
    await caller.hears(/We are connecting you/);
    await caller.does('Skip');
    await caller.isAt('Team');
    const rings = caller.phone.getByRole('list', { name: 'Phones that were dialled' });
    await rings.waitFor();
    await caller.does(/^Busy/);
    await caller.does(/^Answer/);
    await caller.does('They hang up');
    await caller.phone.getByRole('button', { name: 'Call again' }).waitFor();
    await caller.page.context().close();
  });

  it('the survey: every turn can be read, and leads to its block', async () => {
    const caller = await open('Customer survey');
    await caller.call();
    await caller.hears('Thank you for taking our short survey.');
    await caller.does('Skip');
    await caller.does('Skip');
    await caller.hears(/How happy were you/);
    await caller.press('1');
    await caller.hears(/We are sorry to hear that/);
    await caller.page.getByRole('tab', { name: 'Transcript' }).click();
    const turns = caller.page.getByRole('list', { name: 'Turns of the call' });
    await turns.getByText('Pressed 1').waitFor();
    await turns.getByText('Request').last().click();
    await turns.getByText('Digits', { exact: true }).waitFor();
    await turns.getByText('TwiML').first().click();
    await turns.locator('.xml-line', { hasText: '<Gather' }).first().click();
    await caller.page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[aria-label="Name of the block"]')?.value === 'How was it?',
    );
    await caller.page.context().close();
  });
});

describe('a call kept as a test', () => {
  it('passes, fails once the flow says something else, and tells where', async () => {
    const caller = await open('Front desk');
    const { page } = caller;
    await caller.call();
    await caller.hears(/Thank you for calling Acme/);
    await caller.press('2');
    await caller.hears(/One moment/);
    await caller.does('Hang up');
    await caller.does('Save this call as a test');
    await page.getByRole('tab', { name: 'Tests 1' }).waitFor();
    await page.getByRole('button', { name: 'Run all' }).click();
    await page.getByText(/^Passed: everything was heard/).waitFor();
    await page.locator('.card[data-cover="tested"]', { hasText: 'Support greeting' }).waitFor();
    expect(await page.locator('.card[data-cover="untested"]').count()).toBeGreaterThan(0);
    await caller.does('Close the phone');

    await caller.card('Support greeting').locator('.card-head').click();
    await caller.form.locator('.prompt textarea').first().fill('Nobody is here.');
    await page.getByText('Passed before the flow changed').waitFor();
    await page.getByRole('button', { name: 'Run all' }).click();
    const failure = page.getByRole('alert').filter({ hasText: 'failed' });
    await failure.waitFor();
    expect(await failure.innerText()).toContain('One moment');
    expect(await failure.innerText()).toContain('Nobody is here.');
    // The words never came, so it failed where the call ended.
    await failure.getByRole('button', { name: 'Support, in turn' }).click();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[aria-label="Name of the block"]')?.value === 'Support, in turn',
    );
    expect(await faultsOf(page, '.drawer')).toEqual([]);
    await caller.saved();
    await page.reload();
    await page.getByRole('tab', { name: 'Tests 1' }).waitFor();
    await page.context().close();
  });
});

describe('a call made by hand', () => {
  it('goes the same by its script in patchcord test and in patchcord call', async () => {
    const caller = await open('Front desk');
    await caller.call();
    await caller.hears(/Thank you for calling Acme/);
    await caller.press('2');
    await caller.hears(/One moment/);
    await caller.does('Hang up');
    const shown = await caller.phone.locator('.bubble.is-flow > span:not(.visually-hidden)').allInnerTexts();
    await caller.does('Save this call as a test');
    await caller.page.getByRole('tab', { name: 'Tests 1' }).waitFor();
    await caller.saved();
    const document = await stored(caller.page);
    const flow = join(folder, 'kept.flow.json');
    const script = join(folder, 'script.json');
    writeFileSync(flow, JSON.stringify(document));
    writeFileSync(script, JSON.stringify(document.tests[0]));
    const tested = JSON.parse((await run('test', flow, '--json')).out).files[0].tests[0];
    const called = JSON.parse((await run('call', flow, '--script', script, '--json')).out);
    expect(shown.length).toBe(2);
    expect(tested.passed).toBe(true);
    expect(heard(tested.transcript)).toEqual(shown);
    expect(heard(called.transcript)).toEqual(shown);
    await caller.page.context().close();
  });
});

/** The flow on the page as the server keeps it. */
async function stored(page: Page): Promise<FlowDocument> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const headers = { authorization: `Bearer ${server.token}` };
  const answer = await fetch(`${server.url}/api/v1/flows/${id}`, { headers });
  return ((await answer.json()) as { document: FlowDocument }).document;
}

function heard(transcript: readonly { readonly heard?: string; readonly text: string }[]): string[] {
  return transcript.flatMap((line) => (line.heard ? [line.text] : []));
}

describe('the handset', () => {
  it('says why the caller hears the fallback', async () => {
    const caller = await open('Front desk');
    await caller.card('Main menu').locator('.card-head').click();
    await caller.page.keyboard.press('Delete');
    await caller.call();
    await caller.phone
      .getByRole('alert')
      .getByText(/the caller hears the fallback.*is not connected/)
      .waitFor();
    await caller.page.context().close();
  });

  it('makes a whole call with the keyboard alone, and says what happens', async () => {
    const { page, phone } = await open('Front desk');
    await page.getByRole('button', { name: 'Call', exact: true }).focus();
    await page.keyboard.press('Enter');
    await phone
      .getByRole('log')
      .getByText(/Thank you/)
      .waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('.phone'));
    await page.keyboard.press('2');
    await phone
      .getByRole('log')
      .getByText(/One moment/)
      .waitFor();
    expect(await phone.getByRole('status').innerText()).toBe('Speaking');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('call-button');
    await page.keyboard.press('Enter');
    for (let stop = 0; stop < 30; stop++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.textContent?.trim() === 'Hang up')) break;
    }
    await page.keyboard.press('Enter');
    await phone.getByRole('log').getByText('You hung up.').waitFor();
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('has no accessibility fault in %s', async (colorScheme) => {
    const caller = await open('Front desk', { colorScheme });
    await caller.call();
    await caller.hears(/Thank you/);
    expect(await faultsOf(caller.page, '.phone-dock')).toEqual([]);
    await caller.press('1');
    await caller.phone
      .getByRole('button', { name: /^Answer/ })
      .first()
      .waitFor();
    expect(await faultsOf(caller.page, '.phone-dock')).toEqual([]);
    await caller.does('Hang up');
    await caller.hears('You hung up.');
    expect(await faultsOf(caller.page, '.phone-dock')).toEqual([]);
    await caller.page.context().close();
  });

  it('is a sheet on a small screen, with nothing to scroll sideways', async () => {
    const { page, phone } = await open('Front desk', { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await phone
      .getByRole('log')
      .getByText(/Thank you/)
      .waitFor();
    const sheet = await page.getByRole('dialog', { name: 'Phone' }).boundingBox();
    const hang = await phone.getByRole('button', { name: 'Hang up' }).boundingBox();
    expect(sheet && hang && hang.y + hang.height <= sheet.y + sheet.height).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });
});
