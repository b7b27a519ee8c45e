import { request } from 'node:http';
import twilio, { type Twilio } from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioClient } from '../../server/twilio/client.ts';
import { operationsAt } from './description.ts';
import { judgeAnswer } from './judge.ts';
import { keyInCode } from './key-in-code.ts';
import {
  ACCOUNT,
  AUTH_TOKEN,
  restAvailableNumber,
  restCall,
  restNumber,
  restRecording,
  restTranscription,
  sidAt,
} from './makers.ts';
import { HANDLERS } from './resources/index.ts';
import { startTwilioApi, type TwilioApi } from './stand-in.ts';
import { bySid, restTime } from './state.ts';

const NUMBER = sidAt('PN', 1);
const KEY = { sid: sidAt('SK', 1), secret: 'key-secret' };

let api: TwilioApi;
let client: Twilio;
beforeEach(async () => {
  api = await startTwilioApi({
    apiKeys: [KEY],
    state: { incoming_phone_numbers: bySid(restNumber(1), restNumber(2), restNumber(3)) },
  });
  client = await clientWith({ authToken: AUTH_TOKEN });
});
afterEach(() => api.close());

function clientWith(more: { authToken?: string; apiKeySid?: string; apiKeySecret?: string }, account = ACCOUNT) {
  const none = { authToken: null, apiKeySid: null, apiKeySecret: null };
  return createTwilioClient({ source: 'environment', accountSid: account, ...none, ...more }, api.url);
}

