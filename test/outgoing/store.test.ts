import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { singleCalls } from '../../server/store/migrations/0014-single-calls.ts';
import { MIGRATIONS } from '../../server/store/migrations/index.ts';
import type { NewOutgoingListRecord, OutgoingStore } from '../../server/store/outgoing.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';

const [ONE, OTHER] = [`CA${'1'.repeat(32)}`, `CA${'2'.repeat(32)}`];

let place: string;
let store: Store;
let outgoing: OutgoingStore;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'patchcord-outgoing-'));
  store = openSqlite(join(place, 'patchcord.db'));
  outgoing = store.outgoing;
});
afterEach(async () => {
  await store.close();
  rmSync(place, { recursive: true });
});

const record = (id: string, change: Partial<NewOutgoingListRecord> = {}): NewOutgoingListRecord => ({
  ...{ id, kind: 'list', key: null, request: null, name: id, flow: 'main', version: 1, from: '+15550100101' },
  ...{ settings: { concurrency: 5, callsPerSecond: 1, options: {} }, bad: 0, createdAt: 1, ...change },
});

/** A running list with one call for each of the ids. */
async function list(id: string, ...items: string[]): Promise<void> {
  await outgoing.addList(record(id));
  const stored = await outgoing.list(id);
  const rows = items.map((item, at) => ({ id: item, line: at + 2, to: `+1555010020${at}`, variables: {} }));
  await outgoing.addItems(stored!, rows);
  await outgoing.open(id, 'running');
}

/** A call by itself whose intent is kept. */
function single(id: string, item: string, change: Partial<NewOutgoingListRecord> = {}, callsPerDay = 100) {
  const row = { id: item, line: null, to: '+15550100299', variables: {} };
  return outgoing.addCall(record(id, { kind: 'call', ...change }), row, 1_000, callsPerDay);
}

describe('a call that is due', () => {
  it('is not due again before it is said, whatever was found out', async () => {
    await list('list', 'a');
    await outgoing.take('list', 1_000, 100);
    const due = (await outgoing.due(100_000, 5, 160_000)).map(({ id }) => id);
    expect(due).toEqual(['a']);
    expect(await outgoing.due(159_999, 5, 200_000)).toEqual([]);
    expect((await outgoing.due(160_000, 5, 200_000)).length).toBe(1);
  });
});

describe('a call that is made again', () => {
  it('has nothing of what it was before', async () => {
    await list('list', 'a');
    const [fresh] = await outgoing.items({ list: 'list', limit: 1 });
    await outgoing.take('list', 1_000, 100);
    await outgoing.learn('a', { callSid: ONE, state: 'in-progress', at: 2_000, answeredBy: 'human', errorCode: 1 });
    await outgoing.settle('a', 'unknown', { reason: 'It is gone.' });
    expect(await outgoing.again('a')).toBe(true);
    expect(await outgoing.item('a')).toEqual(fresh);
    expect(await outgoing.due(Number.MAX_SAFE_INTEGER, 5, 0)).toEqual([]);
    await outgoing.take('list', 3_000, 100);
    expect(await outgoing.learn('a', { callSid: OTHER, state: 'placed', at: 4_000 })).toBe(true);
    expect(await outgoing.item('a')).toMatchObject({ state: 'placed', callSid: OTHER, calledAt: 3_000 });
  });
});

describe('a list that is over', () => {
  it('stays canceled, whatever a request to Twilio that was under way comes back with', async () => {
    await list('list', 'a', 'b');
    expect(await outgoing.move('list', 'canceled', 5_000)).toBe(true);
    expect(await outgoing.halt('list', 'Twilio refused.')).toBe(false);
    expect(await outgoing.finish('list', 6_000)).toBe(false);
    expect(await outgoing.move('list', 'running', 7_000)).toBe(false);
    expect(await outgoing.list('list')).toMatchObject({ status: 'canceled', reason: null, doneAt: 5_000 });
  });

  it('is done only when nothing is to come of its calls, and runs again with one that is made again', async () => {
    await list('list', 'a');
    expect(await outgoing.finish('list', 1_000)).toBe(false);
    await outgoing.take('list', 2_000, 100);
    expect(await outgoing.finish('list', 3_000)).toBe(false);
    await outgoing.settle('a', 'unknown', { reason: 'Nobody knows.' });
    expect(await outgoing.finish('list', 4_000)).toBe(true);
    await outgoing.again('a');
    expect(await outgoing.finish('list', 5_000)).toBe(false);
    expect(await outgoing.list('list')).toMatchObject({ status: 'running', doneAt: null });
  });

  it('is not paused by a refusal when a person paused it', async () => {
    await list('list', 'a');
    await outgoing.move('list', 'paused', 1_000);
    expect(await outgoing.halt('list', 'Twilio refused.')).toBe(false);
    expect(await outgoing.list('list')).toMatchObject({ status: 'paused', reason: null });
  });
});

