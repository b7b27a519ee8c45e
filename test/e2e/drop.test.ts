import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownDocuments } from '../import/studio/support/documents.ts';
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

const CANVAS = '.react-flow__pane';
const STUDIO = ['chat.json', ownDocuments['chat.json'] ?? ''] as const;
const TWIML = ['goodbye.xml', '<Response><Hangup/></Response>'] as const;
const OURS = [
  'lobby.flow.json',
  '{"version": 1, "name": "Lobby", "blocks": {"start": {"type": "start", "props": {}, "exits": {}}}}',
] as const;

/** The open flow as the server has it. */
async function stored(): Promise<unknown> {
  const answer = await page.request.get(`${stage.server.url}/api/v1/flows/front-desk`);
  expect(answer.status()).toBe(200);
  const { document, revision } = (await answer.json()) as { document: unknown; revision: number };
  return { document, revision };
}

describe('a file over an open flow', () => {
  it('is shown where it may be dropped, and only while it is there', async () => {
    const sign = page.getByText('Drop to import as a new flow');
    await withFiles(page, 'dragover', CANVAS, [TWIML]);
    await sign.waitFor();
    await shot(page, 'over');
    await withFiles(page, 'dragleave', CANVAS, [TWIML]);
    await expect.poll(() => sign.count()).toBe(0);

    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await withFiles(page, 'dragover', '[role=dialog]', [TWIML]);
    await withFiles(page, 'drop', '[role=dialog]', [TWIML]);
    expect(await sign.count()).toBe(0);
    expect(await page.getByRole('dialog', { name: 'Import TwiML' }).count()).toBe(0);
    await page.close();
  });

  it('becomes a new flow through the dialog that the list of flows has; the open one stays', async () => {
    const before = await stored();
    await withFiles(page, 'drop', CANVAS, [STUDIO]);
    const studio = page.getByRole('dialog', { name: 'Import from Studio' });
    await studio.getByText(/^8 widgets: /).waitFor();
    // Another file over the open dialog takes the place of the first.
    await withFiles(page, 'drop', '[role=dialog]', [TWIML]);
    const twiml = page.getByRole('dialog', { name: 'Import TwiML' });
    await twiml.getByText('The one element becomes a block made for it.').waitFor();
    expect(await studio.count()).toBe(0);
    await twiml.getByRole('button', { name: 'Cancel' }).click();
    await person.card('Main menu').waitFor();

    await withFiles(page, 'drop', CANVAS, [TWIML]);
    await twiml.getByRole('button', { name: 'Create flow' }).click();
    await expect.poll(() => nameOfFlow()).toBe('goodbye');
    expect(await stored()).toEqual(before);
    await page.close();
  });

  it('is opened beside the open one where it is a flow of Patchcord; what was typed last is saved first', async () => {
    await person.open('Main menu');
    await page.getByRole('textbox', { name: 'Name of the block' }).fill('First menu');
    await withFiles(page, 'drop', '.inspector-panel', [OURS]);
    await expect.poll(() => nameOfFlow()).toBe('Lobby');
    expect(JSON.stringify(await stored())).toContain('"First menu"');

    await withFiles(page, 'drop', CANVAS, [['notes.json', 'Call Ann']]);
    const told = page.getByRole('alert').filter({ hasText: 'notes.json was not imported.' });
    await told.waitFor();
    await shot(page, 'refused');
    await told.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => told.count()).toBe(0);
    expect(await nameOfFlow()).toBe('Lobby');
    await page.close();
  });

  it('is told from a block that is dragged from the palette', async () => {
    await page.goto(`${stage.server.url}/flows`);
    await withFiles(page, 'drop', 'body', [['yard.flow.json', OURS[1].replace('Lobby', 'Yard')]]);
    await expect.poll(() => nameOfFlow()).toBe('Yard');
    await page.evaluate(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('.file-drop')) document.documentElement.dataset.taken = 'yes';
      });
      seen.observe(document.body, { childList: true, subtree: true });
    });
    await person.drag('Say', 500, 200);
    expect(await page.evaluate(() => document.documentElement.dataset.taken)).toBeUndefined();
    await page.close();
  });
});

function nameOfFlow(): Promise<string> {
  return page.getByRole('textbox', { name: 'Name of the flow' }).inputValue();
}

async function shot(target: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await target.screenshot({ path: `${folder}/drop-${name}.png` });
}
