import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;
let flow: string;

const blocks = {
  start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
  ask: {
    type: 'gather',
    name: 'Ask',
    props: { prompts: [{ say: 'Say it.' }], input: ['dtmf', 'speech'], enhanced: true },
    exits: { input: 'ring', noInput: 'leave' },
  },
  ring: {
    type: 'dial',
    name: 'Ring',
    props: { targets: [{ kind: 'number', to: '+15550100111' }], record: 'record-from-answer' },
    exits: { noAnswer: 'leave', busy: 'leave', failed: 'leave' },
  },
  leave: { type: 'record', name: 'Leave word', props: {}, exits: { recorded: 'bye' } },
  bye: { type: 'hangup', props: {}, exits: {} },
};

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
  const layout = Object.fromEntries(Object.keys(blocks).map((id, index) => [id, [index * 320, 80]]));
  const answer = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: { version: 1, name: 'Fields', blocks, layout } }),
  });
  flow = ((await answer.json()) as { id: string }).id;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

type Look = Parameters<Browser['newContext']>[0];

async function open(look: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...look, storageState: loggedIn });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${flow}`);
  await new Person(page).card('Ask').waitFor();
  return page;
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Opens the form of a block and its fold, with keys alone. */
async function unfold(page: Page, name: string): Promise<void> {
  await new Person(page).card(name).focus();
  await page.keyboard.press('Enter');
  // The form of the block before stays for a moment, and its fold may be open; the cursor comes with the next frame.
  await expect.poll(() => page.locator('input[aria-label="Name of the block"]:focus').inputValue()).toBe(name);
  const more = page.getByRole('button', { name: /^More(?! ways)/ });
  await more.focus();
  if ((await more.getAttribute('aria-expanded')) === 'false') await page.keyboard.press('Enter');
  await page.locator('.more-body').waitFor();
}

describe('the fields of a block', () => {
  it('are found, set and unset with the keyboard alone, and what is set is written', async () => {
    const page = await open();
    const person = new Person(page);
    await unfold(page, 'Ask');
    const search = page.getByLabel('Find an attribute');
    await search.focus();
    await page.keyboard.type('profanity');
    await page.keyboard.press('Tab');
    const filter = person.form.getByLabel('Mask swear words');
    expect(await filter.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await filter.locator('option:checked').innerText()).toBe('Yes, by default');
    await page.keyboard.press('ArrowDown');
    expect(await filter.inputValue()).toBe('true');
    await page.getByText('profanityFilter="true"').first().waitFor();
    await page.keyboard.press('Home');
    await page.getByText('profanityFilter="true"').first().waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('say what is outdated or undocumented, and why', async () => {
    const page = await open();
    const { form } = new Person(page);
    await unfold(page, 'Ask');
    const enhanced = form.locator('[data-field=field-enhanced]');
    expect(await enhanced.innerText()).toContain('deprecated');
    expect(await enhanced.innerText()).toContain('Choose a newer speechModel instead.');
    expect(await form.locator('[data-field=field-debug]').innerText()).toContain('undocumented');
    const headings = await form.locator('.more-heading').allInnerTexts();
    if (headings.length > 0) expect(headings.at(-1)).toBe('Outdated');
    await page.context().close();
  });

  it.each<[string, Look]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
  ])('can be read by everybody: %s', async (theme, look) => {
    const page = await open(look);
    for (const name of ['Ask', 'Ring', 'Leave word']) {
      await unfold(page, name);
      await shoot(page, `inspector-${name.replace(' ', '-')}-${theme}`);
      const more = page.locator('.more-body');
      await more.locator('.field').last().scrollIntoViewIfNeeded();
      await shoot(page, `inspector-${name.replace(' ', '-')}-${theme}-end`);
      const { violations } = await new AxeBuilder({ page }).include('[aria-label=Inspector]').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    }
    await page.context().close();
  });

  it.each<[string, Look]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
  ])('fit a phone, where they can be read: %s', async (theme, look) => {
    const page = await open({ ...look, viewport: { width: 390, height: 844 }, hasTouch: true });
    await new Person(page).card('Ask').locator('.card-head').first().tap();
    const more = page.getByRole('button', { name: /^More(?! ways)/ });
    await more.waitFor();
    if ((await more.getAttribute('aria-expanded')) === 'false') await more.tap();
    await page.locator('.more-body .field').first().scrollIntoViewIfNeeded();
    await shoot(page, `inspector-phone-${theme}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });
});
