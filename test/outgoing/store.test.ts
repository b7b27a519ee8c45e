import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewOutgoingListRecord, OutgoingStore } from '../../server/store/outgoing.ts';
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

describe('a call that is due', () => {
  it('is not due again before it is said, whatever was found out', async () => {
    await list('list', 'a');
    await outgoing.take('list', 1_000);
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
    await outgoing.take('list', 1_000);
    await outgoing.learn('a', { callSid: ONE, state: 'in-progress', at: 2_000, answeredBy: 'human', errorCode: 1 });
    await outgoing.settle('a', 'unknown', { reason: 'It is gone.' });
    expect(await outgoing.again('a')).toBe(true);
    expect(await outgoing.item('a')).toEqual(fresh);
    expect(await outgoing.due(Number.MAX_SAFE_INTEGER, 5, 0)).toEqual([]);
    await outgoing.take('list', 3_000);
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
    await outgoing.take('list', 2_000);
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
