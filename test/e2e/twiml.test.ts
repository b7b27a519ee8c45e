import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { logIn, Person } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let person: Person;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: await logIn(browser, server),
  });
  context.setDefaultTimeout(10_000);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  page = await context.newPage();
  person = new Person(page);
  await page.goto(`${server.url}/flows/front-desk`);
  await page.locator('.react-flow__node').first().waitFor();
});

/** The lines of the preview that the selected block speaks. */
const spoken = () => page.locator('.xml-line.is-marked').allTextContents();

describe('the editor of TwiML', () => {
  it('completes tags, attributes and values, marks what is wrong, and lets the keyboard out', async () => {
    await person.drag('Own TwiML', 420, 420);
    const editor = person.form.getByRole('textbox', { name: 'TwiML' });
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('<Ga');
    const offers = page.getByRole('listbox');
    await offers.getByRole('option', { name: 'Gather', exact: true }).waitFor();
    await page.waitForTimeout(120);
    await page.keyboard.press('Enter');
    await page.keyboard.type(' inp');
    await offers.getByRole('option', { name: /^input/ }).waitFor();
    await page.waitForTimeout(120);
    await page.keyboard.press('Tab');
    await offers.getByRole('option', { name: /^speech/ }).waitFor();
    await page.keyboard.type('spe');
    await page.waitForTimeout(120);
    await page.keyboard.press('Enter');
    expect(await editor.textContent()).toBe('<Gather input="speech"');

    await page.keyboard.press('End');
    await page.keyboard.type(' numDigit="1"><Say>Speak');
    await person.form.locator('.cm-lintRange-warning', { hasText: 'numDigit' }).waitFor();
    await person.form.getByText('Gather has no attribute numDigit; the nearest is numDigits.').waitFor();
    expect((await editor.textContent())?.endsWith('<Say>Speak</Say></Gather>')).toBe(true);
    await expect
      .poll(spoken)
      .toEqual(['  <Gather input="speech" numDigit="1">', '    <Say>Speak</Say>', '  </Gather>']);

    await page.keyboard.type('</Foo>');
    await expect.poll(() => editor.getAttribute('aria-invalid')).toBe('true');
    await person.form.getByText(/^Line 1, column \d+: .*unexpected close tag/).waitFor();

    const found = await new AxeBuilder({ page }).include('.inspector-panel').analyze();
    expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);

    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await editor.evaluate((element) => element === document.activeElement)).toBe(false);
    await page.close();
  });
});

describe('the tools of a spoken text', () => {
  it('mark what is selected as SSML, in one step that one undo takes back', async () => {
    await person.drag('Say', 420, 420);
    const text = person.form.getByRole('textbox', { name: 'What callers hear' });
    await text.fill('Ben & Jo: order 12345 is ready.');
    const pick = (words: string) =>
      text.evaluate((box: HTMLTextAreaElement, wanted) => {
        box.focus();
        box.setSelectionRange(box.value.indexOf(wanted), box.value.indexOf(wanted) + wanted.length);
      }, words);
    await pick('12345');
    await person.form.getByRole('button', { name: 'More ways to say it' }).click();
    await page.getByRole('menuitem', { name: /^Single digits/ }).click();
    await expect
      .poll(() => text.inputValue())
      .toBe('Ben &amp; Jo: order <say-as interpret-as="digits">12345</say-as> is ready.');
    await expect
      .poll(spoken)
      .toEqual([
        '  <Say voice="Polly.Joanna-Neural">Ben &amp; Jo: order <say-as interpret-as="digits">12345</say-as> is ready.</Say>',
      ]);

    await pick('ready');
    // The flow's voice is a neural one, which cannot stress words.
    expect(await person.form.getByRole('button', { name: 'Stress the selected words' }).count()).toBe(0);
    await person.form.getByRole('button', { name: 'More ways to say it' }).click();
    await page.getByRole('menuitem', { name: /^Slower/ }).click();
    await expect.poll(() => text.inputValue()).toContain('<prosody rate="slow">ready</prosody>');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => text.inputValue()).toBe('Ben & Jo: order 12345 is ready.');
    await expect.poll(spoken).toEqual(['  <Say voice="Polly.Joanna-Neural">Ben &amp; Jo: order 12345 is ready.</Say>']);

    await person.form.getByRole('button', { name: 'More ways to say it' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /^Single digits/ }).waitFor();
    const found = await new AxeBuilder({ page }).include('.ssml-menu').include('.inspector-panel').analyze();
    expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    await page.close();
  });
});
