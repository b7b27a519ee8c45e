import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingListSchema, recordingSchema } from '../../shared/api/recordings.ts';
import { startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restTranscription, sidAt } from '../twilio-api/makers.ts';
import { bySid } from '../twilio-api/state.ts';
import { DAY_MS, type Desk, keepCall, recordingAged, startDesk } from './support/desk.ts';

const NOW = Date.now();

let desk: Desk;
beforeEach(async () => {
  const recordings = [1, 2, 3, 4, 5].map((at) => recordingAged(at, at, NOW));
  desk = await startDesk({ state: { recordings: bySid(...recordings), transcriptions: bySid(restTranscription(4)) } });
  await keepCall(desk.api.store, 1, { text: 'Two for lunch at noon.' });
  await keepCall(desk.api.store, 4);
});
afterEach(() => desk.close());

const list = async (query = '') => recordingListSchema.parse((await desk.api.ask('GET', `/recordings${query}`)).body);
const sids = async (query = '') => (await list(query)).recordings.map(({ sid }) => Number(sid.slice(2)));

describe('the list of recordings', () => {
  it('has the latest first, with the flow, block and caller of those that flows here made', async () => {
    const { recordings, next } = await list();
    expect(recordings.map(({ sid }) => sid)).toEqual([1, 2, 3, 4, 5].map((at) => sidAt('RE', at)));
    expect(next).toBeNull();
    expect(recordings[0]).toMatchObject({
      callSid: sidAt('CA', 1),
      duration: 4,
      playable: true,
      origin: {
        flow: 'small-office',
        flowName: 'Small office',
        version: 1,
        block: 'message',
        blockName: 'Leave a message',
        from: '+15550100199',
      },
      transcription: { status: 'completed', text: 'Two for lunch at noon.' },
    });
    expect(recordings[1]).toMatchObject({ origin: null, transcription: null });
  });

  it('goes on page by page, and gives each recording once', async () => {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...page.recordings.map(({ sid }) => Number(sid.slice(2))));
      cursor = page.next;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('is narrowed to flows here, to one flow, to a call, and to times, exactly', async () => {
    expect(await sids('?scope=flows')).toEqual([1, 4]);
    expect(await sids('?flow=small-office')).toEqual([1, 4]);
    expect(await sids('?flow=another')).toEqual([]);
    expect(await sids(`?call=${sidAt('CA', 3)}`)).toEqual([3]);
    const at = NOW - 3 * DAY_MS;
    expect(await sids(`?from=${at - 60_000}&to=${at + 60_000}`)).toEqual([3]);
    expect(await sids(`?to=${at - 60_000}`)).toEqual([4, 5]);
  });

  it.each(['?limit=0', '?scope=mine', '?call=CA1', '?cursor=https://evil.example/', '?colour=red', '?from=yesterday'])(
    'refuses %s and asks Twilio nothing',
    async (query) => {
      const answer = await desk.api.ask('GET', `/recordings${query}`);
      expect([answer.status, answer.body.error.code]).toEqual([400, 'bad-request']);
      expect(desk.twilio.requests).toEqual([]);
    },
  );

  it('says why one cannot be played', async () => {
    const rows = [...desk.twilio.state.recordings.values()];
    Object.assign(rows[0]!, { status: 'processing', duration: '-1' });
    Object.assign(rows[1]!, { status: 'absent', error_code: 21218 });
    Object.assign(rows[2]!, { encryption_details: { encryption_iv: 'x' } });
    const { recordings } = await list();
    expect(
      recordings.slice(0, 3).map(({ playable, unplayable, duration }) => [playable, duration, unplayable]),
    ).toEqual([
      [false, null, expect.stringMatching(/still preparing/)],
      [false, 4, expect.stringMatching(/no sound.*21218/)],
      [false, 4, expect.stringMatching(/encrypted/)],
    ]);
  });
});

describe('a recording', () => {
  it('comes with what Twilio wrote down, where no callback told', async () => {
    const { body } = await desk.api.ask('GET', `/recordings/${sidAt('RE', 4)}`);
    expect(recordingSchema.parse(body).transcription).toEqual({ status: 'completed', text: 'Words of message 4' });
    expect((await desk.api.ask('GET', `/recordings/${sidAt('RE', 2)}`)).body.transcription).toBeNull();
  });

  it('that is not there is 404, and a SID that is none 400', async () => {
    const missing = await desk.api.ask('GET', `/recordings/${sidAt('RE', 99)}`);
    expect([missing.status, missing.body.error.code]).toEqual([404, 'no-such-recording']);
    expect((await desk.api.ask('GET', '/recordings/RE1..%2F..%2FCalls')).status).toBe(400);
  });
});

describe('deleting', () => {
  const remove = (...at: number[]) =>
    desk.api.ask('POST', '/recordings/delete', { body: { sids: at.map((one) => sidAt('RE', one)) } });

  it('takes the recording, its transcription and our copy of what was said', async () => {
    desk.twilio.state.transcriptions.set(sidAt('TR', 1), restTranscription(1));
    const answer = await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 1)}`);
    expect([answer.status, answer.body]).toEqual([200, { sid: sidAt('RE', 1), deleted: true, already: false }]);
    expect(desk.twilio.state.recordings.get(sidAt('RE', 1))?.status).toBe('deleted');
    expect([...desk.twilio.state.transcriptions.keys()]).toEqual([sidAt('TR', 4)]);
    const call = await desk.api.ask('GET', `/calls/${sidAt('CA', 1)}`);
    expect(JSON.stringify(call.body)).not.toContain('lunch');
    const gone = await desk.api.ask('GET', `/recordings/${sidAt('RE', 1)}/media`);
    expect([gone.status, gone.body.error.code]).toEqual([404, 'recording-deleted']);
    expect(gone.body.error.message).toMatch(new RegExp(new Date().toISOString().slice(0, 10)));
  });

  it('counts what is gone already as deleted, names each, and does the rest where one fails', async () => {
    desk.twilio.state.recordings.delete(sidAt('RE', 2));
    Object.assign(desk.twilio.state.recordings.get(sidAt('RE', 3))!, { status: 'in-progress' });
    const { status, body } = await remove(1, 2, 3, 4, 4);
    expect(status).toBe(200);
    expect(body.results).toEqual([
      { sid: sidAt('RE', 1), deleted: true, already: false },
      { sid: sidAt('RE', 2), deleted: true, already: true },
      {
        sid: sidAt('RE', 3),
        deleted: false,
        already: false,
        error: expect.objectContaining({ code: 'twilio-refused' }),
      },
      { sid: sidAt('RE', 4), deleted: true, already: false },
    ]);
    // What failed is not deleted behind anybody's back later.
    expect(await desk.api.store.recordings.deletion(sidAt('RE', 3))).toBeUndefined();
    expect(await sids()).toEqual([3, 5]);
  });

  it.each([
    [503, 'twilio-failed'],
    [429, 'twilio-busy'],
    [401, 'twilio-refused-credentials'],
    ['hang up', 'twilio-unreachable'],
  ] as const)('asks no more once Twilio says %s: all others get the same answer', async (failure, code) => {
    desk.twilio.fail({ match: new RegExp(sidAt('RE', 2)), with: failure });
    const { body } = await remove(1, 2, 3, 4);
    expect(body.results.map((one: { error?: { code: string } }) => one.error?.code)).toEqual([
      undefined,
      code,
      code,
      code,
    ]);
    expect(desk.twilio.requests.filter(({ path }) => /RE0*[34]\b/.test(path))).toEqual([]);
    for (const at of [2, 3, 4]) {
      expect(await desk.api.store.recordings.deletion(sidAt('RE', at))).toBeUndefined();
    }
  });

  it.each(['before', 'while'] as const)('that fails leaves what the retention wanted %s', async (when) => {
    const { recordings } = desk.api.store;
    const wish = { account: ACCOUNT, sid: sidAt('RE', 1), call: null, at: NOW, next: NOW } as const;
    if (when === 'before') await recordings.intend([{ ...wish, reason: 'retention' }]);
    await recordings.intend([{ ...wish, reason: 'asked' }]);
    if (when === 'while') await recordings.intend([{ ...wish, reason: 'retention' }]);
    desk.twilio.fail({ match: 'DeleteRecording', times: 1, with: 503 });
    expect((await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 1)}`)).status).toBe(502);
    expect(await recordings.deletion(sidAt('RE', 1))).toMatchObject({ reason: 'retention', doneAt: null });
    // Asked for again and done, it is no deletion of the retention's.
    expect((await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 1)}`)).body.deleted).toBe(true);
    expect(await recordings.deletion(sidAt('RE', 1))).toMatchObject({ reason: 'asked', doneAt: expect.any(Number) });
  });

  it('that lost Twilio’s answer is told as failed, and is done when asked again', async () => {
    desk.twilio.fail({ match: 'DeleteRecording', times: 1, with: 'lose answer' });
    const lost = await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 1)}`);
    expect([lost.status, lost.body.error.code]).toEqual([502, 'twilio-unreachable']);
    const again = await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 1)}`);
    expect(again.body).toMatchObject({ deleted: true, already: true });
  });

  it('refuses an empty list, more than a hundred, and what is no recording', async () => {
    for (const bad of [[], Array(101).fill(sidAt('RE', 1)), ['CA1'], 'RE1']) {
      expect((await desk.api.ask('POST', '/recordings/delete', { body: { sids: bad } })).status).toBe(400);
    }
  });
});

describe('Twilio’s failures', () => {
  it.each([
    [400, 502, 'twilio-refused'],
    [401, 502, 'twilio-refused-credentials'],
    [429, 502, 'twilio-busy'],
    [500, 502, 'twilio-failed'],
    ['hang up', 502, 'twilio-unreachable'],
    ['lose answer', 502, 'twilio-unreachable'],
  ] as const)('%s becomes %d with a sentence', async (failure, status, code) => {
    desk.twilio.fail({ match: /Recordings/, with: failure });
    for (const path of ['/recordings', `/recordings/${sidAt('RE', 1)}`, `/recordings/${sidAt('RE', 1)}/media`]) {
      const answer = await desk.api.ask('GET', path);
      expect([path, answer.status, answer.body.error.code]).toEqual([path, status, code]);
    }
  });

  it('never show the auth token, in no answer and no line of the log', async () => {
    for (const failure of [401, 500, 'hang up'] as const) {
      desk.twilio.heal();
      desk.twilio.fail({ match: /Recordings/, with: failure });
      const answers = [
        await desk.api.ask('GET', '/recordings'),
        await desk.api.ask('GET', `/recordings/${sidAt('RE', 1)}/media`),
        await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 1)}`),
        await desk.api.ask('GET', '/recordings/retention/preview?days=1'),
      ];
      const said = JSON.stringify(answers.map(({ body, headers }) => [body, [...headers]])) + desk.api.lines.join('');
      expect(said).not.toContain(AUTH_TOKEN);
      expect(said).not.toContain(Buffer.from(`:${AUTH_TOKEN}`).toString('base64').slice(4, 20));
    }
  });

  it('without credentials are named before anything is asked', async () => {
    const bare = await startApi();
    for (const path of ['/recordings', `/recordings/${sidAt('RE', 1)}/media`, '/recordings/retention/preview?days=9']) {
      const answer = await bare.ask('GET', path);
      expect([answer.status, answer.body.error.code]).toEqual([409, 'no-credentials']);
    }
    await bare.close();
  });
});
