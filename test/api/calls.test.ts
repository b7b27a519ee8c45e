import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnRecord } from '../../server/store/store.ts';
import { callListSchema, callSchema } from '../../shared/api/calls.ts';
import { sampleFlow } from './support/flows.ts';
import { type ApiServer, startApi } from './support/server.ts';

const OPEN_TOKEN = 'open-turn-token-0123456789';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
  await api.ask('POST', '/flows', { body: { document: sampleFlow() } });
  await api.ask('POST', '/flows/small-office/publish', { body: {}, revision: 1 });
  for (let at = 1; at <= 3; at++) await api.store.calls.append(turn(`CA${String(at).padStart(32, '0')}`, at * 1000));
});
afterAll(() => api.close());

function turn(sid: string, at: number): TurnRecord {
  const parameters = { CallSid: sid, From: '+15550100199', To: '+15550100100' };
  return {
    sid,
    turn: 1,
    key: 'first',
    at,
    took: 3,
    form: new URLSearchParams(parameters).toString(),
    answer: `<Response><Gather action="/voice/small-office/menu?t=${OPEN_TOKEN}"/></Response>`,
    session: {
      sid,
      channel: 'voice',
      flow: 'small-office',
      version: 1,
      status: 'active',
      turn: 1,
      waiting: { block: 'menu', token: OPEN_TOKEN },
      variables: { company: 'Acme' },
      results: {},
      state: null,
      call: parameters,
    },
    log: [{ block: 'menu', type: 'menu', event: 'run', result: 'wait' }],
  };
}

describe('calls', () => {
  it('are listed latest first, page by page', async () => {
    const first = callListSchema.parse((await api.ask('GET', '/calls?flow=small-office&limit=2')).body);
    expect(first.calls.map((call) => call.startedAt)).toEqual([3000, 2000]);
    const rest = await api.ask('GET', `/calls?limit=2&before=${first.calls[1]!.startedAt}`);
    expect(rest.body.calls.map((call: { startedAt: number }) => call.startedAt)).toEqual([1000]);
    expect((await api.ask('GET', '/calls?flow=other')).body.calls).toEqual([]);
    expect((await api.ask('GET', '/calls?limit=0')).status).toBe(400);
    expect((await api.ask('GET', '/calls?offset=1')).status).toBe(400);
  });

  it('show until when a conversation waits for an answer', async () => {
    const sid = `SM${'1'.padStart(32, '0')}`;
    const first = turn(sid, 4000);
    const session = {
      ...first.session,
      channel: 'messaging',
      waiting: { block: 'ask', token: 't', until: 9000 },
    } as const;
    await api.store.calls.append({ ...first, session });
    const { calls } = callListSchema.parse((await api.ask('GET', '/calls?limit=1')).body);
    expect(calls).toMatchObject([{ sid, channel: 'messaging', status: 'active', waitsUntil: 9000 }]);
    expect(callSchema.parse((await api.ask('GET', `/calls/${sid}`)).body).waitsUntil).toBe(9000);
  });

  it('show every step, but not the token of a turn that is still open', async () => {
    const { body } = await api.ask('GET', `/calls/CA${'1'.padStart(32, '0')}`);
    const call = callSchema.parse(body);
    expect(call).toMatchObject({
      waitingAt: 'menu',
      variables: { company: 'Acme' },
      steps: [{ turn: 1, log: [{ block: 'menu' }] }],
    });
    expect(call.waitsUntil).toBeNull();
    expect(JSON.stringify(body)).not.toContain(OPEN_TOKEN);
    expect((await api.ask('GET', '/calls/CA9')).status).toBe(404);
  });
});
