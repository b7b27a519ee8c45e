import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProxy, startProxy } from '../doctor/support/proxy.ts';
import { restAccount, restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { launchBrowser } from './support/browser.ts';
import { logIn } from './support/designer.ts';
import { type RunningServer, startServer } from './support/server.ts';

const ACCOUNT = `AC${'0'.repeat(31)}1`;
const TOKEN = '0123456789abcdef0123456789abcdef';

let twilio: TwilioApi;
let server: RunningServer;
let proxy: RunningProxy;
let browser: Browser;
let page: Page;
/** Whether the proxy sorts queries, as some do. */
let sorts = true;

beforeAll(async () => {
  twilio = await startTwilioApi({ account: ACCOUNT, authToken: TOKEN });
  twilio.state.accounts.set(ACCOUNT, restAccount({ sid: ACCOUNT, type: 'Full', auth_token: TOKEN }));
  for (const at of [1, 2])
    twilio.state.incoming_phone_numbers.set(sidAt('PN', at), restNumber(at, { account_sid: ACCOUNT }));
  server = await startServer({ env: { PUBLIC_BASE_URL: undefined, TWILIO_API_URL: twilio.url } });
  proxy = await startProxy({
    upstream: () => server.port,
    pass: (passing) => {
      const [path, query = ''] = passing.path.split('?');
      if (sorts) passing.path = `${path}?${query.split('&').sort().join('&')}`;
    },
  });
  browser = await launchBrowser();
  const storageState = await logIn(browser, server);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await proxy?.close();
  await twilio?.close();
});

async function api(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const group = (name: string) => page.getByRole('region', { name });
const settled = () => page.getByRole('button', { name: 'Run again' }).waitFor();

describe('the doctor’s page', () => {
  it('after a tunnel got another address: finds the numbers, and points them at the press of a button', async () => {
    await api('PUT', '/settings/public-url', { url: 'https://old-fox.trycloudflare.com' });
    await api('POST', '/flows/front-desk/publish', {}, { 'if-match': '"r1"' });
    for (const at of [1, 2]) await api('PUT', `/numbers/${sidAt('PN', at)}/flow`, { flow: 'front-desk' });
    const base = `http://127.0.0.1:${proxy.port}`;
    await page.goto(`${server.url}/settings`);
    await page.getByLabel('Public base URL').fill(base);
    await page.getByRole('button', { name: 'Save', exact: true }).first().click();
    await page.getByText('2 numbers still lead to a former address').waitFor();
    await page.getByRole('button', { name: 'Point them here in the Doctor' }).click();
    await settled();
    await group('Numbers').getByRole('button', { name: 'Point all 2 at the current address' }).click();
    await group('Numbers').getByText('2 numbers lead to a published flow').waitFor();
    for (const at of [1, 2])
      expect(twilio.state.incoming_phone_numbers.get(sidAt('PN', at))?.voice_url).toBe(`${base}/voice/front-desk`);
  });

  it('says what the proxy does, and that it is mended once it is', async () => {
    await settled();
    const card = group('Webhooks through the public address').getByRole('article');
    expect(await card.getByRole('heading').innerText()).toContain('The proxy sorts the query');
    await card.getByText('How it went').click();
    await card.getByText('X-Forwarded', { exact: false }).or(card.getByText('Came from')).first().waitFor();
    sorts = false;
    await page.getByRole('button', { name: 'Run again' }).click();
    await group('Webhooks through the public address').getByText('Signed requests arrive unchanged').waitFor();
  });

  it('can be used by everybody', async () => {
    await settled();
    for (const theme of ['light', 'dark']) {
      await page.evaluate((value) => document.documentElement.setAttribute('data-theme', value), theme);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
  });

  it('offers the check of the address in Settings, too', async () => {
    await page.goto(`${server.url}/settings`);
    await page.getByRole('button', { name: 'Check it' }).click();
    const found = page.getByRole('list', { name: 'What was found' });
    await found.getByText('The internet cannot reach the public address').waitFor();
    await found.getByText('Signed requests arrive unchanged').waitFor();
  });
});
