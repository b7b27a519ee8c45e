import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingCallView } from '../../shared/api/outgoing.ts';
import { type Answer, type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restCallerId, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { reminder } from './support/flow.ts';

const BASE = 'https://calls.example.com';
const TO = '+15550100199';
const FROM = '+15550100101';

let twilio: TwilioApi;
let api: ApiServer;
beforeAll(async () => {
  const state = { incoming_phone_numbers: bySid(restNumber(1)), outgoing_caller_ids: bySid(restCallerId(1)) };
  twilio = await startTwilioApi({ state });
  const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL: BASE };
  api = await startApi({ ...env, TWILIO_API_URL: twilio.url });
  await api.ask('POST', '/flows', { body: { document: reminder } });
  await api.ask('POST', '/flows/reminder/publish', { body: {}, revision: 1 });
});
afterAll(async () => {
  await api.close();
  await twilio.close();
});
beforeEach(async () => {
  twilio.heal();
  twilio.state.calls.clear();
  await limits({});
});

const limits = (more: object) =>
  api.ask('PUT', '/outgoing/settings', { body: { countries: null, callsPerDay: 1_000, callsPerSecond: 100, ...more } });
const call = (more: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  api.ask('POST', '/outgoing/calls', { body: { flow: 'reminder', from: FROM, to: TO, ...more }, headers });
const asked = () => twilio.requests.filter(({ operation }) => operation === 'CreateCall');
const look = async (id: string): Promise<OutgoingCallView> => (await api.ask('GET', `/outgoing/calls/${id}`)).body;

describe('a call by itself', () => {
  it('is asked of Twilio with its own unguessable addresses and every option', async () => {
    const options = { machineDetection: 'Enable', asyncAmd: true, record: true, timeout: 20, trim: 'do-not-trim' };
    const { status, body } = await call({ variables: { name: 'Ann', visits: '3' }, options });
    expect([status, body.state, body.version, body.variables]).toEqual([201, 'placed', 1, { name: 'Ann', visits: 3 }]);
    const { form, lists } = asked().at(-1)!;
    const url = `${BASE}/voice/reminder/outgoing/${body.id}`;
    expect(body.id).toMatch(/^[\w-]{22}$/);
    expect(form).toMatchObject({
      ...{
        To: TO,
        From: FROM,
        Url: url,
        FallbackUrl: `${url}/fallback`,
        StatusCallback: `${url}/status`,
        Timeout: '20',
      },
      ...{ MachineDetection: 'Enable', AsyncAmd: 'true', AsyncAmdStatusCallback: `${url}/amd`, Record: 'true' },
      ...{ RecordingStatusCallback: `${url}/recording`, Trim: 'do-not-trim' },
    });
    expect(lists.StatusCallbackEvent).toEqual(['initiated', 'ringing', 'answered', 'completed']);
    expect([...twilio.state.calls.keys()]).toEqual([body.callSid]);
  });

  it('comes from a number of the account or a verified one', async () => {
    expect((await call({ from: restCallerId(1).phone_number })).status).toBe(201);
    const { status, body } = await call({ from: '+15550100109' });
    expect([status, body.error.code]).toEqual([422, 'bad-caller-id']);
    expect(body.error.message).toContain('Did you mean');
  });

  it('has values of declared variables only, of their types', async () => {
    const { status, body } = await call({ variables: { nam: 'Ann', visits: 'many' } });
    expect(status).toBe(422);
    expect(body.error.problems).toEqual([
      { path: '$.variables.nam', code: 'unknown-variable', message: expect.stringContaining('Did you mean "name"?') },
      { path: '$.variables.visits', code: 'bad-value', message: expect.stringContaining('expected a number') },
    ]);
  });

  it.each([
    ['a country that is not allowed', '+442071838750', 'country-not-allowed'],
    ['a premium-rate number', '+19005550100', 'premium-number'],
    ['a number of an exchange that is sold by the minute', '+12129765555', 'premium-number'],
    ['a satellite phone', '+870773111632', 'no-country'],
    ['an international network', '+882161234567', 'no-country'],
    ['an island of the same plan', '+18765550100', 'country-not-allowed'],
  ])('never goes to %s', async (_what, to, code) => {
    const before = asked().length;
    const { status, body } = await call({ to });
    expect([status, body.error.code, asked().length]).toEqual([422, code, before]);
  });

  it('goes to other countries once they are allowed, but not to what is dear there', async () => {
    await limits({ countries: ['GB'] });
    expect((await call({ to: '+442071838750' })).status).toBe(201);
    for (const to of ['+447012345678', '+449012345678', TO]) expect((await call({ to })).status).toBe(422);
  });

  it('is no more than the cap of the day allows', async () => {
    const { callsToday } = (await api.ask('GET', '/outgoing/settings')).body;
    await limits({ callsPerDay: callsToday + 1 });
    expect((await call()).status).toBe(201);
    const { status, body } = await call();
    expect([status, body.error.code]).toEqual([429, 'daily-cap']);
  });

  it('is no more than that, though many are asked for at once', async () => {
    const { callsToday } = (await api.ask('GET', '/outgoing/settings')).body;
    await limits({ callsPerDay: callsToday + 1 });
    const before = asked().length;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => call()));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 429, 429, 429, 429]);
    expect(asked().length).toBe(before + 1);
  });

  it('is not made any more once whoever asked went away', async () => {
    await limits({ callsPerSecond: 1 });
    const before = asked().length;
    await call();
    const away = new AbortController();
    const body = JSON.stringify({ flow: 'reminder', from: FROM, to: '+15550100177' });
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const waits = api.plain('/api/v1/outgoing/calls', { method: 'POST', body, headers, signal: away.signal });
    await api.ask('GET', '/outgoing/settings');
    away.abort();
    await expect(waits).rejects.toThrow();
    expect((await call()).status).toBe(201);
    expect(
      asked()
        .slice(before)
        .map(({ form }) => form.To),
    ).toEqual([TO, TO]);
  });

  it('is made once for an idempotency key, however often it is asked for', async () => {
    const before = asked().length;
    const first = await call({}, { 'idempotency-key': 'order-1' });
    const [again, other, inBody] = await Promise.all([
      call({}, { 'idempotency-key': 'order-1' }),
      call({ to: '+15550100198' }, { 'idempotency-key': 'order-1' }),
      call({ idempotencyKey: 'order-1' }),
    ]);
    expect([again.status, again.body.id, inBody.body.id]).toEqual([201, first.body.id, first.body.id]);
    expect([other.status, other.body.error.code]).toEqual([409, 'key-reused']);
    expect(asked().length).toBe(before + 1);
    const both = await Promise.all([1, 2].map(() => call({}, { 'idempotency-key': 'order-2' })));
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
    expect(asked().length).toBe(before + 2);
  });

  it('runs the draft as it was, which no caller of a number ever gets', async () => {
    const changed = {
      ...reminder,
      variables: { ...reminder.variables, later: { type: 'string' }, order: { type: 'object' } },
    };
    const { body: saved } = await api.ask('PUT', '/flows/reminder/draft', { body: changed, revision: 1 });
    const first = await call({ draft: true, variables: { later: 'x', order: { items: ['Soup'] } } });
    expect(first.body.variables).toEqual({ later: 'x', order: { items: ['Soup'] } });
    const none = await call({ draft: true, variables: { order: ['Soup'] } });
    expect([none.status, none.body.error.problems?.[0]?.path]).toEqual([422, '$.variables.order']);
    const second = await call({ draft: true });
    expect([first.status, first.body.version, second.body.version]).toEqual([201, -1, -1]);
    const { body } = await api.ask('GET', '/flows/reminder/versions');
    expect([body.live, body.versions.map(({ version }: { version: number }) => version)]).toEqual([1, [1]]);
    expect((await api.ask('POST', '/flows/reminder/live', { body: { version: -1 } })).status).toBe(400);
    const published = await api.ask('POST', '/flows/reminder/publish', { body: {}, revision: saved.revision });
    expect(published.body.version).toBe(2);
  });

  it('is not made with a draft that has errors', async () => {
    const broken = {
      ...reminder,
      name: 'Broken',
      blocks: { ...reminder.blocks, start: { type: 'start', props: { on: 'outgoing-call' }, exits: {} } },
    };
    await api.ask('POST', '/flows', { body: { document: broken } });
    const { status, body } = await call({ flow: 'broken', draft: true });
    expect([status, body.error.code, body.problems.length > 0]).toEqual([422, 'flow-has-errors', true]);
    expect((await call({ flow: 'broken' })).body.error.code).toBe('not-published');
    expect((await call({ flow: 'nowhere' })).status).toBe(404);
  });
});

