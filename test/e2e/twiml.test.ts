import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from './support/designer.ts';
import { withFiles } from './support/drop.ts';
import { setStage } from './support/stage.ts';

const stage = setStage('/flows/front-desk');
let page: Page;
let person: Person;

beforeEach(async () => {
  ({ page, person } = stage);
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

describe('TwiML from elsewhere', () => {
  it('is pasted, reported line by line, and becomes a flow whose preview is the document that came in', async () => {
    await page.goto(`${stage.server.url}/flows`);
    await page.getByRole('button', { name: 'Import TwiML…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import TwiML' });
    const text = dialog.getByRole('textbox', { name: 'TwiML document' });
    await text.fill('<Response>\n  <Say>Hello</Sya>\n</Response>');
    await dialog
      .getByText('2:18')
      .or(dialog.getByText(/^2:\d+$/))
      .first()
      .waitFor();

    const base = dialog.getByRole('textbox', { name: 'Address the document lives at' });
    expect(await base.count()).toBe(0);
    await text.fill('<Response><Play>hold.mp3</Play></Response>');
    await dialog.getByText(/"hold.mp3" is relative/).waitFor();
    await base.fill('https://a.test/ivr/start.xml');
    await dialog.getByText('"hold.mp3" became https://a.test/ivr/hold.mp3.').waitFor();

    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<Response>',
      '  <Say voice="man" loop="1">Hello &amp; welcome</Say>',
      '  <Teleport to="moon"/>',
      '  <Pause length="2"/>',
      '  <Hangup/>',
      '</Response>',
    ];
    await text.fill(lines.join('\n'));
    await dialog.getByRole('textbox', { name: 'Name of the flow' }).fill('From elsewhere');
    await dialog.getByText(/^4 elements: 3 become blocks made for them; 1 Twilio would refuse or skip/).waitFor();
    await dialog.getByText(/Teleport is no TwiML element/).waitFor();
    const found = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    await dialog.getByRole('button', { name: 'Create flow' }).click();

    await person.card('Own TwiML').waitFor();
    await person.card('Say').waitFor();
    await expect.poll(() => page.locator('.xml-line').allTextContents()).toEqual(lines);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'TwiML Bin' }).click();
    expect(readFileSync(await (await saving).path(), 'utf8')).toBe(lines.join('\n'));

    await page.goto(`${stage.server.url}/flows/front-desk`);
    await page.getByRole('button', { name: 'TwiML Bin' }).click();
    await page.getByText('"Main menu" waits for what the caller does, and goes on with this server.').waitFor();
    await page.close();
  });

  it('is pasted onto the canvas as connected blocks, which one undo takes back', async () => {
    const before = await page.locator('.react-flow__node').count();
    const cords = await page.locator('.react-flow__edge').count();
    await page.locator('.react-flow__pane').click({ position: { x: 12, y: 12 } });
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '<Response><Say>Hello</Say><Pause length="2"/><Hangup/></Response>');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    const added = () => page.locator('.react-flow__node.selected').count();
    await expect.poll(added).toBeGreaterThan(1);
    expect(await page.locator('.react-flow__edge').count()).toBe(cords + (await added()) - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(before);
    await page.close();
  });

  it('is taken from a file that is dropped on the list of flows', async () => {
    await page.goto(`${stage.server.url}/flows`);
    await page.getByRole('button', { name: 'Import TwiML…' }).waitFor();
    await withFiles(page, 'drop', '.flows', [['goodbye.xml', '<Response><Hangup/></Response>']]);
    const dialog = page.getByRole('dialog', { name: 'Import TwiML' });
    expect(await dialog.getByRole('textbox', { name: 'Name of the flow' }).inputValue()).toBe('goodbye');
    await dialog.getByText('The one element becomes a block made for it.').waitFor();
    await page.close();
  });
});
