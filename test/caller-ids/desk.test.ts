import official from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCallerIdDesk } from '../../server/twilio/caller-ids.ts';
import { createFroms } from '../../server/twilio/froms.ts';
import {
  allowedFromsSchema,
  callerIdListSchema,
  verificationSchema,
  verificationStateSchema,
} from '../../shared/api/caller-ids.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { keyInCode } from '../twilio-api/key-in-code.ts';
import { ACCOUNT, AUTH_TOKEN, restCall, restCallerId, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';

const ENV = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN };
const OFFICE = '+15550100177';

let twilio: TwilioApi;
let api: ApiServer;
beforeEach(async () => {
  twilio = await startTwilioApi({
    state: {
      incoming_phone_numbers: bySid(
        restNumber(1),
        restNumber(2, { capabilities: { voice: false, sms: true, mms: false, fax: false } }),
      ),
      outgoing_caller_ids: bySid(restCallerId(1)),
    },
  });
  api = await startApi({ ...ENV, TWILIO_API_URL: twilio.url });
});
afterEach(async () => {
  await api.close();
  await twilio.close();
});

const verify = (more: object = {}) =>
  api.ask('POST', '/caller-ids/verifications', { body: { phoneNumber: OFFICE, ...more } });
const asked = () => twilio.requests.filter(({ operation }) => operation === 'CreateValidationRequest');
const state = (callSid?: string) => {
  const query = new URLSearchParams({ phoneNumber: OFFICE, ...(callSid === undefined ? {} : { callSid }) });
  return api.ask('GET', `/caller-ids/verifications?${query}`);
};