/** A request the client would never send. */
function ask(method: string, path: string, form = ''): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = {
    authorization: `Basic ${Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64')}`,
    ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${api.url}/api.twilio.com/2010-04-01/Accounts/${ACCOUNT}${path}`,
      { method, headers },
      (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        res.on('end', () => resolve({ status: res.statusCode ?? 0, body: text ? JSON.parse(text) : {} }));
      },
    );
    sent.on('error', reject).end(form);
  });
}

/** Takes the violations away, so that the stand-in can be closed. */
const violations = () => api.violations.splice(0);

describe('what Twilio allows', () => {
  it('is done, and answered as Twilio does', async () => {
    const before = await client.incomingPhoneNumbers(NUMBER).fetch();
    expect([before.phoneNumber, before.capabilities.voice, before.dateCreated.getUTCFullYear()]).toEqual([
      '+15550100101',
      true,
      2026,
    ]);
    await client.incomingPhoneNumbers(NUMBER).update({ voiceUrl: 'https://a.example.com/', voiceCallerIdLookup: true });
    expect(api.state.incoming_phone_numbers.get(NUMBER)).toMatchObject({
      voice_url: 'https://a.example.com/',
      voice_caller_id_lookup: true,
    });
    await client.incomingPhoneNumbers(NUMBER).update({ voiceUrl: '', trunkSid: '' });
    expect((await client.incomingPhoneNumbers(NUMBER).fetch()).voiceUrl).toBe('');
    const [found, none] = await Promise.all(
      ['+1555*100102', '+1999'].map((phoneNumber) => client.incomingPhoneNumbers.list({ phoneNumber })),
    );
    expect([found?.map(({ sid }) => sid), none]).toEqual([[sidAt('PN', 2)], []]);
    await client.incomingPhoneNumbers(NUMBER).remove();
    await expect(client.incomingPhoneNumbers(NUMBER).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(api.requests[1]).toMatchObject({
      method: 'POST',
      host: 'api.twilio.com',
      operation: 'UpdateIncomingPhoneNumber',
      form: { VoiceUrl: 'https://a.example.com/', VoiceCallerIdLookup: 'true' },
    });
  });

  it('comes in pages', async () => {
    const pages: number[] = [];
    let page: { instances: unknown[]; nextPage(): Promise<typeof page> | undefined } | undefined =
      await client.incomingPhoneNumbers.page({ pageSize: 2 });
    while (page) {
      pages.push(page.instances.length);
      page = await page.nextPage();
    }
    expect(pages).toEqual([2, 1]);
    const all = await client.incomingPhoneNumbers.list({ pageSize: 1 });
    expect(all.map(({ sid }) => sid)).toEqual([1, 2, 3].map((at) => sidAt('PN', at)));
    expect((await ask('GET', '/IncomingPhoneNumbers.json?Page=1')).status).toBe(400);
  });

  it('is every example in the description of what the stand-in answers', () => {
    const described = [...operationsAt('api.twilio.com', '2010-04-01'), ...operationsAt('pricing.twilio.com', 'v1')];
    const answered = described.filter(({ id }) => id in HANDLERS);
    expect(answered.length).toBeGreaterThan(0);
    for (const operation of answered)
      for (const { status, body } of operation.examples)
        expect([operation.id, judgeAnswer(operation, status, body)]).toEqual([operation.id, []]);
  });
});

describe('what people do at Twilio', () => {
  it('a number is looked for, priced, bought, and gone from the offers', async () => {
    for (const row of [
      restAvailableNumber('+15550101234'),
      restAvailableNumber('+15550109999', { capabilities: { voice: false, sms: true, mms: true } }),
      restAvailableNumber('+18005550100', { kind: 'TollFree' }),
    ])
      api.state.available_phone_numbers.set(row.phone_number, row);
    api.state.phone_number_prices.set('US', {
      country: 'United States',
      iso_country: 'US',
      phone_number_prices: [{ base_price: '1.15', current_price: '1.15', number_type: 'local' }],
      price_unit: 'USD',
      url: 'https://pricing.twilio.com/v1/PhoneNumbers/Countries/US',
    });
    const us = client.availablePhoneNumbers('US');
    const numbers = async (found: Promise<{ phoneNumber: string }[]>) => (await found).map((row) => row.phoneNumber);
    expect(await numbers(us.local.list({ areaCode: 555 }))).toEqual(['+15550101234', '+15550109999']);
    expect(await numbers(us.local.list({ contains: '01*1', voiceEnabled: true }))).toEqual(['+15550101234']);
    expect(await numbers(us.tollFree.list())).toEqual(['+18005550100']);
    expect(Object.keys((await us.fetch()).subresourceUris)).toEqual(['local', 'toll_free']);
    await expect(client.availablePhoneNumbers('DE').local.list()).rejects.toMatchObject({ code: 20404 });
    const price = await client.pricing.v1.phoneNumbers.countries('US').fetch();
    expect(price.phoneNumberPrices).toEqual([expect.objectContaining({ numberType: 'local', currentPrice: '1.15' })]);
    expect(await client.pricing.v1.phoneNumbers.countries.list()).toHaveLength(1);

    const voiceUrl = 'https://a.example.com/';
    const bought = await client.incomingPhoneNumbers.create({ phoneNumber: '+15550101234', voiceUrl });
    expect(api.state.incoming_phone_numbers.get(bought.sid)).toMatchObject({ voice_url: voiceUrl, status: 'in-use' });
    const again = client.incomingPhoneNumbers.create({ phoneNumber: '+15550101234' });
    await expect(again).rejects.toMatchObject({ status: 400, code: 21422 });
  });

  it('an application is made, changed and taken away, and only one that is there can be set', async () => {
    const made = await client.applications.create({ friendlyName: 'Phone', voiceUrl: 'https://a.example.com/' });
    expect((await client.applications(made.sid).update({ voiceUrl: '' })).voiceUrl).toBe('');
    expect(await client.applications.list({ friendlyName: 'Phone' })).toHaveLength(1);
    await client.incomingPhoneNumbers(NUMBER).update({ voiceApplicationSid: made.sid });
    await client.applications(made.sid).remove();
    const set = client.incomingPhoneNumbers(NUMBER).update({ voiceApplicationSid: made.sid });
    await expect(set).rejects.toMatchObject({ code: 21404 });
  });

  it('a call is made from a number of the account, found by time and ended once', async () => {
    const parameters = {
      to: '+15550100177',
      url: 'https://a.example.com/',
      statusCallbackEvent: ['initiated', 'completed'],
    };
    await expect(client.calls.create({ ...parameters, from: '+15550100188' })).rejects.toMatchObject({ code: 21210 });
    const made = await client.calls.create({ ...parameters, from: '+15550100101' });
    expect(made).toMatchObject({ status: 'queued', phoneNumberSid: NUMBER, direction: 'outbound-api' });
    expect(api.requests.at(-1)?.lists.StatusCallbackEvent).toEqual(['initiated', 'completed']);
    for (const [at, time] of [Date.UTC(2026, 0, 5, 12), Date.UTC(2026, 0, 6, 12)].entries())
      api.state.calls.set(sidAt('CA', at), restCall(at, { start_time: restTime(time) }));
    const sids = async (query: object) => (await client.calls.list(query)).map(({ sid }) => sid);
    expect(await sids({ startTimeAfter: new Date(Date.UTC(2026, 0, 6)) })).toEqual([sidAt('CA', 1)]);
    expect(await sids({ startTimeBefore: new Date(Date.UTC(2026, 0, 5, 12)) })).toEqual([sidAt('CA', 0)]);
    expect(await sids({ status: 'queued' })).toEqual([made.sid]);
    expect((await client.calls(made.sid).update({ status: 'canceled' })).status).toBe('canceled');
    await expect(client.calls(made.sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
  });

  it('a message is sent, with media and by a service', async () => {
    const to = '+15550100177';
    const plain = await client.messages.create({ to, from: '+15550100101', body: 'Hello' });
    expect(plain).toMatchObject({ status: 'queued', body: 'Hello', numMedia: '0' });
    const mediaUrl = ['https://a.example.com/1.png', 'https://a.example.com/2.png'];
    const media = await client.messages.create({ to, messagingServiceSid: sidAt('MG', 1), mediaUrl });
    expect([media.sid.slice(0, 2), media.status, media.numMedia]).toEqual(['MM', 'accepted', '2']);
    await expect(client.messages.create({ to, body: 'Hello' })).rejects.toMatchObject({ code: 21603 });
    expect(await client.messages.list({ from: '+15550100101' })).toHaveLength(1);
    await client.messages(plain.sid).remove();
    await expect(client.messages(plain.sid).fetch()).rejects.toMatchObject({ status: 404 });
  });

  it('a number is verified with the code that is keyed in', async () => {
    const asked = await client.validationRequests.create({ phoneNumber: '+15550100177', friendlyName: 'Office' });
    expect(await client.outgoingCallerIds.list()).toEqual([]);
    expect(keyInCode(api.state, '+15550100177', '1')).toBe(false);
    expect(keyInCode(api.state, '+15550100177', asked.validationCode)).toBe(true);
    const [verified] = await client.outgoingCallerIds.list({ phoneNumber: '+15550100177' });
    expect(verified).toMatchObject({ friendlyName: 'Office', phoneNumber: '+15550100177' });
    const again = client.validationRequests.create({ phoneNumber: '+15550100177' });
    await expect(again).rejects.toMatchObject({ code: 21450 });
    await client.outgoingCallerIds(verified!.sid).remove();
    expect(api.state.outgoing_caller_ids.size).toBe(0);
  });

  it('a recording is listed, heard, written down and taken away', async () => {
    api.state.recordings.set(sidAt('RE', 1), restRecording(1)).set(sidAt('RE', 2), restRecording(2));
    api.state.transcriptions.set(sidAt('TR', 1), restTranscription(1));
    expect(await client.recordings.list({ callSid: sidAt('CA', 1) })).toHaveLength(1);
    const url = `${api.url}/api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Recordings/${sidAt('RE', 1)}`;
    const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64')}`;
    const [mp3, wav, none] = await Promise.all([
      fetch(`${url}.mp3`, { headers: { authorization } }),
      fetch(`${url}.wav`, { headers: { authorization } }),
      fetch(`${url}.mp3`),
    ]);
    expect([mp3.headers.get('content-type'), wav.headers.get('content-type'), none.status]).toEqual([
      'audio/mpeg',
      'audio/x-wav',
      401,
    ]);
    expect(
      Buffer.from(await wav.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');
    const [words] = await client.recordings(sidAt('RE', 1)).transcriptions.list();
    expect(words?.transcriptionText).toBe('Words of message 1');
    await client.transcriptions(words!.sid).remove();
    await client.recordings(sidAt('RE', 1)).remove();
    expect(await client.recordings.list()).toHaveLength(1);
  });
});

