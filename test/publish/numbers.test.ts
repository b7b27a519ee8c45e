import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numberListSchema, numberSchema, releasedNumberSchema } from '../../shared/api/numbers.ts';
import { sampleFlow } from '../api/support/flows.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restApplication, restNumber, restService } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';

const BASE = 'https://calls.example.com/app';
const ENV = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL: BASE };
const [plain, other, application, trunk, empty] = [1, 2, 3, 4, 5].map((at) => `PN${String(at).padStart(32, '0')}`) as [
  string,
  string,
  string,
  string,
  string,
];

let twilio: TwilioApi;
let api: ApiServer;
beforeEach(async () => {
  twilio = await startTwilioApi({
    state: {
      applications: bySid(restApplication(2)),
      incoming_phone_numbers: bySid(
        restNumber(1, {
          voice_url: 'https://old.example.com/answer?x=1&y=ü',
          voice_method: 'GET',
          voice_fallback_url: 'https://old.example.com/fallback',
          voice_fallback_method: 'GET',
          status_callback: 'https://old.example.com/status',
          status_callback_method: 'GET',
        }),
        restNumber(2, { voice_url: `${BASE}/voice/second` }),
        restNumber(3, { voice_application_sid: restApplication(2).sid, voice_url: 'https://unused.example.com/' }),
        restNumber(4, { trunk_sid: `TK${'3'.repeat(32)}` }),
        restNumber(5, { voice_url: null, voice_fallback_url: null }),
      ),
    },
  });
  api = await startApi({ ...ENV, TWILIO_API_URL: twilio.url });
  for (const name of ['Main', 'Second']) {
    const { body } = await api.ask('POST', '/flows', { body: { document: sampleFlow(name) } });
    await api.ask('POST', `/flows/${body.id}/publish`, { body: {}, revision: 1 });
  }
});
afterEach(async () => {
  await api.close();
  await twilio.close();
});

const assign = (sid: string, flow = 'main') => api.ask('PUT', `/numbers/${sid}/flow`, { body: { flow } });
const release = (sid: string) => api.ask('DELETE', `/numbers/${sid}/flow`);
/** Undoes an operation when what was asked of Twilio is old. */
const undoLater = (id: string) => {
  api.later(60_000);
  return api.ask('POST', `/numbers/operations/${id}/resume`, { body: { direction: 'undo' } });
};
const memoryOf = async (sid: string) => (await api.store.numbers.wirings()).find((wiring) => wiring.sid === sid);
const numberAt = (sid: string) => twilio.state.incoming_phone_numbers.get(sid);
/** Everything of a number but when it was last changed. */
const copyOf = (sid: string) => ({ ...structuredClone(numberAt(sid)), date_updated: undefined });

