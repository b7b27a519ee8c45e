import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownDocuments } from '../import/studio/support/documents.ts';
import { meaningOf } from '../import/studio/support/meaning.ts';
import type { Person } from './support/designer.ts';
import { withFiles } from './support/drop.ts';
import { setStage } from './support/stage.ts';

const stage = setStage('/flows');
let page: Page;
let person: Person;

beforeEach(() => {
  ({ page, person } = stage);
});

const CHAT = ownDocuments['chat.json'] ?? '';

describe('a flow of Twilio Studio', () => {
  it('is pasted, told widget by widget, and opens with what is left to do; each line leads to its block', async () => {
    await page.getByRole('button', { name: 'Import from Studio…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import from Studio' });
    const text = dialog.getByRole('textbox', { name: 'Flow JSON' });
    const create = dialog.getByRole('button', { name: 'Create flow' });
    await text.fill('{"states": [{"name": "a", "type": "say-ply"}]}');
    await dialog.getByText(/Did you mean "say-play"\?/).waitFor();
    expect(await create.isDisabled()).toBe(true);

    await text.fill(CHAT);
    await dialog.getByText(/^8 widgets: /).waitFor();
    const needing = dialog.getByRole('region', { name: 'Needs you' });
    await needing.getByText(/Twilio has withdrawn Autopilot/).waitFor();
    await shot('dialog');
    const found = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
    expect(found.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
    await create.click();

    await person.card('bot').waitFor();
    const left = page.getByRole('region', { name: 'Import from Studio' });
    await left.getByRole('button', { name: /^bot Send To Autopilot/ }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Name of the block' }).inputValue()).toBe('bot');
    await shot('designer');
    await page.reload();
    await left.getByRole('button', { name: /^bot Send To Autopilot/ }).waitFor();

    const saving = page.waitForEvent('download');
    await page.getByRole('tab', { name: 'TwiML' }).click();
    await page.getByRole('button', { name: 'Studio', exact: true }).click();
    const back = readFileSync(await (await saving).path(), 'utf8');
    expect(withoutPlaces(meaningOf(back))).toEqual(withoutPlaces(meaningOf(CHAT)));

    await page.getByRole('tab', { name: 'Import' }).click();
    await left.getByRole('button', { name: 'All seen to, hide this' }).click();
    await expect.poll(() => page.getByRole('tab', { name: 'Import' }).count()).toBe(0);
    await page.close();
  });

  it('is dropped with the flow that it runs', async () => {
    const files = [
      ['data.json', ownDocuments['data.json'] ?? ''],
      ['FW00000000000000000000000000000001.json', ownDocuments['called.json'] ?? ''],
    ] as const;
    await drop(files);
    const dialog = page.getByRole('dialog', { name: 'Import from Studio' });
    await dialog.getByText(/^Called by another flow: 3 widgets/).waitFor();
    await dialog.getByRole('button', { name: 'Create 2 flows' }).click();
    await person.card('lookup').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name of the flow' }).inputValue()).toBe(
      'Requests, functions and subflows',
    );
    await page.close();
  });

  it('is dropped with what is no flow of Studio: each file that stays out is told of', async () => {
    const menu = ['menu.flow.json', '{"version": 1, "name": "Menu", "blocks": {}}'] as const;
    await drop([menu, menu]);
    await page
      .getByRole('alert')
      .getByText(/Choose one file/)
      .waitFor();
    await drop([menu, ['chat.json', CHAT]]);
    const dialog = page.getByRole('dialog', { name: 'Import from Studio' });
    await dialog.getByText('menu.flow cannot be imported.').waitFor();
    await dialog.getByText(/a flow of Patchcord already/).waitFor();
    await dialog.getByRole('button', { name: 'Create flow' }).waitFor();
    await page.close();
  });

  it('cannot become one where it does more; each reason leads to its block', async () => {
    await page.goto(`${stage.server.url}/flows/front-desk`);
    await page.getByRole('tab', { name: 'TwiML' }).click();
    await page.getByRole('button', { name: 'Studio', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Studio cannot do all of this' });
    await dialog.getByRole('button', { name: /^“Main menu” does what no widget of Studio does/ }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Name of the block' }).inputValue()).toBe('Main menu');
    await page.close();
  });
});

async function drop(files: readonly (readonly [name: string, text: string])[]): Promise<void> {
  await withFiles(page, 'drop', '.flows', files);
}

async function shot(name: string): Promise<void> {
  const folder = process.env.SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/studio-${name}.png` });
}

/** The designer spreads widgets that stood too close together for its cards. */
function withoutPlaces(meaning: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(meaning, (key, value: unknown) => (key === 'position' ? undefined : value)));
}