describe('what Twilio does not allow', () => {
  it.each([
    [
      'an unknown parameter',
      'POST',
      `/IncomingPhoneNumbers/${NUMBER}.json`,
      'VoiceURL=https://a.example.com/',
      '"VoiceURL" is not described',
    ],
    [
      'a wrong choice',
      'POST',
      `/IncomingPhoneNumbers/${NUMBER}.json`,
      'VoiceMethod=PUT',
      '"VoiceMethod" must be equal to one of the allowed values: GET, POST',
    ],
    [
      'a wrong type',
      'POST',
      `/IncomingPhoneNumbers/${NUMBER}.json`,
      'VoiceCallerIdLookup=yes',
      '"VoiceCallerIdLookup" must be boolean',
    ],
    [
      'a wrong format',
      'POST',
      `/IncomingPhoneNumbers/${NUMBER}.json`,
      'VoiceUrl=a.example.com',
      '"VoiceUrl" must match format "uri"',
    ],
    [
      'a wrong pattern',
      'POST',
      `/IncomingPhoneNumbers/${NUMBER}.json`,
      'TrunkSid=TK1',
      '"TrunkSid" must match pattern',
    ],
    [
      'a value sent twice',
      'POST',
      `/IncomingPhoneNumbers/${NUMBER}.json`,
      'FriendlyName=a&FriendlyName=b',
      '"FriendlyName" is sent 2 times',
    ],
    [
      'what is required and missing',
      'POST',
      '/Calls.json',
      'To=%2B15550100101&Url=https%3A%2F%2Fa.example.com%2F',
      '"From" is required and missing',
    ],
    ['an unknown query parameter', 'GET', '/IncomingPhoneNumbers.json?Limit=5', '', '"Limit" is not described'],
    ['too large a page', 'GET', '/IncomingPhoneNumbers.json?PageSize=1001', '', '"PageSize" must be <= 1000'],
  ])('%s is refused and told', async (_what, method, path, form, sentence) => {
    const answer = await ask(method, path, form);
    expect(answer).toMatchObject({ status: 400, body: { code: 20001, status: 400, more_info: expect.any(String) } });
    expect(violations()).toEqual([expect.stringContaining(sentence)]);
  });

  it('tells an operation nobody described', async () => {
    expect((await ask('GET', '/IncomingPhoneNumber.json')).status).toBe(404);
    expect((await ask('PUT', '/IncomingPhoneNumbers.json')).status).toBe(404);
    expect(violations()).toHaveLength(2);
  });

  it.each([
    ['a wrong type', { beta: 'no' }, '"beta" must be boolean'],
    ['a time in another form', { date_created: '2026-01-05T09:30:00Z' }, '"date_created" must match format'],
    ['an unknown property', { voiceUrl: '' }, '"voiceUrl" is not described'],
    ['a wrong choice', { emergency_status: 'On' }, '"emergency_status" must be equal to one of'],
    ['null where there is always something', { voice_receive_mode: null }, '"voice_receive_mode" must be string'],
  ])('tells an answer with %s', async (_what, properties, sentence) => {
    api.state.incoming_phone_numbers.set(NUMBER, restNumber(1, properties));
    await ask('GET', `/IncomingPhoneNumbers/${NUMBER}.json`);
    await ask('GET', '/IncomingPhoneNumbers.json');
    const told = violations();
    expect(told).toHaveLength(2);
    for (const line of told) expect(line).toContain(sentence.slice(1));
  });

  it('is thrown when the stand-in is closed', async () => {
    const other = await startTwilioApi();
    other.violations.push('CreateCall: something');
    await expect(other.close()).rejects.toThrow(/does not allow:\n- CreateCall: something/);
  });
});