describe('without the auth token', () => {
  it('leads no number to a flow, because its webhooks would be refused', async () => {
    const key = { sid: `SK${'6'.repeat(32)}`, secret: 'secret-of-the-key' };
    const mine = await startTwilioApi({ apiKeys: [key], state: twilio.state });
    const only = await startApi({
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_API_KEY_SID: key.sid,
      TWILIO_API_KEY_SECRET: key.secret,
      PUBLIC_BASE_URL: BASE,
      TWILIO_API_URL: mine.url,
    });
    const { body } = await only.ask('POST', '/flows', { body: { document: sampleFlow('Main') } });
    await only.ask('POST', `/flows/${body.id}/publish`, { body: {}, revision: 1 });
    const before = copyOf(plain);
    const answer = await only.ask('PUT', `/numbers/${plain}/flow`, { body: { flow: 'main' } });
    expect([answer.status, answer.body.error.code]).toEqual([409, 'no-auth-token']);
    const called = { flow: 'main', from: '+15550100101', to: '+15550100199' };
    const call = await only.ask('POST', '/outgoing/calls', { body: called });
    expect([call.status, call.body.error.code]).toEqual([409, 'no-auth-token']);
    expect(copyOf(plain)).toEqual(before);
    expect(mine.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    await only.close();
    await mine.close();
  });
});

describe('the list of numbers', () => {
  it('says what each number points to now', async () => {
    const { numbers } = numberListSchema.parse((await api.ask('GET', '/numbers')).body);
    expect(numbers.map((number) => number.voice.pointsTo)).toEqual([
      { kind: 'url', url: 'https://old.example.com/answer?x=1&y=ü' },
      { kind: 'flow', flow: 'second', name: 'Second', environment: 'live', version: 1 },
      { kind: 'application', sid: restApplication(2).sid, name: 'Application 2', to: { kind: 'none' } },
      { kind: 'trunk', sid: `TK${'3'.repeat(32)}` },
      { kind: 'none' },
    ]);
    expect(numbers[0]).toMatchObject({
      phoneNumber: '+15550100101',
      friendlyName: 'Line 1',
      capabilities: { voice: true, sms: true, mms: false, fax: false },
      voice: { possible: true, assigned: null },
    });
  });
});

describe('the list of numbers, by messages', () => {
  it('names the Messaging Service that answers instead of the number, and where it leads', async () => {
    const service = restService(1, [plain], { inbound_request_url: `${BASE}/messaging/second` });
    twilio.state.messaging_services.set(service.sid, service);
    const leaving = restService(2, [other], { use_inbound_webhook_on_number: true });
    twilio.state.messaging_services.set(leaving.sid, leaving);
    const { numbers } = numberListSchema.parse((await api.ask('GET', '/numbers')).body);
    expect(numbers.slice(0, 2).map((number) => number.messaging.pointsTo)).toEqual([
      {
        kind: 'service',
        sid: service.sid,
        name: 'Service 1',
        to: { kind: 'flow', flow: 'second', name: 'Second', environment: 'live', version: 1 },
      },
      { kind: 'none' },
    ]);
  });
});

describe('pointing a number at a flow', () => {
  it('sets every URL and method, and remembers what was there before it changes anything', async () => {
    const answer = await assign(plain);
    expect(answer.status).toBe(200);
    expect(numberSchema.parse(answer.body)).toMatchObject({
      voice: { pointsTo: { kind: 'flow', flow: 'main' }, assigned: { flow: 'main', drift: [], outdated: false } },
    });
    expect(numberAt(plain)).toMatchObject({
      voice_url: `${BASE}/voice/main`,
      voice_method: 'POST',
      voice_fallback_url: `${BASE}/voice/main/fallback`,
      voice_fallback_method: 'POST',
      status_callback: `${BASE}/voice/main/status`,
      status_callback_method: 'POST',
    });
    expect((await memoryOf(plain))?.former).toEqual({
      VoiceUrl: 'https://old.example.com/answer?x=1&y=ü',
      VoiceMethod: 'GET',
      VoiceFallbackUrl: 'https://old.example.com/fallback',
      VoiceFallbackMethod: 'GET',
      StatusCallback: 'https://old.example.com/status',
      StatusCallbackMethod: 'GET',
      VoiceApplicationSid: '',
      TrunkSid: '',
      VoiceReceiveMode: 'voice',
    });
  });

  it.each([
    ['URLs', plain],
    ['nothing', empty],
    ['an application', application],
  ])('puts back %s exactly, field by field', async (_what, sid) => {
    const before = copyOf(sid);
    await assign(sid);
    expect(numberAt(sid)).toMatchObject({ voice_url: `${BASE}/voice/main`, voice_application_sid: '' });
    const answer = await release(sid);
    expect(releasedNumberSchema.parse(answer.body)).toMatchObject({
      restored: true,
      number: { voice: { assigned: null } },
    });
    // Twilio shows a cleared URL as an empty text where there was null before.
    const clean = (number: object | undefined) =>
      Object.fromEntries(Object.entries(number ?? {}).map(([name, value]) => [name, value ?? '']));
    expect(clean(copyOf(sid))).toEqual(clean(before));
    expect(await memoryOf(sid)).toBeUndefined();
  });

  it('keeps the memory of what was there before the first flow', async () => {
    const before = copyOf(plain);
    await assign(plain, 'main');
    await assign(plain, 'second');
    expect(numberAt(plain)?.voice_url).toBe(`${BASE}/voice/second`);
    await release(plain);
    expect(copyOf(plain)).toEqual(before);
  });

  it('leaves a number alone that was pointed elsewhere in the meantime', async () => {
    await assign(plain);
    numberAt(plain)!.voice_url = 'https://new.example.com/';
    const answer = await release(plain);
    expect(answer.body).toMatchObject({
      restored: false,
      number: { voice: { pointsTo: { kind: 'url', url: 'https://new.example.com/' } } },
    });
    expect(numberAt(plain)?.voice_url).toBe('https://new.example.com/');
  });

  it('keeps a flow from being deleted while a number points at it', async () => {
    await assign(plain);
    const refused = await api.ask('DELETE', '/flows/main');
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('+15550100101')]);
    await release(plain);
    expect((await api.ask('DELETE', '/flows/main')).status).toBe(204);
  });

  it('refuses what callers could not use', async () => {
    expect((await assign(trunk)).body.error.code).toBe('number-on-trunk');
    expect((await assign(plain, 'nowhere')).body.error.code).toBe('no-such-flow');
    expect((await release(other)).body.error.code).toBe('not-assigned');
    await api.ask('POST', '/flows/main/live', { body: { version: null } });
    expect((await assign(plain)).body.error.code).toBe('not-published');
    expect(twilio.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('when Twilio does not go along', () => {
  it.each([
    [401, 502, 'twilio-refused-credentials', /account SID and the auth token/],
    [404, 404, 'no-such-number', /no such number/],
    [429, 502, 'twilio-busy', /slow down/],
    [500, 502, 'twilio-failed', /Twilio's side/],
    [503, 502, 'twilio-failed', /Try again/],
    [400, 502, 'twilio-refused', /Invalid parameter/],
  ])('answers %i to the change: nothing is remembered', async (status, expected, code, sentence) => {
    twilio.fail({ match: 'UpdateIncomingPhoneNumber', with: status });
    const answer = await assign(plain);
    expect([answer.status, answer.body.error.code]).toEqual([expected, code]);
    expect(answer.body.error.message).toMatch(sentence);
    expect(answer.body.error.message).not.toContain(AUTH_TOKEN);
    expect(await memoryOf(plain)).toBeUndefined();
    expect(numberAt(plain)?.voice_url).toContain('old.example.com');
  });

  it.each(['hang up', 500] as const)(
    'does not tell of the number it set or put back (%s): that is no failure',
    async (what) => {
      // The number can be read before it is set, and not after it.
      let url = numberAt(plain)!.voice_url;
      const set = (value: typeof url) => {
        url = value;
        twilio.fail({ match: 'FetchIncomingPhoneNumber', with: what });
      };
      Object.defineProperty(numberAt(plain), 'voice_url', {
        configurable: true,
        enumerable: true,
        get: () => url,
        set,
      });
      const assigned = await assign(plain);
      expect(assigned.status).toBe(200);
      twilio.heal();
      const { numbers } = (await api.ask('GET', '/numbers')).body;
      expect(numbers).toContainEqual(assigned.body);
      const released = await release(plain);
      expect([released.status, released.body.restored]).toEqual([200, true]);
      twilio.heal();
      expect((await api.ask('GET', '/numbers')).body.numbers).toContainEqual(released.body.number);
    },
  );

  it('hangs up on the change: once the request is old, the number as it was before means nothing was done', async () => {
    twilio.fail({ match: 'UpdateIncomingPhoneNumber', with: 'hang up' });
    const answer = await assign(plain);
    expect([answer.status, answer.body.error.code]).toEqual([502, 'twilio-unreachable']);
    expect(answer.body).toMatchObject({ operation: { state: 'open', numbers: [{ state: 'sent' }] } });
    const undone = await undoLater(answer.body.operation.id);
    expect(undone.body).toMatchObject({ state: 'undone', numbers: [{ state: 'undone' }] });
    expect(await memoryOf(plain)).toBeUndefined();
    expect(numberAt(plain)?.voice_url).toContain('old.example.com');
  });

  it('changes the number and loses the answer: the number is read, and it is done', async () => {
    twilio.fail({ match: 'UpdateIncomingPhoneNumber', with: 'lose answer' });
    expect((await assign(plain)).status).toBe(200);
    expect((await memoryOf(plain))?.former.VoiceMethod).toBe('GET');
    expect((await release(plain)).body.restored).toBe(true);
    expect(numberAt(plain)?.voice_url).toContain('old.example.com');
  });

  it('fails while putting back: the memory stays for the next try', async () => {
    const before = copyOf(plain);
    await assign(plain);
    twilio.fail({ match: 'UpdateIncomingPhoneNumber', with: 500 });
    const failed = await release(plain);
    expect(failed.status).toBe(502);
    twilio.heal();
    expect((await undoLater(failed.body.operation.id)).status).toBe(200);
    expect((await release(plain)).body.restored).toBe(true);
    expect(copyOf(plain)).toEqual(before);
  });

  it('refuses wrong credentials with a sentence that says what to check', async () => {
    const wrong = await startApi({ ...ENV, TWILIO_AUTH_TOKEN: 'not-the-token', TWILIO_API_URL: twilio.url });
    const answer = await wrong.ask('GET', '/numbers');
    expect([answer.status, answer.body.error.code]).toEqual([502, 'twilio-refused-credentials']);
    expect(answer.body.error.message).toContain('401');
    await wrong.close();
  });
});

describe('without credentials or address', () => {
  it('says what is missing, and the URL to paste', async () => {
    const bare = await startApi({ TWILIO_API_URL: twilio.url });
    const list = await bare.ask('GET', '/numbers');
    expect([list.status, list.body.error.code]).toEqual([409, 'no-credentials']);
    expect(list.body.error.message).toMatch(/account SID and an auth token.*Settings.*TWILIO_ACCOUNT_SID/);
    const { body } = await bare.ask('POST', '/flows', { body: { document: sampleFlow('Main') } });
    await bare.ask('POST', `/flows/${body.id}/publish`, { body: {}, revision: 1 });
    const put = () => bare.ask('PUT', `/numbers/${plain}/flow`, { body: { flow: 'main' } });
    expect((await put()).body.error).toMatchObject({
      code: 'no-public-url',
      message: expect.stringContaining('/voice/main'),
    });
    await bare.ask('PUT', '/settings/public-url', { body: { url: BASE } });
    const error = (await put()).body.error;
    expect(error).toMatchObject({ code: 'no-credentials', message: expect.stringContaining(`${BASE}/voice/main`) });
    await bare.close();
  });
});
