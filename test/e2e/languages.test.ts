import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
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
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

type Look = Parameters<Browser['newContext']>[0];

async function newPage(look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...look,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

async function draftOf(id: string): Promise<FlowDocument> {
  const answer = await fetch(`${server.url}/api/v1/flows/${id}`, {
    headers: { authorization: `Bearer ${server.token}` },
  });
  return ((await answer.json()) as { document: FlowDocument }).document;
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/languages-${name}.png` });
}

const prompt = (person: Person) => person.form.locator('.prompt textarea, .prompt [role=textbox]').first();
const textsIn = (page: Page) => page.getByLabel('Language of the texts');
const handset = (page: Page) => page.getByRole('region', { name: 'Handset' });

/** Brings all blocks into view, and waits until they stand still. */
async function showAll(page: Page): Promise<void> {
  const viewport = page.locator('.react-flow__viewport');
  let last: string | null = null;
  await page.getByRole('button', { name: /^Show the whole flow/ }).click();
  await expect
    .poll(async () => {
      const before = last;
      last = await viewport.getAttribute('style');
      return last === before;
    })
    .toBe(true);
}

/** Chooses from a list with a search. */
async function choose(page: Page, button: string, words: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('combobox', { name: `Search ${button.toLowerCase()}` }).fill(words);
  await page.keyboard.press('Enter');
}

/** What of these a list of languages to add offers as it was typed. */
async function ownOffers(page: Page, typed: readonly string[]): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Add a language' }).click();
  const search = page.getByRole('combobox', { name: 'Search add a language' });
  const offered: string[] = [];
  for (const words of typed) {
    await search.fill(words);
    if (await page.getByRole('option', { name: `Use “${words}”` }).isVisible()) offered.push(words);
  }
  await page.keyboard.press('Escape');
  await search.waitFor({ state: 'detached' });
  return offered;
}

/** The handset, once it has spoken. */
async function callAndHear(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await handset(page).getByText(words).last().waitFor({ timeout: 20_000 });
}

describe('a menu in two languages', () => {
  let id = '';

  it('is built in one language, and learns the second without a cord being touched', async () => {
    const page = await newPage();
    const person = new Person(page);
    await page.goto(`${server.url}/flows/front-desk`);
    await page.getByRole('link', { name: 'Patchcord' }).click();
    await page.getByRole('button', { name: 'New flow' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('Two languages');
    await page.getByRole('button', { name: /^Empty flow/ }).click();
    await page.locator('.terminal').first().waitFor();
    id = page.url().split('/').at(-1) ?? '';
    await person.drag('Menu', 260, 120);
    await person.drag('Say', 620, 60);
    await person.drag('Hang up', 620, 320);
    await showAll(page);
    await person.connect('Call comes in', 'next', 'Menu');
    await person.connect('Menu', 'choice1', 'Say');
    for (const exit of ['choice2', 'noInput', 'noMatch']) await person.connect('Menu', exit, 'Hang up');
    await person.connect('Say', 'next', 'Hang up');
    await person.open('Menu');
    await prompt(person).fill('For opening hours press 1.');
    await person.open('Say');
    await prompt(person).fill('We are open from nine to five.');
    await person.saved();
    const before = await draftOf(id);

    await page.locator('.react-flow__pane').click({ position: { x: 40, y: 500 } });
    expect(await ownOffers(page, ['Spanish', 'en-US', 'qu-PE'])).toEqual(['qu-PE']);
    await choose(page, 'Add a language', 'es-MX');
    await page.getByText('es-MX', { exact: true }).first().waitFor();
    await shoot(page, 'settings-light');
    await person.saved();
    await expect.poll(async () => Object.keys((await draftOf(id)).languages ?? {})).toEqual(['es-MX']);
    expect((await draftOf(id)).blocks).toEqual(before.blocks);

    await textsIn(page).selectOption('es-MX');
    await person.open('Menu');
    await person.form.getByText('Not translated yet: callers hear the original.').first().waitFor();
    await shoot(page, 'missing-light');
    for (const [block, words] of [
      ['Menu', 'Para el horario, oprima uno.'],
      ['Say', 'Abrimos de nueve a cinco.'],
    ] as const) {
      await person.open(block);
      await person.form.getByRole('button', { name: 'Begin with the original' }).first().click();
      await prompt(person).fill(words);
      await person.card(block).getByText(words).waitFor();
    }
    await person.saved();
    const spoken = async () => (await draftOf(id)).translations?.['es-MX'];
    await expect.poll(async () => JSON.stringify(await spoken())).toContain('Abrimos de nueve a cinco.');
    const after = await draftOf(id);
    expect(after.blocks).toEqual(before.blocks);
    expect(after.layout).toEqual(before.layout);
    await page.context().close();
  });

  it('is heard in either language', async () => {
    const page = await newPage();
    await page.goto(`${server.url}/flows/${id}`);
    await callAndHear(page, 'For opening hours press 1.');
    await handset(page).getByRole('button', { name: '1', exact: true }).click();
    await handset(page).getByText('We are open from nine to five.').last().waitFor({ timeout: 20_000 });
    await page.context().close();

    const other = await newPage();
    await other.goto(`${server.url}/flows/${id}`);
    await textsIn(other).selectOption('es-MX');
    await other.getByText('Para el horario').first().waitFor();
    await callAndHear(other, 'Para el horario, oprima uno.');
    await handset(other).getByRole('button', { name: '1', exact: true }).click();
    await handset(other).getByText('Abrimos de nueve a cinco.').last().waitFor({ timeout: 20_000 });
    await other.context().close();
  });

  it('lets callers choose, and says what is out of date once the original changes', async () => {
    const page = await newPage();
    const person = new Person(page);
    await page.goto(`${server.url}/flows/${id}`);
    const menu = (await draftOf(id)).blocks;
    await person.card('Menu').waitFor();
    await person.drag('Ask for the language', 260, 430);
    await showAll(page);
    await person.connect('Ask for the language', 'next', 'Menu');
    await person.pull('Call comes in', 'next', 'Ask for the language');
    await person.saved();
    await expect.poll(async () => (await draftOf(id)).blocks.chooseLanguage?.exits.next).toBe('menu');
    const { start: _start, ...rest } = menu;
    expect((await draftOf(id)).blocks).toMatchObject(rest);
    await callAndHear(page, 'Para español, oprima el dos.');
    await handset(page).getByRole('button', { name: '2', exact: true }).click();
    await handset(page).getByText('Para el horario, oprima uno.').last().waitFor({ timeout: 20_000 });
    await page.context().close();

    const office = await newPage();
    const clerk = new Person(office);
    await office.goto(`${server.url}/flows/${id}`);
    await clerk.open('Say');
    await prompt(clerk).fill('We are open from ten to six.');
    await textsIn(office).selectOption('es-MX');
    await clerk.form.getByText('The original has changed since this was translated.').waitFor();
    await shoot(office, 'outdated-light');
    await prompt(clerk).fill('Abrimos de diez a seis.');
    await clerk.form.getByText('The original has changed').waitFor({ state: 'detached' });
    await clerk.saved();
    await office.context().close();
  });

  it.each<[string, Look]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow-light', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
    ['narrow-dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ])('can be read by everybody: %s', async (theme, look) => {
    const page = await newPage(look);
    await page.goto(`${server.url}/flows/${id}`);
    await page.locator('.react-flow__node').first().waitFor();
    await textsIn(page).selectOption('es-MX');
    await shoot(page, `switch-${theme}`);
    await new Person(page).open('Menu');
    await shoot(page, `inspector-${theme}`);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);
    await page.context().close();
  });
});
