import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { EffectCap, EffectToBegin, Store } from '../../server/store/store.ts';

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchcord-effects-'));
  store = openSqlite(join(folder, 'patchcord.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const wanted = (count: number): EffectToBegin => ({
  id: `effect-${count}`,
  sid: `CA${count}`,
  flow: 'main',
  channel: 'voice',
  block: 'text',
  visit: '0.0',
  effect: { kind: 'message', form: { To: '+15550001111', Body: 'Hello' } },
  at: 1_000,
});
const CAP: EffectCap = {
  counted: { kind: 'message', since: 0, flow: 'main' },
  most: 3,
  outcome: { kind: 'message', result: 'refused', reason: 'enough' },
};

test('effects that are begun at once do not pass a cap together', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 5].map((count) => store.effects.begin(wanted(count), [CAP])));
  expect(answers).toEqual(['begun', 'begun', 'begun', CAP, CAP]);
  expect(await store.effects.begin(wanted(1), [CAP])).toBe('taken');
});

test('of those that claim the same message at once one gets it, until Twilio says whose it is', async () => {
  await Promise.all([1, 2].map((count) => store.effects.begin(wanted(count), [])));
  const claims = await Promise.all([1, 2].map((count) => store.effects.claim(`effect-${count}`, 'SM1')));
  expect(claims).toEqual([true, false]);
  await store.effects.settle('effect-2', { kind: 'message', result: 'accepted', sid: 'SM1', status: 'queued' });
  expect((await store.effects.byId('effect-2'))?.reference).toBe('SM1');
  expect((await store.effects.byId('effect-1'))?.reference).toBeUndefined();
});
