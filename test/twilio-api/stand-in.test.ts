import { request } from 'node:http';
import twilio, { type Twilio } from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwilioClient } from '../../server/twilio/client.ts';
import { operationsAt } from './description.ts';
import { judgeAnswer } from './judge.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber, sidAt } from './makers.ts';
import { HANDLERS } from './resources/index.ts';
import { startTwilioApi, type TwilioApi } from './stand-in.ts';
import { bySid } from './state.ts';

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
