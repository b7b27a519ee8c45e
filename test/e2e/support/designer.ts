import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { RunningServer } from './server.ts';

/** A person at the designer: speaks in their verbs, finds things by what is written on them. */
export class Person {
  constructor(readonly page: Page) {}

  /** The card of a block, by its name. */
  card(name: string) {
    return this.page
      .locator('.react-flow__node')
      .filter({ has: this.page.locator('strong').getByText(name, { exact: true }) });
  }

  /** Drags a block from the palette to a place on the canvas, given from the canvas's top left corner. */
  async drag(title: string, x: number, y: number): Promise<void> {
    const before = await this.page.locator('.react-flow__node').count();
    const item = this.page
      .getByRole('navigation', { name: 'Blocks' })
      .getByRole('button', { name: new RegExp(`^${title}\\b`) });
    await item.dragTo(this.page.locator('.react-flow__pane'), { targetPosition: { x, y } });
    await this.page.waitForFunction((count) => document.querySelectorAll('.react-flow__node').length > count, before);
  }

  /** Pulls a new cord from an exit's jack to a block. */
  async connect(from: string, exit: string, to: string): Promise<void> {
    const cords = await this.page.locator('.react-flow__edge').count();
    await this.pull(from, exit, to);
    await this.page.waitForFunction((count) => document.querySelectorAll('.react-flow__edge').length > count, cords);
  }

  /** Pulls a cord from an exit's jack to a block; one that was there before goes. */
  async pull(from: string, exit: string, to: string): Promise<void> {
    const source = this.card(from).locator(`.react-flow__handle[data-handleid="${exit}"]`);
    const target = this.card(to).locator('.react-flow__handle.target');
    const [a, b] = [await source.boundingBox(), await target.boundingBox()];
    if (!a || !b) throw new Error(`"${from}" or "${to}" has no jack on screen`);
    await this.page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(b.x + b.width / 2 - 20, b.y + b.height / 2, { steps: 8 });
    await this.page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Selects a block and waits for its form. */
  async open(name: string): Promise<void> {
    await this.card(name).locator('.card-head, .terminal').first().click();
    const title = this.page.getByRole('textbox', { name: 'Name of the block' });
    await title.waitFor();
  }

  /** The form of the selected block. */
  get form() {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  /** Waits until the draft is on the server. */
  async saved(): Promise<void> {
    await this.page
      .getByText(/^Saved/)
      .first()
      .waitFor();
  }
}

/** What a browser keeps of a person who has logged in: hand it to new contexts. */
export type LoggedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Uses the server's printed link, which works once. */
export async function logIn(browser: Browser, server: RunningServer): Promise<LoggedIn> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.loginUrl);
  await page.locator('.react-flow__node').first().waitFor();
  const kept = await context.storageState();
  await context.close();
  return kept;
}