describe('when Twilio says no', () => {
  it.each([
    [400, 21211, 'twilio-refused', 21211],
    [401, undefined, 'twilio-refused-account', null],
    [429, undefined, 'twilio-busy', null],
  ])('%i is said in words, and the call failed', async (status, code, expected, errorCode) => {
    twilio.fail({ match: 'CreateCall', times: 1, with: status, ...(code === undefined ? {} : { code }) });
    const answer = await call({}, { 'idempotency-key': `no-${status}` });
    expect([answer.status, answer.body.error.code]).toEqual([502, expected]);
    expect(answer.body.error.message).toMatch(/^The call was not placed\. Twilio (refused|asks)/);
    const again = await call({}, { 'idempotency-key': `no-${status}` });
    expect([again.status, again.body.state, again.body.errorCode]).toEqual([201, 'failed', errorCode]);
  });
});

describe('when no answer comes', () => {
  it.each(['lose answer', 503] as const)('%s: the call is looked for, and asked for only once', async (how) => {
    const before = asked().length;
    const { id } = await uncertain(how);
    if (how === 503) api.later(121_000);
    await expect.poll(async () => (await look(id)).state, { timeout: 15_000 }).toBe(how === 503 ? 'failed' : 'placed');
    const { callSid } = await look(id);
    expect([callSid === null, asked().length]).toEqual([how === 503, before + 1]);
    if (callSid) expect(twilio.state.calls.has(callSid)).toBe(true);
  });

  it('it is unknown where Twilio cannot be asked, and nobody calls again', async () => {
    const before = asked().length;
    const { id } = await uncertain('lose answer');
    twilio.fail({ match: 'ListCall', with: 500 });
    await expect
      .poll(() => twilio.requests.filter(({ operation }) => operation === 'ListCall').length)
      .toBeGreaterThan(1);
    api.later(11 * 60_000);
    await expect.poll(async () => (await look(id)).state, { timeout: 10_000 }).toBe('unknown');
    expect((await look(id)).reason).toContain('could not be asked');
    expect(asked().length).toBe(before + 1);
  });

  it('it is unknown where Twilio made several calls to the number meanwhile', async () => {
    await twilioCallsBy('somebody else');
    const { id } = await uncertain('lose answer');
    await expect.poll(async () => (await look(id)).state, { timeout: 10_000 }).toBe('unknown');
  });

  async function uncertain(how: 'lose answer' | 503): Promise<OutgoingCallView> {
    twilio.fail({ match: 'CreateCall', times: 1, with: how });
    const { status, body } = await call();
    expect([status, body.state, body.callSid]).toEqual([201, 'calling', null]);
    expect(body.reason).toContain('is being found out');
    return body;
  }

  /** Another program of the same account calls the same number. */
  async function twilioCallsBy(_who: string): Promise<void> {
    const credentials = Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64');
    await fetch(`${twilio.url}/api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Calls.json`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}` },
      body: new URLSearchParams({ To: TO, From: FROM, Url: 'https://example.com/' }),
    });
  }
});

it('what Twilio knows of a call of which nothing is heard is asked for', async () => {
  const { body } = await call();
  const row = twilio.state.calls.get(body.callSid)!;
  const endTime = new Date().toUTCString().replace('GMT', '+0000');
  const ended = { end_time: endTime, duration: '42', answered_by: 'human' };
  Object.assign(row, { status: 'completed', ...ended });
  api.later(2 * 60_000);
  await expect.poll(async () => (await look(body.id)).state, { timeout: 10_000 }).toBe('completed');
  expect(await look(body.id)).toMatchObject({ duration: 42, answeredBy: 'human', price: null });
  row.price = '-0.01300';
  api.later(100 * 24 * 3_600_000);
  await expect.poll(async () => (await look(body.id)).price, { timeout: 10_000 }).toBe('-0.01300');
});
