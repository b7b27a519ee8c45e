import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';
import { sampleFlow } from '../api/support/flows.ts';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restAvailableNumber, restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { run } from './support/run.ts';

const BASE = 'https://calls.example.com';
const [ONE, TWO, SALE] = ['+15550100101', '+15550100102', '+15550100777'];

let twilio: TwilioApi;
let api: ApiServer;
let folder: string;
beforeEach(async () => {
  twilio = await startTwilioApi({
    state: {
      incoming_phone_numbers: bySid(restNumber(1, { voice_url: 'https://old.example.com/' }), restNumber(2)),
      available_phone_numbers: new Map([[SALE, restAvailableNumber(SALE)]]),
      phone_number_prices: new Map([
        [
          'US',
          {
            country: 'United States',
            iso_country: 'US',
            price_unit: 'USD',
            url: 'https://pricing.twilio.com/v1/PhoneNumbers/Countries/US',
            phone_number_prices: [{ number_type: 'local', base_price: '1.15', current_price: '1.15' }],
          },
        ],
      ]),
    },
  });
  const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL: BASE };
  api = await startApi({ ...env, TWILIO_API_URL: twilio.url });
  folder = mkdtempSync(join(tmpdir(), 'patchcord-numbers-'));
});
afterEach(async () => {
  await api.close();
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

const numbers = (...args: string[]) => run('numbers', ...args, '--server', api.url, { PATCHCORD_TOKEN: TOKEN });
const numberAt = (at: number) => twilio.state.incoming_phone_numbers.get(sidAt('PN', at));

/** A flow file that answers messages, and calls as well if asked. */
function flowFile(name: string, calls: boolean): string {
  const flow = sampleFlow(name);
  const messages = {
    write: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'bye' } },
    bye: { type: 'message', props: { body: 'Thank you.' }, exits: {} },
  };
  const blocks = calls ? { ...flow.blocks, ...messages } : messages;
  const file = join(folder, `${name}.flow.json`);
  writeFileSync(file, JSON.stringify({ ...flow, blocks, layout: {}, tests: [] }));
  return file;
}
const publish = (file: string, ...more: string[]) =>
  run('publish', file, '--server', api.url, ...more, { PATCHCORD_TOKEN: TOKEN });

describe('patchcord publish, with numbers', () => {
  it('sets several, for calls and messages as asked', async () => {
    const ran = await publish(
      flowFile('both', true),
      '--number',
      ONE,
      '--number',
      sidAt('PN', 2),
      '--voice',
      '--messaging',
    );
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain(`${ONE}, ${TWO} now call it.`);
    for (const at of [1, 2]) {
      expect(numberAt(at)).toMatchObject({ voice_url: `${BASE}/voice/both`, sms_url: `${BASE}/messaging/both` });
    }
  });

  it('sets the calls where nothing is asked, and the messages of a flow that answers only those', async () => {
    await publish(flowFile('both', true), '--number', ONE);
    expect(numberAt(1)).toMatchObject({ voice_url: `${BASE}/voice/both`, sms_url: '' });
    const ran = await publish(flowFile('texts', false), '--number', TWO, '--json');
    expect(JSON.parse(ran.out)).toMatchObject({ url: `${BASE}/messaging/texts`, numbers: [{ phoneNumber: TWO }] });
    expect(numberAt(2)).toMatchObject({ voice_url: '', sms_url: `${BASE}/messaging/texts` });
  });

  it('sets numbers that lead to another environment', async () => {
    await api.ask('POST', '/environments', { body: { name: 'staging' } });
    const ran = await publish(flowFile('both', true), '--env', 'staging', '--number', ONE);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(numberAt(1)).toMatchObject({ voice_url: `${BASE}/voice/both~staging` });
    expect((await numbers()).out).toMatch(/\+15550100101 +flow both in staging, version 1 +nothing\n/);
    expect((await numbers('list', '--env', 'staging')).out).not.toContain(TWO);
  });

  it('says that the flow is published when a number cannot be set, and sets none', async () => {
    Object.assign(numberAt(2)!, { trunk_sid: sidAt('TK', 1) });
    const ran = await publish(flowFile('both', true), '--number', ONE, '--number', TWO);
    expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(/SIP trunk.*The flow is published/s)]);
    expect(numberAt(1)?.voice_url).toBe('https://old.example.com/');
  });
});

