import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askingFlow } from '../webhooks/support/asking-flow.ts';
import { launchBrowser } from './support/browser.ts';
import { type LoggedIn, logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

let other: Server;
let asked: string[] = [];
let server: RunningServer;
let browser: Browser;
let loggedIn: LoggedIn;

beforeAll(async () => {
  other = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    response.end('{"points":{"half":21}}');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  server = await startServer({ env: { PATCHCORD_ALLOW_HOSTS: `127.0.0.1:${(other.address() as AddressInfo).port}` } });
  browser = await launchBrowser();
  loggedIn = await logIn(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  other?.close();
});

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  asked = [];
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/points?of={{ call.From }}`;
  const document = askingFlow(url, {
    method: 'POST',
    body: 'json',
    json: '{ "from": "{{ call.From }}" }',
    headers: [],
  });
  const layout = {
    start: [0, 120],
    hello: [160, 80],
    ask: [480, 60],
    double: [800, 20],
    say: [1120, 20],
    sorry: [1120, 260],
  };
  const made = await fetch(`${server.url}/api/v1/flows`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: { ...document, layout } }),
  });
  const { id } = (await made.json()) as { id: string };
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
    storageState: loggedIn,
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(`${server.url}/flows/${id}`);
  await page.locator('.react-flow__node').first().waitFor();
  return page;
}

const phone = (page: Page) => page.getByRole('region', { name: 'Handset' });

describe('a flow that asks another server', () => {
  it('is tried out in the page: answers are made up or really got, and functions run', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await phone(page).getByText('wants an answer').waitFor();
    expect(asked).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/asked.png` });
    // The caller is put on hold meanwhile, and hears what the block says.
    await phone(page).getByText('We are looking that up').waitFor();
    await phone(page).getByRole('button', { name: 'Make up an answer' }).click();
    await phone(page).getByLabel('Answer', { exact: true }).fill('{"points":{"half":4}}');
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/own.png` });
    await phone(page).getByRole('button', { name: 'Answer so' }).click();
    await phone(page).getByText('You have 8 points.').waitFor({ timeout: 20_000 });
    expect(asked).toEqual([]);

    await phone(page)
      .getByRole('button', { name: /call again/i })
      .click();
    await phone(page).getByRole('button', { name: 'Send it' }).click();
    await phone(page).getByText('You have 42 points.').waitFor({ timeout: 20_000 });
    expect(asked).toEqual(['POST /points?of=%2B15550100199']);
    await page.context().close();
  });

  it('is built in the inspector, where the code’s mistakes are named by their line', async () => {
    const page = await open();
    await page.locator('[data-id="double"]').click();
    const code = page.getByRole('textbox', { name: 'Code' });
    await code.fill('const a = 1;\nreturn a +;');
    await page.getByRole('button', { name: /Line 2, column 11/ }).waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/code.png` });
    const found = await new AxeBuilder({ page }).include('.inspector-panel').analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.locator('[data-id="ask"]').click();
    await page.getByRole('button', { name: 'Add header' }).click();
    await page.getByLabel('Name of header 1').fill('Host');
    await page.getByText('“Host” is set by the request itself').waitFor();
    await page.getByLabel('Name of header 1').fill('X-Api-Key');
    await page.getByLabel('Value of header 1').fill('{{ secrets.POINTS }}');
    await page.getByLabel('Authentication').selectOption({ label: 'Bearer token' });
    await page.getByText('Enter the token.').waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/http.png`, fullPage: false });
    const http = await new AxeBuilder({ page }).include('.inspector-panel').analyze();
    expect(http.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.context().close();
  });
});
