import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Purchase } from '../../server/store/purchases.ts';
import { availableNumbersSchema, purchaseSchema } from '../../shared/api/number-market.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restAvailableNumber, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';

const LOCAL = '+15550100777';
const FREE = '+15550200888';
const PRICE = { monthly: '1.15', currency: 'USD' };

let twilio: TwilioApi;
let api: ApiServer;
beforeEach(async () => {
  const offers = [
    restAvailableNumber(LOCAL),
    restAvailableNumber('+15550100778', { capabilities: { voice: true, SMS: false, MMS: false } }),
    restAvailableNumber(FREE, { kind: 'TollFree' }),
  ];
  twilio = await startTwilioApi({
    state: {
      incoming_phone_numbers: bySid(restNumber(1)),
      available_phone_numbers: new Map(offers.map((offer) => [offer.phone_number, offer])),
      phone_number_prices: new Map([['US', prices('1.15')]]),
    },
  });
  api = await startApi({ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url });
});
afterEach(async () => {
  await api.close();
  await twilio.close();
});

function prices(local: string) {
  return {
    country: 'United States',
    iso_country: 'US',
    price_unit: 'USD',
    url: 'https://pricing.twilio.com/v1/PhoneNumbers/Countries/US',
    phone_number_prices: [
      { number_type: 'local', base_price: '2.00', current_price: local },
      { number_type: 'toll free', base_price: '2.15', current_price: '2.15' },
    ],
  };
}

const buy = (more: object = {}) =>
  api.ask('POST', '/numbers/purchases', {
    body: { phoneNumber: LOCAL, country: 'US', type: 'local', price: PRICE, ...more },
  });
const orders = () => twilio.requests.filter(({ operation }) => operation === 'CreateIncomingPhoneNumber');
const owned = () => [...twilio.state.incoming_phone_numbers.values()].filter((row) => row.phone_number === LOCAL);
const kept = async () => (await api.ask('GET', '/numbers/purchases')).body.purchases;

