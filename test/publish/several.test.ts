import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../server/store/sqlite.ts';
import { numberListSchema, operationSchema } from '../../shared/api/numbers.ts';
import { sampleFlow } from '../api/support/flows.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restApplication, restNumber, restService, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { applyForm } from '../twilio-api/write.ts';

const BASE = 'https://calls.example.com/app';
const ENV = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL: BASE };
const SIDS = [1, 2, 3, 4, 5].map((at) => sidAt('PN', at)) as [string, string, string, string, string];
const UPDATE = 'UpdateIncomingPhoneNumber';

let twilio: TwilioApi;
let api: ApiServer;
beforeEach(async () => {
  const old = (at: number) => ({
    voice_url: `https://old.example.com/${at}`,
    voice_method: 'GET',
    sms_url: `https://old.example.com/sms/${at}`,
  });
  twilio = await startTwilioApi({
    state: {
      applications: bySid(restApplication(1)),
      incoming_phone_numbers: bySid(...SIDS.map((_, at) => restNumber(at + 1, old(at + 1)))),
    },
  });
  api = await startApi({ ...ENV, TWILIO_API_URL: twilio.url });
  await publishFlow(answering('Main'));
});
afterEach(async () => {
  await api.close();
  await twilio.close();
});

/** A flow that answers calls and messages. */
function answering(name: string) {
  const flow = sampleFlow(name);
  const bye = { type: 'message', props: { body: 'Thank you.' }, exits: {} };
  const write = { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'bye' } };
  Object.assign(flow.blocks, { write, bye });
  return flow;
}

async function publishFlow(document: unknown) {
  const { body } = await api.ask('POST', '/flows', { body: { document } });
  expect((await api.ask('POST', `/flows/${body.id}/publish`, { body: {}, revision: 1 })).status).toBe(201);
}

const both = (sids: readonly string[] = SIDS) => sids.map((sid) => ({ sid, voice: true, messaging: true }));
const publish = (numbers: object[] = both(), flow = 'main') =>
  api.ask('POST', '/numbers/publish', { body: { flow, numbers } });
const release = (numbers: object[] = both()) => api.ask('POST', '/numbers/release', { body: { numbers } });
const list = async () => numberListSchema.parse((await api.ask('GET', '/numbers')).body);
const resume = (id: string, direction: string) =>
  api.ask('POST', `/numbers/operations/${id}/resume`, { body: { direction } });
const numberAt = (sid: string) => twilio.state.incoming_phone_numbers.get(sid)!;
const copies = () => SIDS.map((sid) => ({ ...structuredClone(numberAt(sid)), date_updated: undefined }));
/** Does something when Twilio has set the number. */
function onceSet(sid: string, act: () => void): void {
  const row = numberAt(sid);
  let url = row.voice_url;
  const set = (value: typeof url) => {
    Object.defineProperty(row, 'voice_url', { value, writable: true });
    url = value;
    act();
  };
  Object.defineProperty(row, 'voice_url', { configurable: true, enumerable: true, get: () => url, set });
}
const writes = () => twilio.requests.filter(({ operation }) => operation === UPDATE);

