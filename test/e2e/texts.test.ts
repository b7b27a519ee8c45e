import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { bilingualMenu } from '../../shared/templates/bilingual-menu.ts';
import { twoLanguages } from '../languages/support.ts';
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

async function openTexts(id: string, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...look,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${id}`);
  await page.getByRole('tab', { name: 'Texts' }).click();
  await page.getByRole('grid', { name: 'Texts by language' }).waitFor();
  return page;
}

async function ask(path: string, method = 'GET', body?: unknown): Promise<{ id: string; document: FlowDocument }> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as { id: string; document: FlowDocument };
}

const createFlow = async (document: unknown): Promise<string> => (await ask('/flows', 'POST', { document })).id;
const spokenIn = async (id: string, language: string) =>
  (await ask(`/flows/${id}`)).document.translations?.[language] ?? {};

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/texts-${name}.png` });
}

const cell = (page: Page, row: string, language: string) =>
  page.locator(`[data-row="${row}"][data-column="${language}"]`);
const filter = (page: Page, name: RegExp) => page.getByRole('button', { name });

/** As long as flows of agencies get. */
function long(): unknown {
  const languages = ['es-MX', 'fr-FR', 'de-DE', 'pt-BR'];
  const blocks = Array.from({ length: 300 }, (_, index) => [
    `say${index}`,
    {
      type: 'say',
      props: { prompts: [{ say: `Sentence ${index}: thank you for calling, we are glad that you are here.` }] },
      exits: { next: index === 299 ? 'bye' : `say${index + 1}` },
    },
  ]);
  const rows = Object.fromEntries(blocks.map(([id]) => [`${String(id)}.prompts`, { value: [{ say: `(${id})` }] }]));
  return {
    ...twoLanguages,
    name: 'Long',
    languages: Object.fromEntries(languages.map((code) => [code, {}])),
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'say0' } },
      ...Object.fromEntries(blocks),
      bye: { type: 'hangup', props: {}, exits: {} },
    },
    translations: Object.fromEntries(languages.map((code) => [code, rows])),
  };
}

