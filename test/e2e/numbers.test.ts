import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restAvailableNumber, sidAt } from '../twilio-api/makers.ts';
import { type AccountUnderTest, startAccount } from './support/account.ts';

const second = sidAt('PN', 2);

let account: AccountUnderTest;

beforeAll(async () => {
  account = await startAccount();
  const published = await account.api('POST', '/flows/front-desk/publish', {}, { 'if-match': '"r1"' });
  expect(published.status).toBe(201);
});

afterAll(() => account?.stop());

const publishDialog = (page: Page) => page.getByRole('dialog', { name: 'Publish' });
const item = (page: Page, phone: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: phone }) });

async function openPublish(page: Page) {
  await page.locator('.react-flow__node').first().waitFor();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  return publishDialog(page);
}

describe('a number', () => {
  it('is told apart where somebody changed it at Twilio meanwhile, and taken over again or left', async () => {
    const page = await account.open('/numbers');
    const line = item(page, '+1 555 010 0102');
    await line.getByRole('button', { name: 'Choose a flow for calls' }).click();
    await line.getByLabel('Flow that answers calls').selectOption({ label: 'Front desk' });
    await line.getByText('are answered by nothing now').waitFor();
    await line.getByRole('button', { name: 'Point it at Front desk' }).click();
    await line.getByText('“Front desk” answers calls now.').waitFor();
    const change = () =>
      Object.assign(account.twilio.state.incoming_phone_numbers.get(second) ?? {}, {
        voice_url: 'https://other.example.com/x',
      });
    const again = () => page.getByRole('button', { name: 'Fetch the numbers again' }).click();

    change();
    await again();
    const care = line.getByRole('region', { name: 'Changed: calls to' });
    const row = care.getByRole('row', { name: /VoiceUrl/ });
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      `${account.server.url}/voice/front-desk`,
      'https://other.example.com/x',
    ]);
    await care.getByRole('button', { name: 'Take over again' }).click();
    await line.getByText('“Front desk” answers calls again.').waitFor();
    expect(account.number(second).voice_url).toBe(`${account.server.url}/voice/front-desk`);

    change();
    await again();
    await care.getByRole('button', { name: 'Leave it as it is' }).click();
    await care.waitFor({ state: 'detached' });
    expect(account.number(second).voice_url).toBe('https://other.example.com/x');
    expect(await line.getByRole('button', { name: 'Put back calls' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('buying a number', () => {
  const price = (monthly: string) =>
    account.twilio.state.phone_number_prices.set('US', {
      country: 'United States',
      iso_country: 'US',
      phone_number_prices: [{ base_price: monthly, current_price: monthly, number_type: 'local' }],
      price_unit: 'USD',
      url: 'https://pricing.twilio.com/v1/PhoneNumbers/Countries/US',
    });

  it('searches, confirms number and price, asks again at another price, and goes on to choosing its flow', async () => {
    for (const phone of ['+15550107001', '+15550107002'])
      account.twilio.state.available_phone_numbers.set(phone, restAvailableNumber(phone));
    price('1.15');
    const page = await account.open('/numbers');
    await page.getByRole('button', { name: 'Buy a number' }).click();
    const dialog = page.getByRole('dialog', { name: 'Buy a number' });
    await dialog.getByLabel('Digits or letters in it').fill('7002');
    await dialog.getByRole('button', { name: 'Search' }).click();
    await dialog.getByText('$1.15 a month each').waitFor();
    expect(await dialog.getByText('+1 555 010 7001').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Choose +1 555 010 7002' }).click();
    const buys = () => account.twilio.requests.filter(({ operation }) => operation === 'CreateIncomingPhoneNumber');
    expect(buys()).toEqual([]);

    price('2.30');
    await dialog.getByRole('button', { name: 'Buy for $1.15 a month' }).click();
    await dialog.getByRole('alert').getByText('Nothing was bought.').waitFor();
    expect(buys()).toEqual([]);
    await dialog.getByRole('button', { name: 'Buy for $2.30 a month' }).click();
    await dialog.getByText('+1 555 010 7002 is yours').waitFor();
    expect(buys()).toHaveLength(1);
    await dialog.getByRole('button', { name: 'Choose a flow for it' }).click();
    const line = item(page, '+1 555 010 7002');
    await line.getByLabel('Flow that answers calls').waitFor();
    await page.context().close();
  });

  it('tells that Twilio did not say whether it was bought, and finds out', async () => {
    price('2.30');
    account.twilio.fail({ match: 'CreateIncomingPhoneNumber', with: 'hang up', times: 1 });
    const page = await account.open('/numbers');
    await page.getByRole('button', { name: 'Buy a number' }).click();
    const dialog = page.getByRole('dialog', { name: 'Buy a number' });
    await dialog.getByRole('button', { name: 'Search' }).click();
    await dialog.getByRole('button', { name: 'Choose +1 555 010 7001' }).click();
    await dialog.getByRole('button', { name: 'Buy for $2.30 a month' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/not known yet/)
      .waitFor();
    await page.keyboard.press('Escape');
    const notice = page.getByRole('region', { name: 'Purchase of +1 555 010 7001' });
    await notice.getByRole('button', { name: 'Ask again' }).click();
    await notice.waitFor({ state: 'detached' });
    await item(page, '+1 555 010 7001').waitFor();
    const owned = [...account.twilio.state.incoming_phone_numbers.values()];
    expect(owned.filter(({ phone_number }) => phone_number === '+15550107001')).toHaveLength(1);
    await page.context().close();
  });
});

describe('the pages', () => {
  const shown = async (page: Page) => {
    await item(page, '+1 555 010 0101').waitFor();
    return page;
  };
  const states: Readonly<Record<string, (options: object) => Promise<Page>>> = {
    'the numbers': async (options) => shown(await account.open('/numbers', options)),
    'a flow being chosen': async (options) => {
      const page = await shown(await account.open('/numbers', options));
      await page.getByRole('button', { name: 'Choose a flow for calls to +1 555 010 0101' }).click();
      await page.getByLabel('Flow that answers calls').selectOption({ label: 'Front desk' });
      await page.getByRole('button', { name: 'Point it at Front desk' }).waitFor();
      return page;
    },
    publishing: async (options) => {
      const page = await account.open('/flows/front-desk', options);
      const dialog = await openPublish(page);
      await dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' }).check();
      return page;
    },
  };

  it.each(Object.keys(states).flatMap((name) => (['light', 'dark'] as const).map((scheme) => [name, scheme] as const)))(
    'have no accessibility fault: %s, %s',
    async (name, colorScheme) => {
      const page = (await states[name]?.({ colorScheme })) as Page;
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
      await page.context().close();
    },
  );

  it.each(Object.keys(states))('fit a phone without sideways scrolling: %s', async (name) => {
    const page = (await states[name]?.({ viewport: { width: 390, height: 844 } })) as Page;
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await wide()).toBeLessThanOrEqual(390);
    const dialog = publishDialog(page);
    if ((await dialog.count()) > 0)
      expect(await dialog.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('lets somebody publish to a number with the keyboard alone', async () => {
    const page = await account.open('/flows/front-desk');
    const dialog = await openPublish(page);
    const box = dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' });
    await box.waitFor();
    for (let presses = 0; presses < 20 && !(await box.evaluate((it) => it === document.activeElement)); presses++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await dialog.getByText('calls go to “Front desk” now').waitFor();
    await dialog.getByRole('button', { name: 'Put back +1 555 010 0101' }).press('Enter');
    await dialog.getByText('is as it was before').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('say what is wrong while Twilio refuses, is busy or does not answer', async () => {
    const page = await account.open('/numbers');
    await shown(page);
    for (const [failure, title] of [
      [401, 'Twilio refused the credentials'],
      [429, 'Twilio asks to slow down'],
      [500, 'Twilio has a problem of its own'],
      ['hang up', 'Twilio does not answer'],
    ] as const) {
      account.twilio.fail({ match: 'ListIncomingPhoneNumber', with: failure });
      await page.reload();
      await page.getByRole('heading', { name: title }).waitFor();
      account.twilio.heal();
    }
    await page.getByRole('button', { name: 'Try again' }).click();
    await shown(page);
    await page.context().close();
  });
});
