import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(server.url + path);
  return page;
}

async function api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: answer.status === 204 ? undefined : await answer.json() };
}

async function newFlow(name: string, blocks: Record<string, unknown>): Promise<string> {
  const layout = Object.fromEntries(Object.keys(blocks).map((id, index) => [id, [index * 320, 80]]));
  const { json } = await api('POST', '/flows', { document: { version: 1, name, blocks, layout } });
  return json.id;
}

const hello = {
  start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
  hello: { type: 'say', name: 'Hello', props: { prompts: [{ say: 'Hello.' }] }, exits: {} },
};

describe('with the keyboard alone', () => {
  it('adds, names, connects, deletes, undoes, and reads the shortcuts', async () => {
    const id = await newFlow('Keys', { start: { ...hello.start, exits: {} } });
    const page = await open(`/flows/${id}`);
    const person = new Person(page);
    await person.card('Call comes in').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('menu');
    await page.keyboard.press('Enter');
    await person.card('Menu').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 1);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name of the block' }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Choices');
    await page.keyboard.press('Escape');
    await person.card('Choices').focus();
    await page.keyboard.press('c');
    await page.keyboard.type('hang');
    await page.keyboard.press('Enter');
    await person.card('Hang up').waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 2);
    await person.card('Hang up').focus();
    await page.keyboard.press('Delete');
    await person.card('Hang up').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await person.card('Hang up').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await person.saved();
    const saved = await api('GET', `/flows/${id}`);
    expect(Object.values(saved.json.document.blocks)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Choices' }),
        expect.objectContaining({ type: 'hangup' }),
      ]),
    );
    await page.context().close();
  });
});

describe('two people at one flow', () => {
  it('shows the second writer what changed, and keeps both drafts within reach', async () => {
    const id = await newFlow('Shared', hello);
    const [one, two] = [await open(`/flows/${id}`), await open(`/flows/${id}`)];
    for (const page of [one, two]) await new Person(page).open('Hello');
    const text = (page: Page) =>
      page.getByRole('complementary', { name: 'Inspector' }).locator('.prompt textarea').first();
    await text(one).fill('First writer.');
    await one.waitForFunction(() => document.body.innerText.includes('Saved '));
    await text(two).fill('Second writer.');
    const banner = two.getByRole('alert').filter({ hasText: 'Somebody else saved this flow.' });
    await banner.waitFor();
    expect(await banner.innerText()).toContain('"Hello": "What callers hear" was changed.');
    expect((await api('GET', `/flows/${id}`)).json.document.blocks.hello.props.prompts[0].say).toBe('First writer.');
    await banner.getByRole('button', { name: 'Keep mine' }).click();
    await banner.waitFor({ state: 'detached' });
    await two.waitForFunction(() => document.body.innerText.includes('Saved '));
    expect((await api('GET', `/flows/${id}`)).json.document.blocks.hello.props.prompts[0].say).toBe('Second writer.');
    await two.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => text(two).inputValue()).toBe('First writer.');
    await Promise.all([one.context().close(), two.context().close()]);
  });
});

describe('problems', () => {
  it('names an exit that goes nowhere, leads to its block, and keeps the flow from being published', async () => {
    const id = await newFlow('Broken', {
      ...hello,
      hello: { type: 'gather', name: 'Ask', props: { prompts: [{ say: 'Key?' }] }, exits: {} },
    });
    const page = await open(`/flows/${id}`);
    await page
      .getByRole('button', { name: /2 problems/ })
      .first()
      .click();
    const problem = page.getByRole('button', { name: /goes nowhere/ }).first();
    await problem.click();
    await page.getByRole('textbox', { name: 'Name of the block' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Name of the block' }).inputValue()).toBe('Ask');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('2 errors to solve first').waitFor();
    expect((await api('POST', `/flows/${id}/publish`, {}, { 'if-match': '"r1"' })).status).toBe(422);
    await page.context().close();
  });
});

describe('hostile names', () => {
  it('are text everywhere', async () => {
    const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    const id = await newFlow(evil, {
      start: { ...hello.start, name: evil },
      hello: {
        type: 'say',
        name: evil,
        props: { prompts: [{ say: evil }, { play: 'javascript:window.hacked=1' }] },
        exits: {},
      },
    });
    const page = await open(`/flows/${id}`);
    await page.locator('.card-head').first().click();
    await page
      .getByRole('button', { name: /problem/ })
      .first()
      .click();
    await page.getByRole('tab', { name: /Versions/ }).click();
    await page.goto(`${server.url}/`);
    await page.getByText('<img src=x').first().waitFor();
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    await page.context().close();
  });
});

describe('every page', () => {
  const pages = ['/', '/flows/front-desk', '/settings'];
  it.each(pages.flatMap((path) => (['light', 'dark'] as const).map((scheme) => [path, scheme] as const)))(
    '%s has no accessibility fault in %s',
    async (path, colorScheme) => {
      const page = await open(path === '/' ? '/?list' : path, { colorScheme });
      await page.waitForLoadState('networkidle');
      if (path.startsWith('/flows')) {
        await new Person(page).open('Main menu');
        await page.getByText('<?xml').first().waitFor();
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
      await page.context().close();
    },
  );

  it.each(pages)('%s fits a phone without sideways scrolling', async (path) => {
    const page = await open(path, { viewport: { width: 390, height: 844 } });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.context().close();
  });

  it('shows a block on a phone wherever its card is tapped, and says that it cannot be changed there', async () => {
    const page = await open('/flows/front-desk', { viewport: { width: 390, height: 844 } });
    await page.getByText('Opening hours', { exact: true }).first().click();
    const sheet = page.getByRole('dialog', { name: 'Block' });
    await sheet.getByText(/Open this flow on a wider screen/).waitFor();
    await page.context().close();
  });

  it('says where nothing is', async () => {
    const page = await open('/flows/no-such-flow');
    await page
      .getByText(/no flow|not found|does not exist|no such flow/i)
      .first()
      .waitFor();
    await page.context().close();
  });
});
