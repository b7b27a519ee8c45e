import { describe, expect, it } from 'vitest';
import { setStage } from './support/stage.ts';

const stage = setStage('/flows');

const flow = {
  version: 1,
  name: 'Switchboard',
  blocks: {
    start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
    menu: {
      type: 'menu',
      name: 'Menu',
      props: {
        prompts: [{ say: 'For sales press 1, for help press 2.' }],
        choices: [
          { id: 'choice1', key: '1', label: 'Sales', phrases: [] },
          { id: 'choice2', key: '2', label: 'Help', phrases: [] },
        ],
      },
      exits: {},
    },
  },
  layout: { start: [0, 120], menu: [260, 80] },
};

/** Makes the flow and opens it. */
async function open(): Promise<void> {
  const { page, person, server } = stage;
  const answer = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: flow }),
  });
  await page.goto(`${server.url}/flows/${((await answer.json()) as { id: string }).id}`);
  await person.card('Menu').waitFor();
}

/** Clicks an exit of the menu and chooses what comes after it. */
async function addAfter(exit: string, title: string): Promise<void> {
  const { page, person } = stage;
  await person.card('Menu').locator(`[data-exit="${exit}"]`).click();
  await page.keyboard.type(title);
  await page.locator('.plug-menu').getByRole('option', { name: title }).first().click();
}

async function boxOf(name: string) {
  const box = await stage.person.card(name).boundingBox();
  if (!box) throw new Error(`"${name}" has no card on screen`);
  return box;
}

describe('a block added from an exit', () => {
  it('covers none that was added from the exit before', async () => {
    await open();
    await addAfter('choice1', 'Dial');
    await stage.person.card('Dial').waitFor();
    await addAfter('choice2', 'Dial');
    await stage.person.card('Dial 2').waitFor();
    const boxes = await Promise.all(['Menu', 'Dial', 'Dial 2'].map(boxOf));
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const beside = a.x + a.width < b.x || b.x + b.width < a.x;
        expect(beside || a.y + a.height < b.y || b.y + b.height < a.y).toBe(true);
      }
    }
  });

  it('is brought into view, no further than needed', async () => {
    const { page } = stage;
    await open();
    const canvas = await page.locator('.canvas').boundingBox();
    const menu = await boxOf('Menu');
    if (!canvas) throw new Error('There is no canvas');
    // Drags the canvas until the menu stands at its right edge.
    await page.mouse.move(canvas.x + 40, canvas.y + 40);
    await page.mouse.down();
    await page.mouse.move(canvas.x + 40 + canvas.x + canvas.width - menu.x - menu.width - 40, canvas.y + 40, {
      steps: 5,
    });
    await page.mouse.up();
    await addAfter('choice1', 'Dial');
    await expect
      .poll(async () => {
        const { x, y, width, height } = await boxOf('Dial');
        return (
          x > canvas.x &&
          x + width < canvas.x + canvas.width &&
          y > canvas.y &&
          y + height < canvas.y + canvas.height &&
          x + width > canvas.x + canvas.width - 60
        );
      })
      .toBe(true);
    // Half a pixel: where it glides, positions are fractions on the way.
    expect((await boxOf('Menu')).y).toBeCloseTo(menu.y, 0);
  });
});