/** The official client's way out, led to the stand-in. */
function httpTo(url: string, timeout = 15_000) {
  const client = new official.RequestClient({ timeout });
  const request = client.request.bind(client);
  client.request = (options) => request({ ...options, uri: options.uri.replace(/^https:\//, url) });
  return client;
}

describe('what calls may come from', () => {
  it('is the numbers that can call, and the verified caller IDs', async () => {
    const froms = allowedFromsSchema.parse((await api.ask('GET', '/caller-ids/allowed')).body);
    expect(froms).toEqual({
      numbers: [{ phoneNumber: '+15550100101', friendlyName: 'Line 1' }],
      verified: [{ phoneNumber: '+15550100901', friendlyName: 'Office 1' }],
    });
    const { callerIds } = callerIdListSchema.parse((await api.ask('GET', '/caller-ids')).body);
    expect(callerIds).toMatchObject([{ phoneNumber: '+15550100901', at: Date.UTC(2026, 0, 5, 9, 30) }]);
  });

  it('is fresh whenever a page asks', async () => {
    await api.ask('GET', '/caller-ids/allowed');
    twilio.state.outgoing_caller_ids.clear();
    expect((await api.ask('GET', '/caller-ids/allowed')).body.verified).toEqual([]);
  });

  it('is remembered for five minutes by whoever places calls, never a failure', async () => {
    let now = 0;
    const froms = createFroms(
      async () => official(ACCOUNT, AUTH_TOKEN, { httpClient: httpTo(twilio.url) }),
      () => now,
    );
    const verified = async () => (await froms.allowedFroms()).verified.length;
    twilio.fail({ match: 'ListOutgoingCallerId', with: 500, times: 1 });
    await expect(verified()).rejects.toMatchObject({ code: 'twilio-failed' });
    expect(await Promise.all([verified(), verified()])).toEqual([1, 1]);
    expect(twilio.requests.filter(({ operation }) => operation === 'ListOutgoingCallerId')).toHaveLength(2);
    twilio.state.outgoing_caller_ids.clear();
    now += 5 * 60_000 - 1;
    expect(await verified()).toBe(1);
    now += 1;
    expect(await verified()).toBe(0);
  });
});

describe('verifying a number', () => {
  it('gives the code, waits for it to be keyed in, and then lists the number', async () => {
    const answer = await verify({ friendlyName: 'Front desk', callDelay: 20, extension: '12' });
    expect(answer.status).toBe(201);
    const verification = verificationSchema.parse(answer.body);
    expect(verification).toMatchObject({ friendlyName: 'Front desk', waitSeconds: 200 });
    expect(asked()[0]?.form).toEqual({
      PhoneNumber: OFFICE,
      FriendlyName: 'Front desk',
      CallDelay: '20',
      Extension: '12',
    });
    const callSid = verification.callSid ?? '';
    // Twilio need not show the call at all.
    expect((await state(callSid)).body).toEqual({ state: 'waiting', callStatus: null, callerId: null });
    twilio.state.calls.set(callSid, restCall(1, { sid: callSid, status: 'in-progress' }));
    expect((await state(callSid)).body).toMatchObject({ state: 'waiting', callStatus: 'in-progress' });
    expect(keyInCode(twilio.state, OFFICE, verification.validationCode)).toBe(true);
    expect(verificationStateSchema.parse((await state(callSid)).body)).toMatchObject({
      state: 'verified',
      callerId: { phoneNumber: OFFICE, friendlyName: 'Front desk' },
    });
    const { verified } = (await api.ask('GET', '/caller-ids/allowed')).body;
    expect(verified.map((one: { phoneNumber: string }) => one.phoneNumber)).toContain(OFFICE);
  });

  it.each(['busy', 'no-answer', 'failed', 'completed'])(
    'says when the call ended %s without the code',
    async (status) => {
      const { callSid } = (await verify()).body;
      twilio.state.calls.set(callSid, restCall(1, { sid: callSid, status }));
      expect((await state(callSid)).body).toEqual({ state: 'not-verified', callStatus: status, callerId: null });
    },
  );

  it('asks for one call, however often and at once it is asked, until another is wished', async () => {
    const answers = await Promise.all([verify(), verify(), verify()]);
    expect(new Set(answers.map(({ body }) => body.validationCode)).size).toBe(1);
    expect((await verify()).body).toEqual(answers[0]?.body);
    expect(asked()).toHaveLength(1);
    expect((await verify({ again: true })).body.callSid).not.toBe(answers[0]?.body.callSid);
    expect(asked()).toHaveLength(2);
    api.later(3 * 60_000);
    await verify();
    expect(asked()).toHaveLength(3);
  });

  it('refuses what needs no verifying, or cannot be called', async () => {
    const refusals = [
      [{ phoneNumber: '+15550100901' }, 409, 'already-verified'],
      [{ phoneNumber: '+15550100101' }, 409, 'own-number'],
      [{ phoneNumber: '555 010 0177' }, 400, 'bad-request'],
      [{ callDelay: 61 }, 400, 'bad-request'],
      [{ extension: 'ab' }, 400, 'bad-request'],
      [{ friendlyName: 'x'.repeat(65) }, 400, 'bad-request'],
    ] as const;
    for (const [more, status, code] of refusals) {
      const answer = await verify(more);
      expect([more, answer.status, answer.body.error.code]).toEqual([more, status, code]);
    }
    expect(asked()).toEqual([]);
  });

  it.each([
    [400, 502, 'twilio-refused'],
    [401, 502, 'twilio-refused-credentials'],
    [429, 502, 'twilio-busy'],
  ])('answered %i by Twilio leaves nothing behind: the next try is a new one', async (status, expected, code) => {
    twilio.fail({ match: 'CreateValidationRequest', with: status, times: 1 });
    const answer = await verify();
    expect([answer.status, answer.body.error.code]).toEqual([expected, code]);
    expect((await verify()).status).toBe(201);
  });

  it.each(['hang up', 'lose answer', 500, 503] as const)(
    'whose answer is lost (%s) is not asked for twice',
    async (what) => {
      twilio.fail({ match: 'CreateValidationRequest', with: what, times: 1 });
      for (const answer of [await verify(), await verify()]) {
        expect([answer.status, answer.body.error.code]).toEqual([409, 'verification-unknown']);
        expect(answer.body.error.message).toContain(`may already be calling ${OFFICE}`);
      }
      expect(asked()).toHaveLength(1);
      expect((await state()).body.state).toBe('waiting');
      expect((await verify({ again: true })).status).toBe(201);
      expect(asked()).toHaveLength(2);
    },
  );
});

it('takes an answer that never comes for one that was lost', async () => {
  twilio.fail({ match: 'CreateValidationRequest', with: 'never answer' });
  const client = async () => official(ACCOUNT, AUTH_TOKEN, { httpClient: httpTo(twilio.url, 2_000) });
  const desk = createCallerIdDesk({ client, froms: createFroms(client, Date.now), now: Date.now });
  await expect(desk.verify({ phoneNumber: OFFICE })).rejects.toMatchObject({ code: 'verification-unknown' });
});

describe('removing', () => {
  const remove = (sid = restCallerId(1).sid) => api.ask('DELETE', `/caller-ids/${sid}`);

  it('takes the caller ID away, and says when there is none', async () => {
    expect((await remove()).status).toBe(204);
    expect(twilio.state.outgoing_caller_ids.size).toBe(0);
    const again = await remove();
    expect([again.status, again.body.error.code]).toEqual([404, 'no-such-caller-id']);
    expect((await remove('nonsense')).status).toBe(400);
  });

  it('finds out what a lost answer meant', async () => {
    twilio.fail({ match: 'DeleteOutgoingCallerId', with: 'hang up', times: 1 });
    expect((await remove()).body.error.code).toBe('twilio-unreachable');
    expect(twilio.state.outgoing_caller_ids.size).toBe(1);
    twilio.fail({ match: 'DeleteOutgoingCallerId', with: 'lose answer', times: 1 });
    expect((await remove()).status).toBe(204);
    expect(twilio.state.outgoing_caller_ids.size).toBe(0);
  });

  it('finds out what a failure on the side of Twilio meant', async () => {
    twilio.state.outgoing_caller_ids.clear();
    twilio.fail({ match: 'DeleteOutgoingCallerId', with: 503, times: 1 });
    expect((await remove()).status).toBe(204);
  });

  it('lets no call come from it at once, although one was judged meanwhile', async () => {
    const http = httpTo(twilio.url);
    const client = async () => official(ACCOUNT, AUTH_TOKEN, { httpClient: http });
    const froms = createFroms(client, Date.now);
    const request = http.request.bind(http);
    http.request = async (options) => {
      if (options.method === 'delete') expect((await froms.allowedFroms()).verified).toHaveLength(1);
      return request(options);
    };
    await createCallerIdDesk({ client, froms, now: Date.now }).remove(restCallerId(1).sid);
    expect((await froms.allowedFroms()).verified).toEqual([]);
  });
});

it('says what is missing without credentials', async () => {
  const bare = await startApi({ TWILIO_API_URL: twilio.url });
  for (const path of ['/caller-ids', '/caller-ids/allowed']) {
    const answer = await bare.ask('GET', path);
    expect([answer.status, answer.body.error.code]).toEqual([409, 'no-credentials']);
  }
  await bare.close();
});