describe('several numbers in one go', () => {
  it('gets the calls and messages of all, and puts every field back', async () => {
    const before = copies();
    const answer = await publish();
    expect(answer.status).toBe(200);
    expect(operationSchema.parse(answer.body)).toMatchObject({ kind: 'publish', state: 'done', flow: 'main' });
    expect(answer.body.numbers[0].changes).toContainEqual({
      property: 'VoiceUrl',
      before: 'https://old.example.com/1',
      wanted: `${BASE}/voice/main`,
    });
    for (const { voice, messaging } of (await list()).numbers) {
      const there = { kind: 'flow', flow: 'main', name: 'Main', environment: 'live', version: 1 };
      expect([voice.pointsTo, messaging.pointsTo]).toEqual([there, there]);
      expect([voice.assigned?.drift, messaging.assigned?.drift]).toEqual([[], []]);
    }
    expect(numberAt(SIDS[0])).toMatchObject({
      sms_url: `${BASE}/messaging/main`,
      sms_method: 'POST',
      sms_fallback_url: `${BASE}/messaging/main/fallback`,
    });
    expect((await release()).body).toMatchObject({ kind: 'release', state: 'done' });
    expect(copies()).toEqual(before);
    expect((await list()).numbers.flatMap(({ voice, messaging }) => [voice.assigned, messaging.assigned])).toEqual(
      Array(10).fill(null),
    );
  });

  it('puts back whatever was there before, field by field', async () => {
    const [sid] = SIDS;
    const url = fc.oneof(fc.constant(''), fc.webUrl({ withQueryParameters: true }));
    const method = fc.constantFrom('GET', 'POST');
    const application = fc.constantFrom('', restApplication(1).sid);
    const former = fc.record({
      voice_url: url,
      voice_method: method,
      voice_fallback_url: url,
      voice_fallback_method: method,
      status_callback: url,
      status_callback_method: method,
      voice_application_sid: application,
      voice_receive_mode: fc.constantFrom('voice', 'fax'),
      sms_url: url,
      sms_method: method,
      sms_fallback_url: url,
      sms_fallback_method: method,
      sms_application_sid: application,
    });
    const channels = fc.constantFrom({ voice: true }, { messaging: true }, { voice: true, messaging: true });
    await fc.assert(
      fc.asyncProperty(former, channels, async (settings, chosen) => {
        Object.assign(numberAt(sid), settings);
        const before = copies()[0];
        expect((await publish([{ sid, ...chosen }])).status).toBe(200);
        expect(copies()[0]).not.toEqual(before);
        expect((await release([{ sid, ...chosen }])).body.state).toBe('done');
        expect(copies()[0]).toEqual(before);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('leaves the messages of a number alone where only its calls are chosen', async () => {
    await publish([{ sid: SIDS[0], voice: true }]);
    expect(numberAt(SIDS[0])).toMatchObject({
      voice_url: `${BASE}/voice/main`,
      sms_url: 'https://old.example.com/sms/1',
    });
    expect(writes()[0]?.form).not.toHaveProperty('SmsUrl');
    expect((await release([{ sid: SIDS[0], messaging: true }])).body.error.code).toBe('not-assigned');
  });
});

describe('numbers of another environment', () => {
  const staging = (numbers: object[] = both([SIDS[0]])) =>
    api.ask('POST', '/numbers/publish', { body: { flow: 'main', environment: 'staging', numbers } });

  it('lead to it for calls and messages, are told apart from live ones, and are put back', async () => {
    const before = copies();
    await api.ask('POST', '/environments', { body: { name: 'staging' } });
    expect((await staging()).body.error.code).toBe('not-published');
    await api.ask('POST', '/flows/main/live', { body: { version: 1, environment: 'staging' } });
    const done = await staging();
    expect(operationSchema.parse(done.body)).toMatchObject({ state: 'done', flow: 'main', environment: 'staging' });
    await publish(both([SIDS[1]]));
    expect(numberAt(SIDS[0])).toMatchObject({
      voice_url: `${BASE}/voice/main~staging`,
      voice_fallback_url: `${BASE}/voice/main~staging/fallback`,
      status_callback: `${BASE}/voice/main~staging/status`,
      sms_url: `${BASE}/messaging/main~staging`,
    });
    const [one, two] = (await list()).numbers;
    const where = ({ pointsTo, assigned }: NonNullable<typeof one>['voice']) => [
      'environment' in pointsTo && pointsTo.environment,
      assigned?.environment,
      assigned?.drift,
      assigned?.outdated,
    ];
    expect([one!.voice, one!.messaging, two!.voice].map(where)).toEqual([
      ['staging', 'staging', [], false],
      ['staging', 'staging', [], false],
      ['live', 'live', [], false],
    ]);
    // What answers a number is not taken away behind its back.
    await api.ask('POST', '/flows/main/live', { body: { version: null, environment: 'staging' } });
    expect((await list()).numbers[0]?.voice.pointsTo).toMatchObject({ environment: 'staging', version: null });
    const kept = await api.ask('DELETE', '/environments/staging');
    expect([kept.status, kept.body.error.message]).toEqual([409, expect.stringContaining('+15550100101')]);
    await release(both(SIDS.slice(0, 2)));
    expect(copies()).toEqual(before);
    expect((await api.ask('DELETE', '/environments/staging')).status).toBe(200);
  });

  it('are refused where there is no such environment', async () => {
    const answer = await staging();
    expect([answer.status, answer.body.error.code]).toEqual([404, 'no-such-environment']);
    const one = await api.ask('PUT', `/numbers/${SIDS[0]}/flow`, { body: { flow: 'main', environment: 'Staging!' } });
    expect(one.status).toBe(400);
    expect(writes()).toEqual([]);
  });

  it('are put back where the version is taken down before all of them are set', async () => {
    await api.ask('POST', '/environments', { body: { name: 'staging' } });
    await api.ask('POST', '/flows/main/live', { body: { version: 1, environment: 'staging' } });
    twilio.fail({ match: new RegExp(`POST .*${SIDS[1]}`), times: 1, with: 'hang up' });
    const before = copies();
    const { id } = (await staging(both(SIDS.slice(0, 2)))).body.operation;
    expect((await api.ask('DELETE', '/environments/staging')).status).toBe(409);
    await api.ask('POST', '/flows/main/live', { body: { version: null, environment: 'staging' } });
    api.later(60_000);
    const resumed = await resume(id, 'finish');
    expect(resumed.body).toMatchObject({ error: { code: 'not-published' }, operation: { state: 'undone' } });
    expect(copies()).toEqual(before);
  });
});

describe('what is checked before anything is changed', () => {
  it('names every number that cannot be given to a flow, and why', async () => {
    Object.assign(numberAt(SIDS[0]), { capabilities: { voice: false, sms: true, mms: false, fax: false } });
    Object.assign(numberAt(SIDS[1]), { trunk_sid: sidAt('TK', 1) });
    Object.assign(numberAt(SIDS[2]), { capabilities: { voice: true, sms: false, mms: false, fax: false } });
    const service = restService(1, [SIDS[3]]);
    twilio.state.messaging_services.set(service.sid, service);
    const answer = await publish();
    expect([answer.status, answer.body.error.code]).toEqual([409, 'no-calls']);
    expect(answer.body.error.problems).toEqual([
      { path: '$.numbers.0', code: 'no-calls', message: '+15550100101 cannot take calls.' },
      { path: '$.numbers.1', code: 'number-on-trunk', message: expect.stringContaining(sidAt('TK', 1)) },
      { path: '$.numbers.2', code: 'no-messages', message: '+15550100103 cannot take messages.' },
      { path: '$.numbers.3', code: 'number-in-service', message: expect.stringContaining('Service 1') },
    ]);
    expect(writes()).toEqual([]);
  });

  it('refuses a flow that would not answer on that channel, by its published version', async () => {
    await publishFlow(sampleFlow('Calls only'));
    expect((await publish(both(), 'calls-only')).body.error).toMatchObject({
      code: 'no-entry',
      message: expect.stringContaining('does not answer messages'),
    });
    expect((await publish([{ sid: SIDS[0], voice: true }], 'calls-only')).status).toBe(200);
    await api.ask('POST', '/flows/main/live', { body: { version: null } });
    expect((await publish()).body.error.code).toBe('not-published');
    expect((await publish(both(), 'nowhere')).body.error.code).toBe('no-such-flow');
    expect((await publish([...both(), { sid: sidAt('PN', 99), voice: true }], 'calls-only')).status).toBe(409);
    expect((await publish([{ sid: sidAt('PN', 99), voice: true }], 'calls-only')).body.error).toMatchObject({
      code: 'no-such-number',
    });
    expect(writes().length).toBe(1);
  });

  it.each([
    ['no number', []],
    ['a number twice', both([SIDS[0], SIDS[0]])],
    ['a number for nothing', [{ sid: SIDS[0] }]],
    ['no SID', [{ sid: '../../Calls', voice: true }]],
    ['too many', Array.from({ length: 51 }, (_, at) => ({ sid: sidAt('PN', at), voice: true }))],
  ])('refuses %s', async (_what, numbers) => {
    const answer = await publish(numbers);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'bad-request']);
    expect(answer.body.error.problems[0].path).toMatch(/^\$\.numbers/);
  });
});

describe('when it fails on the way', () => {
  const third = new RegExp(`POST .*${SIDS[2]}`);

  it.each([400, 401, 404, 429] as const)('puts back the first two when the third is answered %i', async (status) => {
    const before = copies();
    twilio.fail({ match: third, times: 1, with: status });
    const answer = await publish();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.error.message).toContain('No number was changed');
    expect(answer.body.operation).toMatchObject({ state: 'undone' });
    expect(answer.body.operation.numbers.map(({ state }: { state: string }) => state)).toEqual(Array(5).fill('undone'));
    expect(answer.body.operation.numbers[2].message).toContain(String(status));
    expect(copies()).toEqual(before);
    expect(await api.store.numbers.wirings()).toEqual([]);
    expect((await publish()).status).toBe(200);
  });

  it.each([500, 503, 'hang up'] as const)(
    'puts back the first two when the third is answered %s, and the third is known once the request is old',
    async (what) => {
      const before = copies();
      twilio.fail({ match: third, times: 1, with: what });
      const answer = await publish();
      expect(answer.status).toBe(502);
      expect(answer.body.error.message).toContain('shows within a minute');
      const states = () => answer.body.operation.numbers.map(({ state }: { state: string }) => state);
      expect([answer.body.operation.state, ...states()]).toEqual([
        'open',
        'undone',
        'undone',
        'sent',
        'undone',
        'undone',
      ]);
      expect(answer.body.operation.numbers[2].message).toContain(what === 'hang up' ? 'did not answer' : String(what));
      expect(copies()).toEqual(before);
      const { id } = answer.body.operation;
      api.later(59_000);
      expect((await resume(id, 'undo')).body.error.code).toBe('not-settled');
      api.later(1_000);
      expect((await resume(id, 'undo')).body).toMatchObject({ state: 'undone' });
      expect(copies()).toEqual(before);
      expect(await api.store.numbers.wirings()).toEqual([]);
      expect((await publish()).status).toBe(200);
    },
  );

  it('puts back a number that was set after the answer was given up', async () => {
    const before = copies();
    twilio.fail({ match: third, times: 1, with: 'hang up' });
    const { operation } = (await publish()).body;
    expect((await api.ask('DELETE', '/flows/main')).body.error.code).toBe('number-in-use');
    applyForm(numberAt(SIDS[2]), writes()[2]!.form);
    expect((await resume(operation.id, 'undo')).body).toMatchObject({ state: 'undone' });
    expect(copies()).toEqual(before);
  });

  it('does not count a number as set while putting it back may still take effect', async () => {
    twilio.fail({ match: third, times: 1, with: 429 });
    twilio.fail({ match: new RegExp(`POST .*${SIDS[0]}.*old\\.example\\.com`), times: 1, with: 'hang up' });
    const { id } = (await publish()).body.operation;
    const early = await resume(id, 'finish');
    expect([early.status, early.body.error.code]).toEqual([502, 'not-settled']);
    expect(early.body.operation).toMatchObject({ state: 'open', direction: 'finish' });
    applyForm(numberAt(SIDS[0]), writes().at(-1)!.form);
    expect((await resume(id, 'finish')).body).toMatchObject({ state: 'done' });
    expect((await list()).numbers.every(({ voice }) => voice.pointsTo.kind === 'flow')).toBe(true);
  });

  it.each(SIDS)('is done although the answer for %s is lost, and nothing is set twice', async (sid) => {
    twilio.fail({ match: new RegExp(`POST .*${sid}`), times: 1, with: 'lose answer' });
    expect((await publish()).body.state).toBe('done');
    expect(writes().map(({ path }) => path.slice(-39, -5))).toEqual(SIDS);
    twilio.fail({ match: new RegExp(`POST .*${sid}`), times: 1, with: 'lose answer' });
    expect((await release()).body.state).toBe('done');
    expect(writes().length).toBe(10);
  });

  it('puts numbers in service again when putting one back fails', async () => {
    await publish();
    const published = copies();
    const wirings = await api.store.numbers.wirings();
    twilio.fail({ match: third, times: 1, with: 500 });
    const answer = await release();
    expect([answer.status, answer.body.operation.state]).toEqual([502, 'open']);
    expect(copies()).toEqual(published);
    api.later(60_000);
    expect((await resume(answer.body.operation.id, 'undo')).body.state).toBe('undone');
    expect(copies()).toEqual(published);
    expect(await api.store.numbers.wirings()).toEqual(wirings);
  });

  it('stays open where undoing fails, holds its numbers and its flow, and can be undone later', async () => {
    const before = copies();
    twilio.fail({ match: third, with: 429 });
    twilio.fail({ match: new RegExp(`POST .*${SIDS[0]}.*old\\.example\\.com`), with: 503 });
    const answer = await publish();
    expect([answer.status, answer.body.error.code]).toEqual([502, 'not-undone']);
    expect(answer.body.error.message).toMatch(/slow down.*\+15550100101 could not be put back/s);
    const { id, numbers } = answer.body.operation;
    expect(numbers.map(({ state }: { state: string }) => state)).toEqual([
      'done',
      'undone',
      'undone',
      'undone',
      'undone',
    ]);
    const again = await publish(both([SIDS[0]]));
    expect([again.status, again.body.error.code]).toEqual([409, 'operation-open']);
    expect((await list()).numbers.map(({ operation }) => operation)).toEqual(Array(5).fill(id));
    expect((await api.ask('DELETE', '/flows/main')).body.error.code).toBe('number-in-use');
    const retry = await api.ask('POST', `/numbers/operations/${id}/resume`, { body: { direction: 'undo' } });
    expect([retry.status, retry.body.error.code]).toEqual([502, 'not-undone']);
    twilio.heal();
    const undone = await api.ask('POST', `/numbers/operations/${id}/resume`, { body: { direction: 'undo' } });
    expect(operationSchema.parse(undone.body)).toMatchObject({ state: 'undone', running: false });
    expect(copies()).toEqual(before);
    const over = await api.ask('POST', `/numbers/operations/${id}/resume`, { body: { direction: 'finish' } });
    expect([over.status, over.body.error.code]).toEqual([409, 'operation-over']);
    expect(
      (await api.ask('GET', '/numbers/operations')).body.operations.map((one: { id: string }) => one.id),
    ).toContain(id);
  });

  it('can be finished, or given up, instead', async () => {
    const stuck = async () => {
      twilio.fail({ match: third, with: 429 });
      twilio.fail({ match: new RegExp(`POST .*${SIDS[0]}.*old\\.example\\.com`), with: 503 });
      const { id } = (await publish()).body.operation;
      twilio.heal();
      // By then it is known that the number was not put back.
      api.later(60_000);
      return (direction: string) => api.ask('POST', `/numbers/operations/${id}/resume`, { body: { direction } });
    };
    expect((await (await stuck())('finish')).body).toMatchObject({ state: 'done' });
    expect((await list()).numbers.every(({ voice }) => voice.pointsTo.kind === 'flow')).toBe(true);
    await release();
    const [first] = copies();
    const left = await (await stuck())('leave');
    expect(left.body).toMatchObject({ state: 'left' });
    expect(copies()[0]).not.toEqual(first);
    expect((await list()).numbers[0]).toMatchObject({ operation: null, voice: { assigned: { flow: 'main' } } });
  });

  it('remembers a number that may have been set, when it is given up before anybody knows', async () => {
    const [sid] = SIDS;
    const before = copies()[0];
    twilio.fail({ match: UPDATE, times: 1, with: 'lose answer' });
    onceSet(sid, () => twilio.fail({ match: 'FetchIncomingPhoneNumber', with: 503 }));
    const { operation } = (await publish(both([sid]))).body;
    expect([operation.state, operation.numbers[0].state]).toEqual(['open', 'sent']);
    const left = await api.ask('POST', `/numbers/operations/${operation.id}/resume`, { body: { direction: 'leave' } });
    expect(left.body).toMatchObject({ state: 'left', numbers: [{ state: 'changed' }] });
    expect(left.body.numbers[0].message).toContain('is not known');
    expect((await api.ask('DELETE', '/flows/main')).body.error.code).toBe('number-in-use');
    twilio.heal();
    expect((await release(both([sid]))).body.state).toBe('done');
    expect(copies()[0]).toEqual(before);
  });

  it('is undone where Twilio never answers', async () => {
    const before = copies();
    twilio.fail({ match: third, times: 1, with: 'never answer' });
    const answer = await publish();
    expect([answer.status, answer.body.error.code]).toEqual([502, 'twilio-unreachable']);
    expect(answer.body.operation.state).toBe('open');
    expect(copies()).toEqual(before);
    api.later(60_000);
    const state = async () => (await api.ask('GET', `/numbers/operations/${answer.body.operation.id}`)).body.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('undone');
    expect(copies()).toEqual(before);
  }, 60_000);

  it('changes nothing where its flow went off the air, or cannot be answered, since it was asked for', async () => {
    const { operations } = api.store;
    const begin = operations.begin;
    operations.begin = async (operation) => {
      await api.ask('POST', '/flows/main/live', { body: { version: null } });
      return begin(operation);
    };
    const answer = await publish();
    expect([answer.status, answer.body.error.code]).toEqual([409, 'not-published']);
    expect(answer.body.operation).toMatchObject({ state: 'undone' });
    expect(writes()).toEqual([]);
  });

  it('takes up every open operation although one of them fails, and logs which', async () => {
    const stuck = async (sid: string) => {
      twilio.fail({ match: new RegExp(`POST .*${sid}`), times: 1, with: 'hang up' });
      return (await publish(both([sid]))).body.operation.id as string;
    };
    const [first, second] = [await stuck(SIDS[0]), await stuck(SIDS[1])];
    const { operations } = api.store;
    const get = operations.get;
    operations.get = async (id) => {
      if (id === first) throw new Error('The disk is full');
      return get(id);
    };
    api.later(60_000);
    await expect.poll(async () => (await get(second))?.state, { timeout: 20_000 }).toBe('undone');
    expect(await get(first)).toMatchObject({ state: 'open' });
    expect(api.lines.some((line) => line.includes('The disk is full') && line.includes(first))).toBe(true);
  }, 30_000);

  it('is refused while another process changes numbers', async () => {
    const other = openSqlite(join(api.folder, 'patchcord.sqlite'));
    const letGo = other.operations.hold();
    const refused = await publish();
    expect([refused.status, refused.body.error.code]).toEqual([409, 'number-busy']);
    expect(writes()).toEqual([]);
    letGo?.();
    await other.close();
    expect((await publish()).status).toBe(200);
  });

  it('is refused where another request changes one of its numbers right now', async () => {
    const answers = await Promise.all([publish(both(SIDS.slice(0, 3))), publish(both(SIDS.slice(2)))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.error).toMatchObject({ code: 'number-busy', message: expect.stringContaining(SIDS[2]) });
  });
});

describe('numbers that somebody changed since', () => {
  it('are told apart property by property, taken over again, and put back as they were found', async () => {
    await publish();
    Object.assign(numberAt(SIDS[0]), { voice_url: 'https://new.example.com/', status_callback: '' });
    const drift = async () => (await list()).numbers[0]?.voice.assigned?.drift;
    expect(await drift()).toEqual([
      { property: 'VoiceUrl', set: `${BASE}/voice/main`, found: 'https://new.example.com/' },
      { property: 'StatusCallback', set: `${BASE}/voice/main/status`, found: '' },
    ]);
    await publish(both([SIDS[0]]));
    expect(await drift()).toEqual([]);
    await release();
    expect(numberAt(SIDS[0])).toMatchObject({
      voice_url: 'https://new.example.com/',
      voice_method: 'POST',
      status_callback: '',
    });
    expect(numberAt(SIDS[1])).toMatchObject({ voice_url: 'https://old.example.com/2', voice_method: 'GET' });
  });

  it('keep what was changed when they are put back', async () => {
    await publish();
    Object.assign(numberAt(SIDS[0]), { voice_url: 'https://new.example.com/' });
    const answer = await release([{ sid: SIDS[0], voice: true }]);
    expect(answer.body.numbers[0].kept).toEqual([
      { property: 'VoiceUrl', set: `${BASE}/voice/main`, found: 'https://new.example.com/' },
    ]);
    expect(numberAt(SIDS[0])).toMatchObject({ voice_url: 'https://new.example.com/', status_callback: '' });
  });

  it('stay off a trunk that was given to them meanwhile', async () => {
    Object.assign(numberAt(SIDS[0]), { voice_application_sid: restApplication(1).sid });
    await publish();
    Object.assign(numberAt(SIDS[0]), { trunk_sid: sidAt('TK', 1) });
    expect((await list()).numbers[0]?.voice.assigned?.drift).toEqual([
      { property: 'TrunkSid', set: '', found: sidAt('TK', 1) },
    ]);
    await release([{ sid: SIDS[0], voice: true }]);
    // Setting an application would take the number off the trunk.
    expect(writes().at(-1)?.form).not.toHaveProperty('VoiceApplicationSid');
  });

  it('are forgotten on request, also when the account has them no more', async () => {
    await publish(both(SIDS.slice(0, 2)));
    twilio.state.incoming_phone_numbers.delete(SIDS[1]);
    const { gone } = await list();
    expect(gone.map(({ sid, channel }) => [sid, channel])).toEqual([
      [SIDS[1], 'voice'],
      [SIDS[1], 'messaging'],
    ]);
    expect((await release(both([SIDS[1]]))).status).toBe(404);
    const forget = (numbers: object[]) => api.ask('POST', '/numbers/forget', { body: { numbers } });
    expect((await forget(both(SIDS.slice(0, 2)))).status).toBe(204);
    expect(await api.store.numbers.wirings()).toEqual([]);
    expect(numberAt(SIDS[0]).voice_url).toBe(`${BASE}/voice/main`);
    expect((await forget(both([SIDS[0]]))).body.error.code).toBe('not-assigned');
    expect((await api.ask('DELETE', '/flows/main')).status).toBe(204);
  });

  it('keep their flow from being deleted for their messages, too', async () => {
    await publish([{ sid: SIDS[0], messaging: true }]);
    const refused = await api.ask('DELETE', '/flows/main');
    expect([refused.status, refused.body.error.code]).toEqual([409, 'number-in-use']);
  });
});

describe('the list of numbers', () => {
  it('reads every page', async () => {
    for (let at = 6; at < 1106; at++) {
      const number = restNumber(at, { phone_number: `+1555${String(at).padStart(7, '0')}` });
      twilio.state.incoming_phone_numbers.set(number.sid, number);
    }
    expect((await list()).numbers.length).toBe(1105);
  });

  it('names Studio flows, the demonstration, and apps that lead to a flow of this server', async () => {
    const studio = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT}/Flows/${sidAt('FW', 1)}`;
    Object.assign(numberAt(SIDS[0]), { voice_url: studio, sms_url: 'https://demo.twilio.com/welcome/sms/reply/' });
    Object.assign(numberAt(SIDS[1]), {
      voice_application_sid: restApplication(1).sid,
      sms_application_sid: restApplication(1).sid,
    });
    Object.assign(twilio.state.applications.get(restApplication(1).sid)!, {
      voice_url: `${BASE}/voice/main`,
      sms_url: 'https://apps.example.com/',
    });
    const [first, second] = (await list()).numbers;
    expect(first?.voice.pointsTo).toEqual({ kind: 'studio', flowSid: sidAt('FW', 1), url: studio });
    expect(first?.messaging.pointsTo).toEqual({ kind: 'demo', url: 'https://demo.twilio.com/welcome/sms/reply/' });
    const app = { kind: 'application', sid: restApplication(1).sid, name: 'Application 1' };
    expect(second?.voice.pointsTo).toEqual({
      ...app,
      to: { kind: 'flow', flow: 'main', name: 'Main', environment: 'live', version: 1 },
    });
    expect(second?.messaging.pointsTo).toEqual({ ...app, to: { kind: 'url', url: 'https://apps.example.com/' } });
  });

  it('says what it could not read instead of failing', async () => {
    twilio.fail({ match: 'ListService', with: 403 });
    const { numbers, remarks } = await list();
    expect(numbers.length).toBe(5);
    expect(remarks).toEqual([expect.stringMatching(/^Reading the Messaging Services failed/)]);
  });

  it('says where the public address changed since', async () => {
    await publish(both([SIDS[0]]));
    const moved = await startApi(
      { ...ENV, PUBLIC_BASE_URL: 'https://new.example.com', TWILIO_API_URL: twilio.url },
      api.folder,
    );
    const read = async () => numberListSchema.parse((await moved.ask('GET', '/numbers')).body).numbers[0]?.voice;
    expect(await read()).toMatchObject({ pointsTo: { kind: 'url' }, assigned: { outdated: true, drift: [] } });
    const again = await moved.ask('POST', '/numbers/publish', { body: { flow: 'main', numbers: both([SIDS[0]]) } });
    expect(again.status).toBe(200);
    expect(await read()).toMatchObject({ pointsTo: { kind: 'flow' }, assigned: { outdated: false } });
    await moved.ask('POST', '/numbers/release', { body: { numbers: both([SIDS[0]]) } });
    expect(numberAt(SIDS[0])).toMatchObject({
      voice_url: 'https://old.example.com/1',
      sms_url: 'https://old.example.com/sms/1',
    });
    await moved.close();
  });
});