describe('the texts of a flow', () => {
  it('are written in place, from the keyboard alone', async () => {
    const id = await createFlow({ ...twoLanguages, name: 'By keyboard' });
    const page = await openTexts(id);
    await filter(page, /^Missing 1$/).click();
    await page.locator('[data-row="hours.prompts"][data-column="block"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('Hablamos {{ flow.language }}.');
    await filter(page, /^Missing 0$/).waitFor();
    await page.keyboard.press('Enter');
    await cell(page, 'hours.prompts', 'es-MX').getByText('Hablamos').waitFor();
    expect(await cell(page, 'hours.prompts', 'es-MX').evaluate((one) => one === document.activeElement)).toBe(true);
    await new Person(page).saved();
    await expect
      .poll(async () => (await spokenIn(id, 'es-MX'))['hours.prompts']?.value)
      .toEqual([{ say: 'Hablamos {{ flow.language }}.' }]);
    // Neither of these reaches the block on the canvas.
    await page.keyboard.press('Delete');
    await page.keyboard.press('Backspace');
    expect(Object.keys((await ask(`/flows/${id}`)).document.blocks)).toContain('hours');
    await filter(page, /^All 4$/).click();
    await page.getByRole('searchbox', { name: 'Find a text' }).fill('ventas oprima');
    await expect.poll(() => page.locator('.texts-block').count()).toBe(1);
    await page.context().close();
  });

  it('have a voice or a recording of their own, and go out of date with their original', async () => {
    const id = await createFlow({ ...twoLanguages, name: 'Voices' });
    const page = await openTexts(id);
    await cell(page, 'hours.prompts', 'es-MX').click();
    await page.getByLabel('Name of the block').waitFor();
    await page.getByRole('button', { name: 'Play a recording instead' }).click();
    await page.keyboard.press('Tab');
    await cell(page, 'hours.prompts', 'es-MX').getByRole('textbox').fill('https://example.com/hola.mp3');
    await page.keyboard.press('Enter');
    await cell(page, 'menu.prompts', 'es-MX').click();
    await cell(page, 'menu.prompts', 'es-MX').getByRole('button', { name: 'Voice' }).click();
    await page.getByRole('combobox', { name: 'Search voice' }).fill('Polly.Lupe-Neural');
    await page.getByRole('option', { name: /Lupe/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await cell(page, 'menu.prompts', 'es-MX').getByText(/Lupe/).waitFor();
    await cell(page, 'menu.prompts', 'en-US').click();
    await cell(page, 'menu.prompts', 'en-US').getByRole('textbox').fill('For sales, press one.');
    await page.keyboard.press('Enter');
    await filter(page, /^Out of date 1$/).click();
    await cell(page, 'menu.prompts', 'es-MX').click();
    await shoot(page, 'outdated');
    await page.getByRole('button', { name: 'Still fits' }).click();
    await filter(page, /^Out of date 0$/).waitFor();
    await new Person(page).saved();
    await expect
      .poll(async () => {
        const spoken = await spokenIn(id, 'es-MX');
        return [spoken['hours.prompts']?.value, spoken['menu.prompts']?.value];
      })
      .toEqual([
        [{ play: 'https://example.com/hola.mp3' }],
        [{ say: 'Para ventas, oprima uno.', voice: 'Polly.Lupe-Neural' }],
      ]);
    // Several texts in one cell have the form of their block.
    await filter(page, /^All/).click();
    await cell(page, 'menu.choices', 'es-MX').click();
    await page.getByText('You are writing the Spanish').waitFor();
    await page.context().close();
  });

  it('hold what callers hear when a turn fails, in each language', async () => {
    const { fallback: _none, ...spanish } = twoLanguages.languages['es-MX'];
    const { fallback: _own, ...settings } = twoLanguages.settings;
    const { menu } = twoLanguages.blocks;
    const id = await createFlow({
      ...twoLanguages,
      ...{ name: 'Failing', settings, languages: { 'es-MX': spanish } },
      blocks: { ...twoLanguages.blocks, menu: { ...menu, exits: { noInput: 'bye', noMatch: 'bye' } } },
    });
    const page = await openTexts(id);
    await filter(page, /^Missing 2$/).click();
    await cell(page, 'fallback', 'en-US').getByText('Standard words').waitFor();
    await shoot(page, 'fallback-missing');
    // Wherever its absence is told of leads to the cell.
    await page.getByRole('tab', { name: /^Problems/ }).click();
    await page.getByRole('button', { name: /If something goes wrong. is not translated to es-MX/ }).click();
    await cell(page, 'fallback', 'es-MX').getByRole('textbox').waitFor();
    await shoot(page, 'fallback-writing');
    await page.keyboard.type('Perdón, algo falló.');
    await page.keyboard.press('Enter');
    await filter(page, /^Missing 1$/).waitFor();
    await cell(page, 'fallback', 'en-US').click();
    await page.getByRole('heading', { name: 'Flow settings' }).waitFor();
    await page.keyboard.type('Oh dear.');
    await page.keyboard.press('Enter');
    await filter(page, /^Out of date 1$/).click();
    await cell(page, 'fallback', 'es-MX').click();
    await page.getByRole('button', { name: 'Still fits' }).click();
    await filter(page, /^Out of date 0$/).waitFor();
    expect(await page.getByLabel('If something goes wrong', { exact: true }).inputValue()).toBe('Oh dear.');
    await new Person(page).saved();
    await expect
      .poll(async () => {
        const { settings: now, languages } = (await ask(`/flows/${id}`)).document;
        return [now.fallback, languages?.['es-MX']?.fallback];
      })
      .toEqual(['Oh dear.', 'Perdón, algo falló.']);

    await page.reload();
    await page.locator('.react-flow__pane').click({ position: { x: 40, y: 40 } });
    await page.getByRole('button', { name: /^Spanish/ }).click();
    await page.getByRole('button', { name: 'Change it' }).click();
    await expect
      .poll(() => cell(page, 'fallback', 'es-MX').getByRole('textbox').inputValue())
      .toBe('Perdón, algo falló.');
    await shoot(page, 'fallback-card');
    await page.keyboard.press('Escape');
    await page.getByLabel('Language of the texts').selectOption('es-MX');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const handset = page.getByRole('region', { name: 'Handset' });
    for (const [heard, key] of [
      ['Para español, oprima el dos.', '2'],
      ['Para ventas, oprima uno.', '1'],
    ] as const) {
      await handset.getByText(heard).last().waitFor();
      await handset.getByRole('button', { name: key, exact: true }).click();
    }
    await handset.getByText('Perdón, algo falló.').last().waitFor();
    await page.context().close();
  });

  it('go to a translator as a file, and come back', async () => {
    const id = await createFlow({ ...twoLanguages, name: 'Files' });
    const page = await openTexts(id);
    const save = async (item: RegExp): Promise<{ name: string; text: string }> => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const csv = await save(/CSV/);
    const po = await save(/Spanish/);
    expect(csv.name).toMatch(/-texts\.csv$/);
    expect(po.name).toMatch(/\.es-MX\.po$/);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const choose = async (name: string, text: string): Promise<void> =>
      page
        .getByLabel('File of translations')
        .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await choose(po.name, po.text);
    await page.getByText('the flow has all these texts already').waitFor();
    await choose(
      csv.name,
      csv.text.replace(/Para ventas, oprima uno./, '=Ventas').replace('menu.choices', 'menu.choises'),
    );
    await page.getByText('Did you mean "menu.choices#sales"?').waitFor();
    await shoot(page, 'import');
    await page.getByRole('button', { name: 'Import the other text' }).click();
    await cell(page, 'menu.prompts', 'es-MX').getByText('=Ventas').waitFor();
    await new Person(page).saved();
    await expect.poll(async () => (await spokenIn(id, 'es-MX'))['menu.prompts']?.value).toEqual([{ say: '=Ventas' }]);
    // One step, that can be undone.
    await page.locator('.react-flow__pane').press('Control+z');
    await cell(page, 'menu.prompts', 'es-MX').getByText('Para ventas').waitFor();
    await page.context().close();
  });

  it('are heard by a test in the language it is set to, or in each', async () => {
    const id = await createFlow({
      ...bilingualMenu.document,
      name: 'Tested',
      tests: bilingualMenu.document.tests.slice(1, 2),
    });
    const page = await openTexts(id);
    await page.getByRole('tab', { name: /^Tests/ }).click();
    await page.getByText('Sales answers').click();
    const test = page.getByRole('article', { name: /Sales answers/ });
    await test.getByRole('button', { name: 'Run' }).click();
    await test.getByText('Passed in 2 languages').waitFor();
    await test.getByLabel('Language').selectOption('es-MX');
    await test.getByRole('button', { name: 'Run' }).click();
    await test.getByText('Passed: everything').waitFor();
    await test.getByRole('button', { name: 'Add a step' }).click();
    await test.locator('.step-field.is-kind select').selectOption('hears');
    await test.getByLabel('Text, in the language of the call').selectOption('hours.prompts');
    await shoot(page, 'tests');
    await test.getByRole('button', { name: 'Add', exact: true }).click();
    await test.getByRole('button', { name: 'Run' }).click();
    await test.getByRole('alert').getByText('hours.prompts').waitFor();
    await new Person(page).saved();
    await expect.poll(async () => (await ask(`/flows/${id}`)).document.tests[0]?.language).toBe('es-MX');
    await page.context().close();
  });

  it('stay quick to work with where there are 300 in five languages', async () => {
    const id = await createFlow(long());
    const page = await openTexts(id);
    await shoot(page, 'long');
    expect(await page.locator('.texts-row').count()).toBe(302);
    await cell(page, 'say250.prompts', 'de-DE').click();
    await page.keyboard.type(' Guten Tag.');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+End');
    expect(await cell(page, 'fallback', 'pt-BR').evaluate((one) => one === document.activeElement)).toBe(true);
    await page.getByRole('searchbox', { name: 'Find a text' }).fill('guten');
    await expect.poll(() => page.locator('.texts-block').count()).toBeLessThanOrEqual(2);
    await page.context().close();
  });

  it.each<[string, Look]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow-light', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
    ['narrow-dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ])('can be read by everybody: %s', async (theme, look) => {
    const id = await createFlow({ ...twoLanguages, name: `Read ${theme}` });
    const page = await openTexts(id, look);
    await shoot(page, theme);
    await cell(page, 'fallback', 'es-MX').scrollIntoViewIfNeeded();
    await shoot(page, `${theme}-end`);
    if (!theme.startsWith('narrow')) {
      await cell(page, 'menu.prompts', 'es-MX').click();
      await cell(page, 'menu.prompts', 'es-MX').getByRole('textbox').waitFor();
      await shoot(page, `${theme}-writing`);
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes[0]?.html])).toEqual([]);
    await page.context().close();
  });
});
