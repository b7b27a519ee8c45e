import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import type { RecordingStore } from '../../server/store/recordings.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { createTwilioClient } from '../../server/twilio/client.ts';
import { createRetention, type Retention } from '../../server/twilio/recordings/retention.ts';
import { ACCOUNT, AUTH_TOKEN, restTranscription, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { DAY_MS, keepCall, recordingAged } from './support/desk.ts';

const START = Date.UTC(2026, 10, 27, 12);
const MINUTE_MS = 60_000;
/** Recordings 1 to 40, as many days old; calls of the even ones were answered here. */
const COUNT = 40;

let folder: string;
let twilio: TwilioApi;
let store: Store;
let lines: string[];
let now: number;
let account: string | null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-retention-'));
  const ages = Array.from({ length: COUNT }, (_value, at) => at + 1);
  const recordings = bySid(...ages.map((days) => recordingAged(days, days, START)));
  twilio = await startTwilioApi({ state: { recordings } });
  store = openSqlite(join(folder, 'patchcord.sqlite'));
  lines = [];
  now = START + MINUTE_MS;
  account = ACCOUNT;
  for (const days of ages) if (days % 2 === 0) await keepCall(store, days, { text: `Said ${days}.` });
});
afterEach(async () => {
  await store.close();
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As after a start of the server: nothing is known but what the store keeps. */
function begin(change: Partial<RecordingStore> = {}): Retention {
  const credentials = { source: 'settings', accountSid: ACCOUNT, authToken: AUTH_TOKEN } as const;
  return createRetention({
    client: () => createTwilioClient({ ...credentials, apiKeySid: null, apiKeySecret: null }, twilio.url),
    account: () => account,
    recordings: { ...store.recordings, ...change },
    settings: store.settings,
    now: () => now,
    log: createLog('info', { write: (line: string) => lines.push(line) }),
  });
}

async function untilDone(retention: Retention): Promise<number> {
  for (let steps = 0; ; steps++) {
    if ((await retention.step()) === 'done') return steps;
    if (steps > 200) throw new Error('It never ends.');
  }
}

/** What is kept in the middle of a look for those older than a day. */
const walkUnderWay = () => ({
  account: ACCOUNT,
  startedAt: now,
  before: now - DAY_MS,
  finishedAt: null,
  clearedBefore: null,
});

/** Days of the recordings that are still there. */
const left = () =>
  [...twilio.state.recordings.values()]
    .filter(({ status }) => status !== 'deleted')
    .map(({ sid }) => Number(sid.slice(2)));
const deleted = () => [...Array(COUNT).keys()].map((at) => at + 1).filter((days) => !left().includes(days));
const requests = (operation: string) => twilio.requests.filter((request) => request.operation === operation).length;

describe('retention', () => {
  it('is off at first, and then asks Twilio nothing', async () => {
    const retention = begin();
    expect(await retention.view()).toMatchObject({
      days: null,
      scope: 'flows',
      lookedAt: null,
      deleted: 0,
      waiting: 0,
    });
    expect(await untilDone(retention)).toBe(0);
    expect(twilio.requests).toEqual([]);
  });

  it('tells beforehand exactly what it then deletes: what is older, and was made by flows here', async () => {
    const retention = begin();
    const preview = await retention.preview({ days: 30, scope: 'flows' });
    // 30 days old, and a minute.
    expect(preview).toEqual({ count: 6, seconds: 24, oldest: START - 40 * DAY_MS, others: 5, complete: true });
    expect(requests('DeleteRecording')).toBe(0);
    await retention.set({ days: 30, scope: 'flows' });
    await untilDone(retention);
    expect(deleted()).toEqual([30, 32, 34, 36, 38, 40]);
    expect(await retention.view()).toMatchObject({ days: 30, lookedAt: now, deleted: 6, waiting: 0, trouble: null });
    const call = await store.calls.get(sidAt('CA', 40));
    expect(JSON.stringify(call?.callbacks)).not.toContain('Said');
    expect(JSON.stringify((await store.calls.get(sidAt('CA', 28)))?.callbacks)).toContain('Said 28.');
    expect(lines.filter((line) => line.includes('A recording was deleted')).length).toBe(6);
  });

  it('takes others only where it is asked to', async () => {
    const retention = begin();
    await retention.set({ days: 38, scope: 'account' });
    await untilDone(retention);
    expect(deleted()).toEqual([38, 39, 40]);
  });

  it('looks once a day, and only at what has grown old since', async () => {
    const retention = begin();
    await retention.set({ days: 30, scope: 'flows' });
    await untilDone(retention);
    const before = twilio.requests.length;
    now += DAY_MS - 2 * MINUTE_MS;
    await untilDone(retention);
    expect(twilio.requests.length).toBe(before);
    now += 2 * MINUTE_MS + DAY_MS;
    await untilDone(retention);
    expect(deleted()).toEqual([28, 30, 32, 34, 36, 38, 40]);
    expect(twilio.requests[before]?.query).toMatchObject({ 'DateCreated>': expect.stringMatching(/^2026-10-2/) });
  });

  it('goes on where it was after a kill at any step, and deletes each once', async () => {
    await begin().set({ days: 1, scope: 'account' });
    // Every step is done by a server that has just started.
    for (let steps = 0; (await begin().step()) === 'more'; steps++) expect(steps).toBeLessThan(50);
    expect(left()).toEqual([]);
    expect(requests('DeleteRecording')).toBe(COUNT);
  });

  it('is done with what is gone already, by whomever, and with what lost Twilio’s answer', async () => {
    const retention = begin();
    await retention.set({ days: 36, scope: 'account' });
    await retention.step();
    twilio.state.recordings.delete(sidAt('RE', 38));
    twilio.fail({ match: new RegExp(`DELETE .*${sidAt('RE', 40)}`), times: 1, with: 'lose answer' });
    await untilDone(retention);
    now += 20 * MINUTE_MS;
    await untilDone(retention);
    expect(await retention.view()).toMatchObject({ deleted: 5, waiting: 0, trouble: null });
  });

  it.each([429, 503, 401, 'hang up'] as const)(
    'waits when Twilio says %s, tells why, and tries again later',
    async (failure) => {
      const retention = begin();
      await retention.set({ days: 30, scope: 'flows' });
      await retention.step();
      twilio.fail({ match: 'DeleteRecording', with: failure });
      await untilDone(retention);
      // One was tried: what stands in the way of one stands in the way of all.
      expect(requests('DeleteRecording')).toBe(1);
      expect(await retention.view()).toMatchObject({
        deleted: 0,
        waiting: 6,
        trouble: expect.stringMatching(/failed/),
      });
      await untilDone(retention);
      expect(requests('DeleteRecording')).toBe(1);
      twilio.heal();
      now += 11 * MINUTE_MS;
      await untilDone(retention);
      expect(deleted()).toEqual([30, 32, 34, 36, 38, 40]);
      expect((await retention.view()).trouble).toBeNull();
    },
  );

  it.each([503, 401, 'hang up'] as const)(
    'tells why when the recordings cannot be looked through because of %s, until they can',
    async (failure) => {
      const retention = begin();
      await retention.set({ days: 30, scope: 'flows' });
      twilio.fail({ match: 'ListRecording', with: failure });
      await untilDone(retention);
      const failed = { lookedAt: null, waiting: 0, trouble: expect.stringMatching(/^Listing the recordings failed/) };
      expect(await retention.view()).toMatchObject(failed);
      await untilDone(retention);
      expect(await retention.view()).toMatchObject(failed);
      expect(requests('ListRecording')).toBe(1);
      twilio.heal();
      now += 11 * MINUTE_MS;
      await untilDone(retention);
      expect(await retention.view()).toMatchObject({ lookedAt: now, deleted: 6, trouble: null });
    },
  );

  it.each([400, 404])('begins the look anew where Twilio answers %s to where it was', async (refusal) => {
    const retention = begin();
    await retention.set({ days: 1, scope: 'account' });
    await store.settings.set('recordings.retention.walk', JSON.stringify({ ...walkUnderWay(), cursor: '1.PTold' }));
    twilio.fail({ match: 'ListRecording', times: 1, with: refusal });
    expect(await untilDone(retention)).toBe(0);
    expect((await retention.view()).trouble).toMatch(/^Listing the recordings failed/);
    now += 11 * MINUTE_MS;
    await untilDone(retention);
    expect(twilio.requests.filter(({ operation }) => operation === 'ListRecording').map(({ query }) => query)).toEqual([
      expect.objectContaining({ PageToken: 'PTold' }),
      expect.not.objectContaining({ PageToken: expect.anything() }),
    ]);
    expect(deleted().length).toBe(COUNT);
  });

  it('goes on where it was once Twilio is there again', async () => {
    const retention = begin();
    await retention.set({ days: 1, scope: 'account' });
    const walk = JSON.stringify({ ...walkUnderWay(), cursor: '1.PTold' });
    await store.settings.set('recordings.retention.walk', walk);
    twilio.fail({ match: 'ListRecording', with: 503 });
    await untilDone(retention);
    expect(await store.settings.get('recordings.retention.walk')).toBe(walk);
  });

  it('leaves one that Twilio refuses to delete and goes on with the others', async () => {
    Object.assign(twilio.state.recordings.get(sidAt('RE', 36))!, { status: 'in-progress' });
    const retention = begin();
    await retention.set({ days: 30, scope: 'flows' });
    await untilDone(retention);
    expect(deleted()).toEqual([30, 32, 34, 38, 40]);
    expect(await retention.view()).toMatchObject({
      deleted: 5,
      waiting: 1,
      trouble: expect.stringMatching(/in progress/),
    });
    Object.assign(twilio.state.recordings.get(sidAt('RE', 36))!, { status: 'completed' });
    now += 11 * MINUTE_MS;
    await untilDone(retention);
    expect(deleted()).toEqual([30, 32, 34, 36, 38, 40]);
  });

  it('deletes nothing more once it is switched off, even in the middle', async () => {
    const retention = begin();
    await retention.set({ days: 1, scope: 'account' });
    await retention.step();
    expect((await retention.view()).waiting).toBe(COUNT);
    const deleting = retention.step();
    await retention.set({ days: null, scope: 'flows' });
    await deleting;
    const gone = deleted().length;
    expect(gone).toBeLessThanOrEqual(1);
    await untilDone(retention);
    expect(deleted().length).toBe(gone);
    expect(await retention.view()).toMatchObject({ days: null, waiting: 0 });
  });

  it('asks once more whether it is wanted right before it deletes', async () => {
    let looks = 0;
    const retention = begin({
      deletion: async (sid) => {
        if (++looks === 2) await retention.set({ days: null, scope: 'flows' });
        return store.recordings.deletion(sid);
      },
    });
    await retention.set({ days: 1, scope: 'account' });
    await untilDone(retention);
    expect(looks).toBeGreaterThan(1);
    expect(requests('DeleteRecording')).toBe(0);
    expect(await retention.view()).toMatchObject({ deleted: 0, waiting: 0 });
  });

  it('notes nothing of what was listed under a former setting', async () => {
    let listed = 0;
    const retention = begin({
      origins: async (calls) => {
        if (++listed === 1) await retention.set({ days: null, scope: 'flows' });
        return store.recordings.origins(calls);
      },
    });
    await retention.set({ days: 1, scope: 'account' });
    await untilDone(retention);
    expect(listed).toBe(1);
    expect(await retention.view()).toMatchObject({ days: null, waiting: 0 });
    expect(deleted()).toEqual([]);
  });

  it('looks through all under a new setting, also where it came while the former look ended', async () => {
    let noted = 0;
    const retention = begin({
      intend: async (wishes) => {
        await store.recordings.intend(wishes);
        if (++noted === 1) await retention.set({ days: 38, scope: 'account' });
      },
    });
    await retention.set({ days: 36, scope: 'flows' });
    await untilDone(retention);
    expect(deleted()).toEqual([38, 39, 40]);
  });

  it('looks anew where another account was set', async () => {
    const retention = begin();
    await retention.set({ days: 30, scope: 'flows' });
    await untilDone(retention);
    const before = requests('ListRecording');
    account = `AC${'2'.repeat(32)}`;
    expect(await retention.step()).toBe('more');
    expect(requests('ListRecording')).toBe(before + 1);
  });

  it('forgets what was said, and notes the deletion, also where the setting was changed while Twilio deleted', async () => {
    const retention = begin({
      settle: async (wish, at) => {
        await retention.set({ days: null, scope: 'flows' });
        return store.recordings.settle(wish, at);
      },
    });
    await retention.set({ days: 40, scope: 'flows' });
    await untilDone(retention);
    expect(deleted()).toEqual([40]);
    expect(await store.recordings.deletion(sidAt('RE', 40))).toMatchObject({ reason: 'retention', doneAt: now });
    expect(JSON.stringify((await store.calls.get(sidAt('CA', 40)))?.callbacks)).not.toContain('Said');
  });

  it('leaves alone what belongs to another account, and all while there is none', async () => {
    const retention = begin();
    await retention.set({ days: 30, scope: 'flows' });
    await retention.step();
    account = null;
    expect(await retention.step()).toBe('done');
    account = `AC${'2'.repeat(32)}`;
    expect(await store.recordings.due(account, now, 10)).toEqual([]);
    account = ACCOUNT;
    await untilDone(retention);
    expect(deleted().length).toBe(6);
  });

  it('finishes what somebody asked for before a kill', async () => {
    const at = now;
    const wish = {
      account: ACCOUNT,
      sid: sidAt('RE', 3),
      call: null,
      reason: 'asked',
      at,
      next: at + MINUTE_MS,
    } as const;
    await store.recordings.intend([wish]);
    twilio.state.transcriptions.set(sidAt('TR', 3), restTranscription(3));
    const retention = begin();
    await untilDone(retention);
    expect(deleted()).toEqual([]);
    now += 2 * MINUTE_MS;
    await untilDone(retention);
    expect(deleted()).toEqual([3]);
    expect(twilio.state.transcriptions.size).toBe(0);
  });
});