describe('numbers on sale', () => {
  it('are found by kind, part and what they can do, with what they cost', async () => {
    const { body } = await api.ask('GET', '/numbers/available?contains=5550100&sms=true');
    expect(availableNumbersSchema.parse(body)).toMatchObject({
      price: PRICE,
      numbers: [
        { phoneNumber: LOCAL, capabilities: { voice: true, sms: true, mms: true }, type: 'local', country: 'US' },
      ],
    });
    const free = await api.ask('GET', '/numbers/available?type=tollFree');
    expect(free.body).toMatchObject({ price: { monthly: '2.15' }, numbers: [{ phoneNumber: FREE }] });
    const area = await api.ask('GET', '/numbers/available?areaCode=555&limit=1');
    expect(area.body.numbers.length).toBe(1);
  });

  it('says which countries have some, and of which kinds', async () => {
    const { body } = await api.ask('GET', '/numbers/countries');
    expect(body.countries).toEqual([{ code: 'US', name: 'United States', beta: false, types: ['local', 'tollFree'] }]);
  });

  it.each([
    ['a country with none', '?country=XY', 404, 'no-such-numbers'],
    ['a country that is none', '?country=Utopia', 400, 'bad-request'],
    ['an area code of letters', '?areaCode=abc', 400, 'bad-request'],
    ['a part with a slash', '?contains=1/2', 400, 'bad-request'],
    ['nothing known', '?colour=red', 400, 'bad-request'],
  ])('refuses %s', async (_what, query, status, code) => {
    const answer = await api.ask('GET', `/numbers/available${query}`);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
});

describe('buying a number', () => {
  it('buys it once at the confirmed price; the same request again is the same purchase', async () => {
    const first = await buy();
    expect(first.status).toBe(201);
    const purchase = purchaseSchema.parse(first.body);
    expect(purchase).toMatchObject({ state: 'bought', phoneNumber: LOCAL, price: PRICE, sid: owned()[0]?.sid });
    const second = await buy();
    expect([second.status, second.body]).toEqual([200, purchase]);
    expect([orders().length, owned().length]).toEqual([1, 1]);
    expect(await kept()).toEqual([purchase]);
  });

  it('buys nothing at another price, and says which one holds', async () => {
    twilio.state.phone_number_prices.set('US', prices('1.35'));
    const answer = await buy();
    expect([answer.status, answer.body.error.code]).toEqual([409, 'price-changed']);
    expect(answer.body.price).toEqual({ monthly: '1.35', currency: 'USD' });
    expect([orders().length, await kept()]).toEqual([0, []]);
    expect((await buy({ price: { monthly: '1.350', currency: 'USD' } })).status).toBe(201);
  });

  it('buys nothing by the price of another kind, nor what has none, nor what is ours or gone', async () => {
    expect((await buy({ phoneNumber: FREE })).body.error.code).toBe('not-available');
    expect((await buy({ phoneNumber: '+15550100101' })).body.error.code).toBe('number-owned');
    expect((await buy({ price: { ...PRICE, currency: 'EUR' } })).body.error.code).toBe('price-changed');
    twilio.state.phone_number_prices.set('US', { ...prices('1.15'), phone_number_prices: [] });
    expect((await buy()).body.error.code).toBe('no-price');
    twilio.state.phone_number_prices.delete('US');
    const query = new URLSearchParams({ country: 'US', type: 'local', contains: LOCAL.slice(-7) });
    const found = await api.ask('GET', `/numbers/available?${query}`);
    expect([found.status, found.body.price]).toEqual([200, null]);
    expect(found.body.numbers).toContainEqual(expect.objectContaining({ phoneNumber: LOCAL }));
    expect((await buy()).body.error.code).toBe('no-price');
    expect((await buy({ price: { monthly: 'free', currency: 'USD' } })).status).toBe(400);
    expect(orders()).toEqual([]);
  });

  it.each([
    [21631, 'address-required', /needs an address.*AD…/],
    [21649, 'bundle-required', /regulatory bundle.*BU…/],
    [21650, 'identity-required', /identity document/],
    [10002, 'trial-account', /Upgrade/],
    [21422, 'not-available', /choose another/],
  ])('explains error %i of Twilio', async (code, expected, sentence) => {
    twilio.fail({ match: 'CreateIncomingPhoneNumber', with: 400, code });
    const answer = await buy();
    expect([answer.status, answer.body.error.code]).toEqual([409, expected]);
    expect(answer.body.error.message).toMatch(sentence);
    expect(await kept()).toMatchObject([{ state: 'refused', sid: null, message: answer.body.error.message }]);
    twilio.heal();
    expect((await buy()).status).toBe(201);
  });

  it('finds the number in the account when the answer is lost', async () => {
    twilio.fail({ match: 'CreateIncomingPhoneNumber', with: 'lose answer' });
    expect((await buy()).body).toMatchObject({ state: 'bought', sid: owned()[0]?.sid });
    expect([orders().length, (await buy()).status]).toEqual([1, 200]);
  });

  it.each([401, 429, 500, 503, 'hang up'] as const)(
    'buys nothing when %s comes back, and once when asked again',
    async (what) => {
      twilio.fail({ match: 'CreateIncomingPhoneNumber', with: what, times: 1 });
      const failed = await buy();
      expect([failed.status, owned().length]).toEqual([502, 0]);
      expect((await buy()).status).toBe(201);
      expect(owned().length).toBe(1);
      expect((await kept()).filter(({ state }: { state: string }) => state === 'bought').length).toBe(1);
    },
  );

  it('does not buy again while nobody knows whether it did', async () => {
    twilio.fail({ match: 'CreateIncomingPhoneNumber', with: 'lose answer' });
    // The account can be read before the order, and not after it.
    const state = twilio.state.available_phone_numbers;
    const take = state.delete.bind(state);
    state.delete = (number) => {
      twilio.fail({ match: 'ListIncomingPhoneNumber', with: 503 });
      return take(number);
    };
    const answer = await buy();
    expect([answer.status, answer.body.error.code]).toEqual([502, 'purchase-unknown']);
    expect(await kept()).toMatchObject([{ state: 'asked' }]);
    expect((await buy()).status).toBe(502);
    twilio.heal();
    expect((await buy()).body).toMatchObject({ state: 'bought', sid: owned()[0]?.sid });
    expect([orders().length, owned().length]).toEqual([1, 1]);
  });

  it('is done once by two requests at once', async () => {
    const answers = await Promise.all([buy(), buy()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(orders().length).toBe(1);
  });
});

const asked = (more: Partial<Purchase> = {}): Purchase => ({
  id: 'one',
  account: ACCOUNT,
  phoneNumber: LOCAL,
  country: 'US',
  type: 'local',
  price: PRICE,
  at: 1,
  state: 'asked',
  sid: null,
  message: null,
  ...more,
});

/** Why it is not bought, when nothing else looks after the number. */
const refusal = async () => (await buy()).body.error.code;

describe('a purchase of which nobody knows what became', () => {
  it('stays open while the order may still take effect, and is settled without being asked for', async () => {
    twilio.fail({ match: 'CreateIncomingPhoneNumber', with: 'hang up' });
    expect((await buy()).body.error.code).toBe('purchase-unknown');
    const tries = () => twilio.requests.filter(({ query }) => query.PhoneNumber === LOCAL).length;
    const before = tries();
    await expect.poll(tries, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(await kept()).toMatchObject([{ state: 'asked' }]);
    api.later(60_000);
    await expect.poll(kept, { timeout: 20_000 }).toMatchObject([{ state: 'refused', sid: null }]);
  }, 50_000);

  it('is not refused by an order after it that is, while it may still come', async () => {
    await api.store.purchases.put(asked({ at: Date.now(), price: { monthly: '9.99', currency: 'USD' } }));
    twilio.fail({ match: 'CreateIncomingPhoneNumber', with: 400, code: 21649, times: 1 });
    await expect.poll(refusal).toBe('bundle-required');
    expect(await kept()).toMatchObject([{ id: 'one', state: 'asked', price: { monthly: '9.99' } }]);
    api.later(60_000);
    await expect.poll(async () => (await buy()).status).toBe(201);
    expect(await kept()).toMatchObject([{ id: 'one', state: 'bought', price: PRICE }]);
  });

  it('of another account is neither settled nor shown by this one', async () => {
    const other = `AC${'9'.repeat(32)}`;
    await api.store.purchases.put(asked({ id: 'theirs', account: other }));
    await api.store.purchases.put(asked({ id: 'old', account: other, state: 'bought', sid: restNumber(8).sid, at: 2 }));
    const next = await startApi(
      { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url },
      api.folder,
    );
    await next.store.purchases.put(asked({ id: 'ours', phoneNumber: FREE }));
    const ours = async () => (await next.ask('GET', '/numbers/purchases')).body.purchases;
    await expect.poll(ours, { timeout: 20_000 }).toMatchObject([{ id: 'ours', state: 'refused' }]);
    expect(await next.store.purchases.asked()).toMatchObject([{ id: 'theirs', account: other }]);
    await next.close();
    twilio.state.incoming_phone_numbers.set('PN7', restNumber(7, { phone_number: LOCAL }));
    await expect.poll(refusal).toBe('number-owned');
  }, 30_000);
});

describe('a purchase that was under way when the server stopped', () => {
  it.each([
    ['was made', true, { state: 'bought' }],
    ['was not', false, { state: 'refused', message: expect.stringContaining('Nothing was bought') }],
  ])('is found out about by the next start: it %s', async (_what, made, expected) => {
    await api.store.purchases.put(asked());
    if (made) twilio.state.incoming_phone_numbers.set('PN7', restNumber(7, { phone_number: LOCAL }));
    const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url };
    const next = await startApi(env, api.folder);
    const read = async () => (await next.ask('GET', '/numbers/purchases')).body.purchases[0];
    await expect.poll(read, { timeout: 15_000 }).toMatchObject(expected);
    await next.close();
  });
});
