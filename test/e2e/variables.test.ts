import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;
let flow: string;

const document = {
  version: 1,
  name: 'Variables',
  settings: {},
  variables: {
    company: { type: 'string', initial: 'Acme' },
    count: { type: 'number' },
  },
  languages: { 'es-MX': {} },
  translations: { 'es-MX': { 'hello.prompts': { value: [{ say: 'Gracias por llamar a {{ company }}.' }] } } },
  blocks: {
    start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
    hello: {
      type: 'say',
      name: 'Hello',
      props: { prompts: [{ say: 'Thank you for calling {{ company }}.' }] },
      exits: { next: 'keep' },
    },
    keep: {
      type: 'set',
      name: 'Keep',
      props: { assignments: [{ name: 'caller', value: '{{ call.From }}' }] },
      exits: { next: 'ask' },
    },
    ask: {
      type: 'menu',
      name: 'Ask',
      props: {
        prompts: [{ say: '{% if company == "Acme" %}Press 1 for {{ company | upcase }}.{% endif %}' }],
        choices: [{ id: 'one', key: '1', label: 'One', phrases: [] }],
      },
      exits: { one: 'late', noInput: 'bye', noMatch: 'bye' },
    },
    late: {
      type: 'set',
      name: 'Late',
      props: { assignments: [{ name: 'choice', value: '{{ blocks.ask.Digits }}' }] },
      exits: { next: 'bye' },
    },
    bye: { type: 'hangup', name: 'Bye', props: {}, exits: {} },
  },
  layout: {
    start: [0, 80],
    hello: [300, 80],
    keep: [600, 80],
    ask: [900, 80],
    late: [1200, 80],
    bye: [1500, 240],
  },
};

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

beforeEach(async () => {
  flow = ((await api('POST', '/flows', { document })) as { id: string }).id;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function api(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.json();
}

const draft = async () => ((await api('GET', `/flows/${flow}`)) as { document: FlowDocument }).document;

async function newPage(look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...look,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${flow}`);
  await page.locator('.react-flow__node').first().waitFor();
  // No block selected: the inspector shows the flow.
  await page.locator('.react-flow__pane').click({ position: { x: 40, y: 480 } });
  return page;
}

/** Kept where SCREENSHOTS names a folder, for people to look at. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/variables-${name}.png` });
}

async function blemishes(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('.inspector-body').analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe('the variables of a flow', () => {
  it('are renamed wherever they are used, after a look at what changes, and back in one step', async () => {
    const page = await newPage();
    const before = await draft();
    const name = page.getByLabel('Name of variable company');
    await name.fill('call');
    await page.getByText('“call” already means something').waitFor();
    await name.fill('firm');
    await name.press('Enter');
    const preview = page.getByRole('region', { name: 'Rename company to firm' });
    await preview.getByText('in 3 places?').waitFor();
    await preview.getByText('Gracias por llamar a {{ firm }}.').waitFor();
    expect(await blemishes(page)).toEqual([]);
    await shoot(page, 'rename-light');
    await preview.getByRole('button', { name: 'Rename' }).click();
    await expect.poll(async () => Object.keys((await draft()).variables)).toEqual(['count', 'firm']);
    const { blocks, translations } = await draft();
    expect(blocks.ask?.props.prompts).toEqual([
      { say: '{% if firm == "Acme" %}Press 1 for {{ firm | upcase }}.{% endif %}' },
    ]);
    expect(translations?.['es-MX']?.['hello.prompts']?.value).toEqual([{ say: 'Gracias por llamar a {{ firm }}.' }]);
    await page.getByRole('button', { name: /^Undo/ }).first().click();
    await expect.poll(draft).toEqual(before);
    await page.context().close();
  });

  it('lead to where they are used, and ask before they go', async () => {
    const page = await newPage({ colorScheme: 'dark' });
    const used = page.getByRole('button', { name: 'company: used in 3 places' });
    await used.click();
    const places = page.getByRole('list', { name: 'Places that use company' });
    await places.getByRole('button').first().waitFor();
    await shoot(page, 'uses-dark');
    expect(await blemishes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove variable company' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Declare caller' }).click();
    await page.getByLabel('Name of variable caller').waitFor();
    await used.click();
    await places.getByRole('button', { name: /^Ask/ }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Name of the block' }).inputValue()).toBe('Ask');
    await page.context().close();
  });
});
