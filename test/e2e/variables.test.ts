import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn, Person } from './support/designer.ts';
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

async function api(method: string, path: string, body?: unknown, headers: object = {}): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
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
  context.setDefaultTimeout(20_000);
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

describe('texts', () => {
  it('are offered what can be set by then, in outputs and in tags', async () => {
    const page = await newPage();
    const person = new Person(page);
    await person.open('Ask');
    const text = person.form.locator('.prompt textarea, .prompt [role=textbox]').first();
    const list = page.getByRole('listbox', { name: 'Variables' });
    const options = () => list.getByRole('option').locator('code').allTextContents();
    await text.fill('{% ');
    await list.waitFor();
    expect(await options()).toContain('if');
    await shoot(page, 'tags-light');
    await text.press('Enter');
    await text.pressSequentially('ca');
    await expect.poll(options).toEqual(expect.arrayContaining(['caller', 'call.From']));
    await text.press('Enter');
    await text.pressSequentially(' ');
    await expect.poll(options).toEqual(expect.arrayContaining(['==', 'contains']));
    await shoot(page, 'comparisons-light');
    await text.press('Enter');
    expect(await text.inputValue()).toBe('{% if caller ==  %}');
    await text.fill('{% if caller %}{% ');
    await expect.poll(async () => (await options())[0]).toBe('endif');
    await text.fill('{{ cho');
    await list.waitFor({ state: 'detached' });
    await text.fill('{{ choice }}');
    await page.getByText('"choice" is set by "Late", which no call passes before it gets here').first().waitFor();
    await page.context().close();
  });
});

describe('the phone', () => {
  it('shows what the call knows, and what changed in the last turn', async () => {
    for (const look of [{}, { colorScheme: 'dark', viewport: { width: 390, height: 844 } }] as const) {
      const page = await newPage(look);
      await page.getByRole('button', { name: 'Call', exact: true }).click();
      const phone = page.getByRole('region', { name: 'Handset' });
      await phone.getByText('Thank you for calling Acme.').last().waitFor({ timeout: 20_000 });
      await phone.getByText(/^Values/).click();
      const row = (path: string) =>
        phone.getByRole('list', { name: 'Values of the call' }).getByRole('listitem').filter({ hasText: path });
      await row('caller').getByText('+15550100199').waitFor();
      expect(await row('caller').getByText('changed').count()).toBe(1);
      expect(await row('company').getByText('changed').count()).toBe(0);
      await row('count').getByText('Number').waitFor();
      await shoot(page, 'colorScheme' in look ? 'values-dark-390' : 'values-light');
      await page.context().close();
    }
  });
});

describe('a real call', () => {
  it('shows in its log what it knew at the end, and of which type that was', async () => {
    const order = { type: 'object', initial: { items: [{ name: 'Soup' }], total: 12 } };
    const blocks = { ...document.blocks, keep: { ...document.blocks.keep, exits: { next: 'bye' } } };
    const short = { ...document, variables: { ...document.variables, order }, blocks };
    flow = ((await api('POST', '/flows', { document: short })) as { id: string }).id;
    expect(await api('POST', `/flows/${flow}/publish`, {}, { 'if-match': '"r1"' })).toMatchObject({ version: 1 });
    const url = `${server.url}/voice/${flow}`;
    const form = {
      AccountSid: server.twilio.accountSid,
      CallSid: `CA${'7'.repeat(32)}`,
      From: '+15550100199',
      To: '+15550100100',
    };
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'X-Twilio-Signature': getExpectedTwilioSignature(server.twilio.authToken, url, form) },
      body: new URLSearchParams(form),
    });
    expect(await answer.text()).toContain('Thank you for calling Acme.');
    for (const look of [{}, { colorScheme: 'dark' }] as const) {
      const page = await newPage(look);
      await page.getByRole('tab', { name: 'Calls' }).click();
      await page.getByRole('region', { name: 'Calls' }).getByRole('button', { name: /0199/ }).click();
      await page.getByRole('heading', { name: 'Values at the end' }).waitFor();
      const row = (path: string) =>
        page.getByRole('list', { name: 'Values of the call' }).getByRole('listitem').filter({ hasText: path });
      await row('caller').getByText('+15550100199').waitFor();
      await row('order').getByText('Object').waitFor();
      await row('order').scrollIntoViewIfNeeded();
      await shoot(page, 'colorScheme' in look ? 'call-log-dark' : 'call-log-light');
      await page.context().close();
    }
  });
});

describe('objects and lists', () => {
  it('have first values in JSON, of which nothing is lost while they are not finished', async () => {
    const page = await newPage();
    await page.getByRole('button', { name: 'Add', exact: true }).first().click();
    const name = page.getByLabel('Name of variable variable');
    await name.fill('order');
    await name.press('Enter');
    await page.getByLabel('Type of order').selectOption('object');
    const editor = page.getByRole('textbox', { name: 'First value of order' });
    await editor.fill('{"items": [{"name": "Soup"');
    await page.getByText('This is not JSON').waitFor();
    await shoot(page, 'object-unfinished-light');
    const person = new Person(page);
    await person.open('Hello');
    await page.locator('.react-flow__pane').click({ position: { x: 40, y: 480 } });
    await expect.poll(() => editor.textContent()).toContain('{"items": [{"name": "Soup"');
    await expect.poll(async () => (await draft()).variables.order).toEqual({ type: 'object' });
    await editor.fill('{"items": [{"name": "Soup"}], "total": 12}');
    await expect
      .poll(async () => (await draft()).variables.order?.initial)
      .toEqual({
        items: [{ name: 'Soup' }],
        total: 12,
      });
    // As it was typed, not as it would be written.
    expect(await editor.textContent()).toBe('{"items": [{"name": "Soup"}], "total": 12}');
    await page.getByRole('switch', { name: 'Variables keep their type' }).click();
    await expect.poll(async () => (await draft()).settings.typedVariables).toBe(true);
    expect(await blemishes(page)).toEqual([]);
    await shoot(page, 'object-light');
    await person.open('Hello');
    const text = person.form.locator('.prompt textarea, .prompt [role=textbox]').first();
    await text.fill('{{ order.it');
    const list = page.getByRole('listbox', { name: 'Variables' });
    await expect
      .poll(() => list.getByRole('option').locator('code').allTextContents())
      .toContain('order.items.first.name');
    await shoot(page, 'members-light');
    await text.fill('{{ order.items[0].name }} and {{ order }}');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const phone = page.getByRole('region', { name: 'Handset' });
    await phone.getByText('Soup and {"items":[{"name":"Soup"}],"total":12}').last().waitFor({ timeout: 20_000 });
    await page.context().close();
    const dark = await newPage({ colorScheme: 'dark' });
    await dark.getByRole('switch', { name: 'Variables keep their type' }).scrollIntoViewIfNeeded();
    await dark.getByRole('textbox', { name: 'First value of order' }).waitFor();
    await shoot(dark, 'object-dark');
    expect(await blemishes(dark)).toEqual([]);
    await dark.context().close();
  });
});

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
