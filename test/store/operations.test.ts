import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../server/store/migrations/index.ts';
import type { Wiring } from '../../server/store/numbers.ts';
import type { Operation } from '../../server/store/operations.ts';
import type { Purchase } from '../../server/store/purchases.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';

let place: string;
let store: Store;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'patchcord-store-'));
  store = openSqlite(join(place, 'patchcord.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(place, { recursive: true });
});
const reopen = async () => {
  await store.close();
  store = openSqlite(join(place, 'patchcord.db'));
};

const wiring = (sid: string, channel: Wiring['channel'], flow = 'main'): Wiring => ({
  sid,
  channel,
  phoneNumber: '+15550003333',
  flow,
  at: 1,
  former: { VoiceUrl: 'https://example.com/old', VoiceMethod: '' },
  set: { VoiceUrl: 'https://example.com/new' },
});

function operation(id: string, ...sids: string[]): Operation {
  return {
    id,
    kind: 'publish',
    account: 'AC1',
    flow: 'main',
    at: 5,
    endedAt: null,
    state: 'open',
    direction: 'finish',
    error: null,
    steps: sids.map((sid) => ({
      sid,
      phoneNumber: '+15550003333',
      channels: ['voice'],
      before: { VoiceUrl: '' },
      wanted: { VoiceUrl: 'https://example.com/new' },
      kept: [],
      memory: { before: [], after: [wiring(sid, 'voice')] },
      state: 'planned',
      sent: null,
      message: null,
    })),
  };
}

describe('the journal of operations', () => {
  test('keeps an operation whole, and how far each number came with what is remembered of it', async () => {
    const begun = operation('one', 'PN1', 'PN2');
    expect(await store.operations.begin(begun)).toEqual(new Map());
    const sent = { to: 'wanted', at: 7 } as const;
    await store.operations.step('one', 'PN1', { state: 'sent', sent });
    await store.operations.step('one', 'PN1', { state: 'sent' });
    await reopen();
    expect(await store.operations.open()).toEqual([
      { ...begun, steps: [{ ...begun.steps[0], state: 'sent', sent }, begun.steps[1]] },
    ]);
    const wanted = { VoiceUrl: 'https://example.com/new/' };
    await store.operations.step('one', 'PN1', { state: 'done', wanted, sent: null }, [wiring('PN1', 'voice')]);
    await store.operations.turn('one', 'undo', { code: 'twilio-busy', message: 'Later.' });
    await store.operations.step('one', 'PN2', { state: 'undone', message: 'Why' }, []);
    await reopen();
    expect(await store.numbers.wirings()).toEqual([wiring('PN1', 'voice')]);
    expect(await store.operations.get('one')).toMatchObject({
      direction: 'undo',
      error: { code: 'twilio-busy', message: 'Later.' },
      steps: [
        { state: 'done', wanted, sent: null, message: null },
        { state: 'undone', message: 'Why' },
      ],
    });
    await store.operations.end('one', 'undone', 9);
    await store.operations.end('one', 'done', 10);
    expect(await store.operations.open()).toEqual([]);
    expect(await store.operations.latest(5)).toMatchObject([{ id: 'one', state: 'undone', endedAt: 9 }]);
    expect(await store.operations.get('two')).toBeUndefined();
  });

  test('changes only what is remembered of the channels a number was chosen for', async () => {
    await store.operations.begin(operation('one', 'PN1'));
    await store.operations.step('one', 'PN1', { state: 'done' }, [wiring('PN1', 'voice'), wiring('PN1', 'messaging')]);
    await store.operations.step('one', 'PN1', { state: 'undone' }, []);
    expect(await store.numbers.wirings()).toEqual([wiring('PN1', 'messaging')]);
    await store.numbers.forget([wiring('PN1', 'messaging')]);
    expect(await store.numbers.wirings()).toEqual([]);
  });

  test('begins nothing on a number that an open operation holds', async () => {
    await store.operations.begin(operation('one', 'PN1', 'PN2'));
    expect(await store.operations.begin(operation('two', 'PN3', 'PN2'))).toEqual(new Map([['PN2', 'one']]));
    expect(await store.operations.get('two')).toBeUndefined();
    await store.operations.end('one', 'done', 6);
    expect(await store.operations.begin(operation('two', 'PN3', 'PN2'))).toEqual(new Map());
  });

  test('is held by one store at a time, as often as that likes', async () => {
    const other = openSqlite(join(place, 'patchcord.db'));
    const [first, second] = [store.operations.hold(), store.operations.hold()];
    expect([first, second]).toEqual([expect.any(Function), expect.any(Function)]);
    expect(other.operations.hold()).toBeUndefined();
    first?.();
    first?.();
    expect(other.operations.hold()).toBeUndefined();
    second?.();
    const third = other.operations.hold();
    expect(third).toEqual(expect.any(Function));
    expect(store.operations.hold()).toBeUndefined();
    third?.();
    await other.close();
  });
});

test('purchases are kept, and those that nobody knows the end of are found', async () => {
  const purchase = (id: string, at: number, more: Partial<Purchase> = {}): Purchase => ({
    id,
    account: 'AC1',
    phoneNumber: '+15550001111',
    country: 'US',
    type: 'local',
    price: { monthly: '1.15', currency: 'USD' },
    at,
    state: 'asked',
    sid: null,
    message: null,
    ...more,
  });
  const former = { country: 'CA', type: 'mobile', price: { monthly: '9', currency: 'EUR' } } as const;
  await store.purchases.put(purchase('one', 0, former));
  await store.purchases.put(purchase('two', 2, { phoneNumber: '+15550002222' }));
  await store.purchases.put(purchase('one', 1, { state: 'bought', sid: 'PN1' }));
  await reopen();
  expect(await store.purchases.asked()).toEqual([purchase('two', 2, { phoneNumber: '+15550002222' })]);
  const { list, latestOf } = store.purchases;
  expect(await latestOf('AC1', '+15550001111')).toEqual(purchase('one', 1, { state: 'bought', sid: 'PN1' }));
  expect(await latestOf('AC1', '+15550009999')).toBeUndefined();
  expect(await latestOf('AC2', '+15550001111')).toBeUndefined();
  expect((await list('AC1', 1)).map(({ id }) => id)).toEqual(['two']);
  await store.purchases.put(purchase('three', 3, { account: null }));
  expect((await list('AC2', 5)).map(({ id }) => id)).toEqual(['three']);
});

test('what an earlier version remembered of numbers is taken over', async () => {
  const file = join(place, 'earlier.db');
  const db = new Database(file);
  migrate(
    db,
    file,
    MIGRATIONS.filter(({ version }) => version < 7),
  );
  db.prepare("INSERT INTO numbers VALUES ('PN1', '+15550003333', 'main', 7, ?)").run(
    '{"VoiceUrl":"https://a.example"}',
  );
  db.close();
  const opened = openSqlite(file);
  expect(await opened.numbers.wirings()).toEqual([
    {
      sid: 'PN1',
      channel: 'voice',
      phoneNumber: '+15550003333',
      flow: 'main',
      at: 7,
      former: { VoiceUrl: 'https://a.example' },
      set: null,
    },
  ]);
  await opened.close();
});
