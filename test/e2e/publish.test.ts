import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, sidAt } from '../twilio-api/makers.ts';
import { type AccountUnderTest, STUDIO, startAccount } from './support/account.ts';

const [main, second, third] = [sidAt('PN', 1), sidAt('PN', 2), sidAt('PN', 3)] as const;

let account: AccountUnderTest;

beforeAll(async () => {
  account = await startAccount({ env: { TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined } });
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
  const before = {} as Record<string, ReturnType<AccountUnderTest['number']>>;

  it('is not to be had without credentials: the page says what is missing, and Settings takes it', async () => {
    for (const sid of [main, second, third]) before[sid] = account.number(sid);
    const page = await account.open('/numbers');
    await page.getByRole('heading', { name: 'No Twilio account yet' }).waitFor();
    await page.getByRole('button', { name: 'Open Settings' }).click();
    await page.getByLabel('Account SID').fill(ACCOUNT);
    await page.getByLabel('Auth token').fill(account.authToken);
    await page.getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('Saved, encrypted.').waitFor();
    await page.getByRole('link', { name: 'Numbers' }).click();
    const line = item(page, '+1 555 010 0101');
    await line.getByText('Studio flow FW0123…abcd').waitFor();
    await line.getByText('old.example.com/sms').waitFor();
    await line.getByText('Main line').waitFor();
    expect(await item(page, '+1 555 010 0103').getByText('not possible').count()).toBe(1);
    await page.context().close();
  });

  it('is published to with one button that says before what will change, and callers hear the flow', async () => {
    const page = await account.open('/flows/front-desk');
    const dialog = await openPublish(page);
    await dialog.getByRole('checkbox', { name: 'Calls to +1 555 010 0101' }).check();
    const changes = dialog.getByRole('region', { name: 'What changes' });
    await changes.getByText(/answers calls with Studio flow FW0123…abcd now/).waitFor();
    await changes.getByText('Front desk, version 1').waitFor();
    expect(account.number(main)).toEqual(before[main]);
    await dialog.getByRole('button', { name: 'Publish version 1 to 1 number' }).click();
    await dialog.getByText('Version 1 is live.').waitFor();
    await dialog.getByText('calls go to “Front desk” now').waitFor();
    expect(account.number(main)).toMatchObject({
      voice_url: `${account.server.url}/voice/front-desk`,
      voice_method: 'POST',
    });
    expect(account.number(main).sms_url).toBe('https://old.example.com/sms');
    expect(account.number(second)).toEqual(before[second]);

    const call = await account.ring(main, '--press', '3', '--hangup');
    expect(call.code).toBe(0);
    expect(call.heard).toContain('Thank you for calling');
    await page.context().close();
  });

  it('is put back exactly as it was, after the page has told what will be restored', async () => {
    const page = await account.open('/numbers');
    const line = item(page, '+1 555 010 0101');
    await line.getByRole('link', { name: 'Front desk' }).waitFor();
    await line.getByRole('button', { name: 'Put back calls to' }).click();
    const panel = line.getByRole('region', { name: 'Put back calls to' });
    await panel.getByText('will be answered by Studio flow FW0123…abcd again').waitFor();
    await panel.getByText(`GET ${STUDIO}`).waitFor();
    await panel.getByText('https://old.example.com/fallback?a=1&b=ü').waitFor();
    expect(account.number(main)).not.toEqual(before[main]);
    await panel.getByRole('button', { name: 'Put back' }).click();
    await line.getByText('Put back as it was before.').waitFor();
    expect(account.number(main)).toEqual(before[main]);
    await page.context().close();
  });

  it('can be put back where it was published, without leaving', async () => {
    const page = await account.open('/flows/front-desk');
    const dialog = await openPublish(page);
    for (const phone of ['0101', '0102'])
      await dialog.getByRole('checkbox', { name: `Calls to +1 555 010 ${phone}` }).check();
    await dialog.getByRole('button', { name: 'Publish to 2 numbers' }).click();
    await dialog.getByText('calls go to “Front desk” now').nth(1).waitFor();
    expect(account.number(second).voice_url).toBe(`${account.server.url}/voice/front-desk`);
    await dialog.getByRole('button', { name: 'Put back +1 555 010 0102' }).click();
    await dialog.getByText('is as it was before').waitFor();
    expect([account.number(second), account.number(main).voice_url]).toEqual([
      before[second],
      `${account.server.url}/voice/front-desk`,
    ]);
    await dialog.getByRole('button', { name: 'Put back +1 555 010 0101' }).click();
    await dialog.getByText('is as it was before').nth(1).waitFor();
    expect(account.number(main)).toEqual(before[main]);
    await page.context().close();
  });
});
describe('publishing to several numbers', () => {
  it('changes none of them where Twilio refuses one, says why, and goes through after that', async () => {
    const before = [main, second].map(account.number);
    account.twilio.fail({ match: new RegExp(`^POST .*/${second}`), with: 400, times: 1, code: 21402 });
    const page = await account.open('/flows/front-desk');
    const dialog = await openPublish(page);
    for (const phone of ['0101', '0102'])
      await dialog.getByRole('checkbox', { name: `Calls to +1 555 010 ${phone}` }).check();
    await dialog.getByRole('button', { name: 'Publish to 2 numbers' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/No number was changed/)
      .waitFor();
    await dialog.getByRole('alert').getByText(/21402/).waitFor();
    expect([main, second].map(account.number)).toEqual(before);
    account.twilio.heal();
    await dialog.getByRole('button', { name: 'Choose again' }).click();
    // Both are still chosen.
    await dialog.getByRole('button', { name: 'Publish to 2 numbers' }).click();
    await dialog.getByText('calls go to “Front desk” now').nth(1).waitFor();
    await dialog.getByRole('button', { name: 'Put all 2 back' }).click();
    await dialog.getByText('is as it was before').nth(1).waitFor();
    expect([main, second].map(account.number)).toEqual(before);
    await page.context().close();
  });
});