describe('who may ask', () => {
  it('is the account with its token, or a key; only a main key sees accounts', async () => {
    const wrong = await clientWith({ authToken: 'wrong' });
    await expect(wrong.incomingPhoneNumbers.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    const key = await clientWith({ apiKeySid: KEY.sid, apiKeySecret: KEY.secret });
    expect(await key.incomingPhoneNumbers.list()).toHaveLength(3);
    await expect(key.api.accounts(ACCOUNT).fetch()).rejects.toMatchObject({ status: 401 });
    expect((await client.api.accounts(ACCOUNT).fetch()).status).toBe('active');
    const stranger = `AC${'9'.repeat(32)}`;
    await expect(client.api.accounts(stranger).incomingPhoneNumbers.list()).rejects.toMatchObject({
      status: 404,
      code: 20404,
    });
  });
});

describe('failures', () => {
  const update = () => client.incomingPhoneNumbers(NUMBER).update({ friendlyName: 'New' });
  const name = () => api.state.incoming_phone_numbers.get(NUMBER)?.friendly_name;

  it.each([
    [400, 20001],
    [401, 20003],
    [404, 20404],
    [429, 20429],
    [500, 20500],
    [503, 20503],
  ])("%i comes with Twilio's error body, and nothing is done", async (status, code) => {
    api.fail({ match: 'UpdateIncomingPhoneNumber', with: status });
    await expect(update()).rejects.toMatchObject({ status, code, moreInfo: expect.stringContaining(String(code)) });
    expect(name()).toBe('Line 1');
  });

  it('come as often as asked, by operation or by what is sent, with a code of choice', async () => {
    api.fail({ match: /FriendlyName=New/, times: 1, with: 400, code: 21404 });
    await expect(update()).rejects.toMatchObject({ code: 21404 });
    expect((await update()).friendlyName).toBe('New');
    api.fail({ match: /^GET .*PhoneNumbers\.json/, with: 500 });
    await expect(client.incomingPhoneNumbers.list()).rejects.toMatchObject({ status: 500 });
    api.heal();
    expect(await client.incomingPhoneNumbers.list()).toHaveLength(3);
  });

  it('hangs up before, or after, it is done', async () => {
    api.fail({ match: 'UpdateIncomingPhoneNumber', with: 'hang up' });
    await expect(update()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(name()).toBe('Line 1');
    api.fail({ match: 'UpdateIncomingPhoneNumber', with: 'lose answer' });
    await expect(update()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(name()).toBe('New');
  });

  it('never answers', async () => {
    api.fail({ match: /./, with: 'never answer' });
    const http = new twilio.RequestClient({ timeout: 50 });
    const uri = `${api.url}/api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json`;
    await expect(http.request({ method: 'get', uri, username: ACCOUNT, password: AUTH_TOKEN })).rejects.toMatchObject({
      code: 'ECONNABORTED',
    });
  });
});