describe('patchcord numbers', () => {
  it('lists what each number leads to, and what was changed elsewhere', async () => {
    await publish(flowFile('both', true), '--number', ONE);
    Object.assign(numberAt(1)!, { status_callback: 'https://else.example.com/' });
    const { code, out } = await numbers();
    expect(code).toBe(0);
    expect(out).toMatch(/\+15550100101 +flow both, version 1 +nothing\n/);
    expect(out).toMatch(/\+15550100102 +nothing +nothing\n/);
    expect(out).toContain(`StatusCallback was changed from ${BASE}/voice/both/status to https://else.example.com/.`);
    expect(JSON.parse((await numbers('list', '--json')).out).numbers.length).toBe(2);
  });

  it('points numbers at a flow of the server, in an environment as asked', async () => {
    await publish(flowFile('both', true));
    const live = await numbers('point', ONE, TWO, '--flow', 'both');
    expect([live.code, live.out]).toEqual([0, `${ONE} leads to both now.\n${TWO} leads to both now.\n`]);
    const early = await numbers('point', ONE, '--flow', 'both', '--env', 'staging');
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('There is no environment "staging"')]);
    await api.ask('POST', '/environments', { body: { name: 'staging' } });
    await api.ask('POST', '/flows/both/live', { body: { version: 1, environment: 'staging' } });
    const staged = await numbers('point', ONE, '--flow', 'both', '--env', 'staging', '--messaging');
    expect(staged.out).toBe(`${ONE} leads to both in staging now.\n`);
    expect(numberAt(1)).toMatchObject({ voice_url: `${BASE}/voice/both`, sms_url: `${BASE}/messaging/both~staging` });
  });

  it('puts numbers back, and says what it left as it was', async () => {
    await publish(flowFile('both', true), '--number', ONE, '--number', TWO);
    Object.assign(numberAt(1)!, { status_callback: 'https://else.example.com/' });
    const { code, out } = await numbers('release', '+1 (555) 010-0101', TWO);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('StatusCallback was changed since and stays https://else'),
    ]);
    expect(numberAt(1)).toMatchObject({
      voice_url: 'https://old.example.com/',
      status_callback: 'https://else.example.com/',
    });
    const again = await numbers('release', ONE);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('nothing to put back')]);
  });

  it('searches with prices, and buys with --yes, once', async () => {
    const found = await numbers('search', '--area-code', '555', '--messaging');
    expect([found.code, found.out]).toEqual([
      0,
      expect.stringMatching(/\+15550100777 +Hilo, HI +voice sms mms.*\nEach costs 1\.15 USD a month/),
    ]);
    const bought = await numbers('buy', SALE, '--yes', '--json');
    expect(JSON.parse(bought.out)).toMatchObject({ state: 'bought', phoneNumber: SALE, price: { monthly: '1.15' } });
    twilio.state.available_phone_numbers.set('+15550100778', restAvailableNumber('+15550100778'));
    expect(JSON.parse((await numbers('buy', SALE, '--yes', '--json')).out)).toEqual(JSON.parse(bought.out));
    expect(twilio.requests.filter(({ operation }) => operation === 'CreateIncomingPhoneNumber').length).toBe(1);
  });

  it('buys only where the price is confirmed', async () => {
    expect((await numbers('buy', SALE)).code).toBe(2);
    const typed = async (text: string) => {
      const said: string[] = [];
      const env = { PATCHCORD_TOKEN: TOKEN };
      async function* lines() {
        yield text;
      }
      const io = { out: () => undefined, err: (text: string) => void said.push(text), env, fetch, lines };
      const code = await main(['numbers', 'buy', SALE, '--server', api.url], io);
      return { code, err: said.join('') };
    };
    expect(await typed('yes')).toEqual({
      code: 1,
      err: expect.stringMatching(/costs 1\.15 USD a month.*Nothing was bought/s),
    });
    expect(twilio.state.incoming_phone_numbers.size).toBe(2);
    expect(await typed('1.15')).toMatchObject({ code: 0 });
    expect(twilio.state.incoming_phone_numbers.size).toBe(3);
  });

  it('does not buy what comes on sale after the price was to be confirmed', async () => {
    const offers = twilio.state.available_phone_numbers;
    offers.set('+15550100779', restAvailableNumber('+15550100779'));
    const values = offers.values.bind(offers);
    const searches = () => twilio.requests.filter(({ operation }) => operation === 'ListAvailablePhoneNumberLocal');
    const onSale = (number: string) => number !== SALE || searches().length > 1;
    offers.values = () => [...values()].filter((row) => onSale(row.phone_number)).values();
    const ran = await numbers('buy', SALE, '--yes');
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('Nothing was bought')]);
    expect(twilio.state.incoming_phone_numbers.size).toBe(2);
  });

  it.each([
    [['dance'], /cannot "dance"; it can list, point, search, buy, release/],
    [['buy'], /Name one number/],
    [['buy', '911', '--yes'], /"911" is no number/],
    [['release'], /Name the numbers/],
    [['point'], /Name the numbers/],
    [['point', ONE], /--flow with its id/],
    [['list', ONE], /takes no numbers/],
  ])('is called wrongly: %j', async (args, sentence) => {
    const ran = await numbers(...args);
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(sentence)]);
  });
});