describe('news of a call', () => {
  it('is believed until there was any, whatever was thought before', async () => {
    await single('call', 'a');
    await outgoing.settle('a', 'failed', { code: 20429, reason: 'Twilio placed no such call.' });
    expect(await outgoing.learn('a', { callSid: ONE, state: 'ringing', at: 5_000, checkAt: 9_000 })).toBe(true);
    const found = { state: 'ringing', callSid: ONE, endedAt: null, reason: null, errorCode: null };
    expect(await outgoing.item('a')).toMatchObject(found);
    expect((await outgoing.due(9_000, 5, 10_000)).map(({ id }) => id)).toEqual(['a']);
    await single('other', 'b');
    await outgoing.settle('b', 'failed', { reason: 'Twilio placed no such call.' });
    await outgoing.learn('b', { callSid: OTHER, state: 'completed', at: 60_000, duration: 7 });
    expect(await outgoing.item('b')).toMatchObject({ state: 'completed', endedAt: 60_000, duration: 7, reason: null });
    expect(await outgoing.learn('b', { callSid: OTHER, state: 'ringing', at: 61_000 })).toBe(false);
  });

  it('that comes late changes neither how it ended nor when its price is asked for', async () => {
    await single('call', 'a');
    await outgoing.learn('a', { callSid: ONE, state: 'completed', at: 5_000, reason: 'It ended.', errorCode: 7 });
    await outgoing.learn('a', { callSid: ONE, state: 'in-progress', at: 6_000, answeredBy: 'human', checkAt: 9_000 });
    const ended = { state: 'completed', endedAt: 5_000, reason: 'It ended.', errorCode: 7, answeredBy: 'human' };
    expect(await outgoing.item('a')).toMatchObject(ended);
    expect(await outgoing.due(5_000 + 5 * 60_000 - 1, 5, 0)).toEqual([]);
    expect((await outgoing.due(5_000 + 5 * 60_000, 5, 0)).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('the cap of a day', () => {
  it('holds for whoever comes last, alone or in a list, and a call that was surely not placed makes room', async () => {
    await list('list', 'a', 'b');
    expect(await outgoing.take('list', 1_000, 1)).toMatchObject({ id: 'a' });
    expect(await outgoing.take('list', 1_001, 1)).toBeUndefined();
    expect(await single('call', 'c', {}, 1)).toBe('daily-cap');
    expect(await outgoing.list('call')).toBeUndefined();
    await outgoing.settle('a', 'planned');
    expect(await outgoing.callsToday(1_002)).toBe(0);
    expect(await single('call', 'c', { key: 'k' }, 1)).toMatchObject({ id: 'c', state: 'calling' });
    expect(await single('other', 'd', { key: 'k' }, 1)).toBe('key-taken');
    expect(await outgoing.take('list', 1_003, 1)).toBeUndefined();
    expect(await outgoing.take('list', 86_400_000, 1)).toMatchObject({ id: 'a' });
  });
});

describe('a call by itself', () => {
  it('is no list to be called, and makes none wait', async () => {
    await list('list', 'b');
    await single('call', 'a');
    expect((await outgoing.withStatus('running')).map(({ id }) => id)).toEqual(['list']);
    await outgoing.settle('a', 'unknown', { reason: 'Nobody knows.' });
    await outgoing.again('a');
    expect((await outgoing.withStatus('running')).map(({ id }) => id)).toEqual(['list']);
  });

  it('was one of a version before', async () => {
    const file = join(place, 'before.db');
    const db = new Database(file);
    migrate(
      db,
      file,
      MIGRATIONS.filter(({ version }) => version < singleCalls.version),
    );
    db.exec(`INSERT INTO outgoing_lists (id, kind, name, flow, version, caller, settings, status, bad, created_at)
      VALUES ('old', 'call', '', 'main', 1, '+15550100101', '{}', 'running', 0, 1)`);
    db.close();
    const migrated = openSqlite(file);
    expect(await migrated.outgoing.withStatus('running')).toEqual([]);
    await migrated.close();
  });
});
