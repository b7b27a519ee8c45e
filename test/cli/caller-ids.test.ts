import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { keyInCode } from '../twilio-api/key-in-code.ts';
import { ACCOUNT, AUTH_TOKEN, restCall, restCallerId } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';

const OFFICE = '+15550100177';

let twilio: TwilioApi;
let api: ApiServer;
beforeEach(async () => {
  twilio = await startTwilioApi({ state: { outgoing_caller_ids: bySid(restCallerId(1)) } });
  api = await startApi({
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_API_URL: twilio.url,
  });
});
afterEach(async () => {
  await api.close();
  await twilio.close();
});

/** @param onCode what the person at the phone does once the code is shown */
async function callerIds(args: readonly string[], onCode: (code: string) => void = () => {}) {
  let out = '';
  let err = '';
  const code = await main(['caller-ids', ...args, '--server', api.url], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      const shown = /Key in (\d+)/.exec(text)?.[1];
      if (shown !== undefined) onCode(shown);
    },
    env: { PATCHCORD_TOKEN: TOKEN },
    fetch,
  });
  return { code, out, err };
}

describe('patchcord caller-ids', () => {
  it('lists and removes, by number or SID', async () => {
    const list = await callerIds(['list']);
    expect([list.code, list.out]).toEqual([0, expect.stringContaining('+15550100901\tOffice 1\tPN')]);
    const json = JSON.parse((await callerIds(['list', '--json'])).out);
    expect(json.callerIds).toMatchObject([{ phoneNumber: '+15550100901' }]);
    const none = await callerIds(['remove', OFFICE]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('It has +15550100901.')]);
    const removed = await callerIds(['remove', '+1 (555) 010-0901']);
    expect([removed.code, removed.out]).toEqual([0, '+15550100901 is removed.\n']);
    expect(twilio.state.outgoing_caller_ids.size).toBe(0);
    expect((await callerIds(['list'])).out).toBe('The account has no verified caller IDs.\n');
  });

  it('shows the code and waits until it was keyed in', async () => {
    const ran = await callerIds(['verify', '+1 555 010 0177', '--name', 'Front desk', '--json'], (code) => {
      expect(keyInCode(twilio.state, OFFICE, code)).toBe(true);
    });
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/Twilio calls \+15550100177 now\. Key in 100000 there\./);
    expect(JSON.parse(ran.out)).toMatchObject({
      ok: true,
      callerId: { phoneNumber: OFFICE, friendlyName: 'Front desk' },
    });
  });

  it('says no when the call ends without it', async () => {
    const ran = await callerIds(['verify', OFFICE, '--json'], () => {
      const sid = twilio.state.validation_requests.get(OFFICE)!.call_sid;
      twilio.state.calls.set(sid, restCall(1, { sid, status: 'no-answer' }));
    });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out).error).toEqual({
      code: 'not-verified',
      message: `Nobody answered. ${OFFICE} is not verified.`,
      phoneNumber: OFFICE,
      callStatus: 'no-answer',
    });
  });

  it.each([
    [[]],
    [['verify']],
    [['verify', '555']],
    [['verify', OFFICE, '--delay', '61']],
    [['verify', OFFICE, '--extension', 'ab']],
    [['list', OFFICE]],
    [['list', '--name', 'x']],
    [['rename', OFFICE]],
  ])('%j is bad use', async (args) => {
    expect((await callerIds(args)).code).toBe(2);
    expect(twilio.requests).toEqual([]);
  });
});
