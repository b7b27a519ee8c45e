import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqlite } from '../../server/store/sqlite.ts';
import type { CallbackRecord, Store } from '../../server/store/store.ts';
import { sessionOf, turnOf } from './support/turns.ts';

/** What every store promises. `open` is called again on the same place to see what a restart sees. */
const STORES: Record<string, (place: string) => Store> = {
  sqlite: (place) => openSqlite(join(place, 'patchcord.db')),
};

for (const [name, open] of Object.entries(STORES)) {
  describe(`store: ${name}`, () => {
    let place: string;
    let store: Store;

    beforeEach(() => {
      place = mkdtempSync(join(tmpdir(), 'patchcord-store-'));
      store = open(place);
    });
    afterEach(async () => {
      await store.close();
      rmSync(place, { recursive: true });
    });

    const reopen = async (): Promise<void> => {
      await store.close();
      store = open(place);
    };
    const create = (id = 'main') => store.flows.create({ id, name: 'Main', document: '{"a":1}', now: 10 });
    const publish = (document: string, now = 20) => store.flows.publish({ id: 'main', document, note: 'first', now });

    describe('flows', () => {
      test('a created flow is there, a taken id is refused', async () => {
        expect(await create()).toEqual({
          id: 'main',
          name: 'Main',
          document: '{"a":1}',
          revision: 1,
          live: null,
          liveRevision: null,
          calls: {},
          createdAt: 10,
          updatedAt: 10,
        });
        expect(await store.flows.create({ id: 'main', name: 'Other', document: '{}', now: 11 })).toBe(false);
        await reopen();
        expect((await store.flows.get('main'))?.document).toBe('{"a":1}');
        expect(await store.flows.get('other')).toBeUndefined();
      });

      test('of two writers of one draft the second is told what is there now', async () => {
        await create();
        const save = (document: string, revision: number) =>
          store.flows.saveDraft({ id: 'main', name: 'Main', document, revision, now: 30 });
        expect(await save('{"a":2}', 1)).toMatchObject({ saved: true, flow: { revision: 2, document: '{"a":2}' } });
        expect(await save('{"a":3}', 1)).toMatchObject({ saved: false, flow: { revision: 2, document: '{"a":2}' } });
        expect((await store.flows.get('main'))?.document).toBe('{"a":2}');
        expect(await store.flows.saveDraft({ id: 'no', name: '', document: '', revision: 1, now: 1 })).toBeUndefined();
      });

      test('100 saves at once of one revision: exactly one wins', async () => {
        await create();
        const results = await Promise.all(
          Array.from({ length: 100 }, (_, i) =>
            store.flows.saveDraft({ id: 'main', name: 'Main', document: `{"n":${i}}`, revision: 1, now: 30 }),
          ),
        );
        const winners = results.flatMap((result, i) => (result?.saved ? [i] : []));
        expect(winners).toHaveLength(1);
        expect((await store.flows.get('main'))?.document).toBe(`{"n":${winners[0]}}`);
      });

      test('versions count up, stay as they are and can be pointed back to', async () => {
        await create();
        expect(await publish('{"v":1}')).toMatchObject({ version: 1, document: '{"v":1}', revision: 1 });
        await store.flows.saveDraft({ id: 'main', name: 'Main', document: '{"v":2}', revision: 1, now: 21 });
        expect(await publish('{"v":2}', 22)).toMatchObject({ version: 2, revision: 2 });
        expect(await store.flows.get('main')).toMatchObject({ live: 2, liveRevision: 2, revision: 2 });
        expect(await store.flows.setLive('main', 1, 23)).toBe(true);
        expect(await store.flows.get('main')).toMatchObject({ live: 1, liveRevision: 1, revision: 2 });
        expect((await store.flows.version('main', 1))?.document).toBe('{"v":1}');
        expect((await store.flows.versions('main')).map((version) => version.version)).toEqual([2, 1]);
        expect(await store.flows.setLive('main', 3, 24)).toBe(false);
        expect(await store.flows.setLive('none', null, 24)).toBe(false);
        expect(await store.flows.setLive('main', null, 25)).toBe(true);
        expect((await store.flows.list())[0]).toMatchObject({ id: 'main', live: null, liveRevision: null });
        expect(await store.flows.publish({ id: 'none', document: '{}', note: '', now: 1 })).toBeUndefined();
      });

      test('a removed flow keeps its versions for the calls pinned to them, and never reuses a number', async () => {
        await create();
        await publish('{"v":1}');
        expect(await store.flows.remove('main')).toBe(true);
        expect(await store.flows.remove('main')).toBe(false);
        expect((await store.flows.version('main', 1))?.document).toBe('{"v":1}');
        await create();
        expect(await store.flows.versions('main')).toEqual([]);
        expect(await store.flows.setLive('main', 1, 30)).toBe(false);
        expect(await publish('{"v":2}')).toMatchObject({ version: 2 });
      });
    });

    describe('calls', () => {
      test('the latest session and every answer are there after a restart', async () => {
        expect(await store.calls.load('CA1')).toBeUndefined();
        for (const turn of [1, 2, 3]) await store.calls.append(turnOf('CA1', turn));
        for (const restart of [false, true]) {
          if (restart) await reopen();
          const call = await store.calls.load('CA1');
          expect(call?.session).toEqual(sessionOf('CA1', 3));
          expect(call?.latest).toBe(turnOf('CA1', 3).answer);
          expect(await call?.answer('key-3')).toBe(turnOf('CA1', 3).answer);
          expect(await call?.answer('key-1')).toBe(turnOf('CA1', 1).answer);
          expect(await call?.answer('key-9')).toBeUndefined();
        }
      });

      test('a turn beside the call changes its session, not the answer it waits with', async () => {
        await store.calls.append(turnOf('CA1', 1));
        const session = sessionOf('CA1', 2, { variables: { left: true } });
        await store.calls.append(turnOf('CA1', 2, { session, aside: 'queue.wait' }));
        for (const restart of [false, true]) {
          if (restart) await reopen();
          const call = await store.calls.load('CA1');
          expect(call?.session).toEqual(session);
          expect(call?.latest).toBe(turnOf('CA1', 1).answer);
          expect(await call?.answer('key-1')).toBe(turnOf('CA1', 1).answer);
          expect(await call?.answer('key-2')).toBe(turnOf('CA1', 2).answer);
        }
        expect((await store.calls.get('CA1'))?.steps.map(({ aside }) => aside)).toEqual([undefined, 'queue.wait']);
      });

      test('a turn is written once, even among many written at the same moment', async () => {
        const turns = Array.from({ length: 50 }, (_, i) => turnOf(`CA${i}`, 1));
        const results = await Promise.allSettled([
          ...turns.map((turn) => store.calls.append(turn)),
          store.calls.append(turnOf('CA7', 1, { answer: 'another' })),
        ]);
        expect(results.filter((result) => result.status === 'rejected')).toHaveLength(1);
        await reopen();
        expect(await store.calls.list({ limit: 100 })).toHaveLength(50);
        expect((await store.calls.get('CA7'))?.steps.map((step) => step.answer)).toEqual([turnOf('CA7', 1).answer]);
      });

      test('a call with its steps as the log shows them', async () => {
        await store.calls.append(turnOf('CA1', 1));
        const failure = { code: 'turn-failed', message: 'The menu has no prompt.' };
        const session = sessionOf('CA1', 2, { status: 'ended', waiting: null });
        const step = { block: 'menu', type: 'menu', event: 'resume' } as const;
        const notes = [{ code: 'c', message: 'm' }];
        const log = [
          { ...step, result: 'go', exit: 'sales', to: 'dial' },
          { ...step, result: 'go', exit: 'sales', to: 'dial', notes },
          { ...step, result: 'go', exit: 'sales' },
          { ...step, result: 'failed', notes },
        ] as const;
        await store.calls.append(turnOf('CA1', 2, { failure, session, log }));
        await reopen();
        const call = await store.calls.get('CA1');
        expect(call).toMatchObject({
          sid: 'CA1',
          channel: 'voice',
          flow: 'main',
          version: 1,
          from: '+15550001111',
          to: '+15550002222',
          startedAt: 1_000,
          lastAt: 2_000,
          turns: 2,
          status: 'ended',
          failed: true,
          session,
        });
        const { session: _, sid: __, form: ___, ...rest } = turnOf('CA1', 2, { failure, log });
        const parameters = { CallSid: 'CA1', From: '+15550001111', To: '+15550002222' };
        expect(call?.steps[1]).toEqual({ ...rest, parameters });
        expect(await store.calls.get('CA2')).toBeUndefined();
      });

      test('lists the newest first, by flow, in pages', async () => {
        for (const [i, flow] of ['main', 'other', 'main'].entries()) {
          const sid = `CA${i}`;
          await store.calls.append(turnOf(sid, 1, { at: i, session: sessionOf(sid, 1, { flow }) }));
        }
        const sids = async (query: Parameters<typeof store.calls.list>[0]) =>
          (await store.calls.list(query)).map((call) => call.sid);
        expect(await sids({ limit: 2 })).toEqual(['CA2', 'CA1']);
        expect(await sids({ limit: 2, before: 1 })).toEqual(['CA0']);
        expect(await sids({ limit: 9, flow: 'main' })).toEqual(['CA2', 'CA0']);
      });

      test('callbacks are kept once, and the end of the call stays whatever arrives later', async () => {
        await store.calls.append(turnOf('CA1', 1));
        const status = (key: string, CallStatus: string, block: string | null = null): CallbackRecord => ({
          sid: 'CA1',
          key,
          kind: 'status',
          block,
          at: 5,
          parameters: { CallSid: 'CA1', CallStatus },
        });
        await store.calls.callback(status('leg', 'no-answer', 'dial'));
        expect((await store.calls.get('CA1'))?.status).toBe('active');
        await store.calls.callback(status('end', 'completed'));
        await store.calls.callback(status('end', 'completed'));
        await store.calls.callback(status('late', 'ringing'));
        const call = await store.calls.get('CA1');
        expect(call?.status).toBe('completed');
        expect(call?.callbacks.map((callback) => callback.key)).toEqual(['leg', 'end', 'late']);
      });
    });

    describe('conversations', () => {
      // As webhooks name it: the flow and the environment that the session has.
      const parties = { flow: 'main~staging', from: 'whatsapp:+15550001111', to: '12345' };
      const message = (sid: string, turn: number, change: { message: string; flow?: string; waits?: boolean }) => {
        const { flow = 'main', waits = true } = change;
        const waiting = waits ? { block: 'ask', token: `token-${turn}`, until: 99 } : null;
        const call = { From: parties.from, To: parties.to, Body: change.message };
        const status = waits ? 'active' : 'ended';
        const session = sessionOf(sid, turn, { channel: 'messaging', flow, call, waiting, status });
        return turnOf(sid, turn, { session, message: { sid: change.message, flow } });
      };

      test('are found by who writes to whom, and by every message in them', async () => {
        expect(await store.calls.conversation(parties)).toBeUndefined();
        expect(await store.calls.answersTo('SM1')).toEqual([]);
        await store.calls.append(message('SM1', 1, { message: 'SM1' }));
        await store.calls.append(message('SM1', 2, { message: 'SM2' }));
        // One that waits for nothing takes no place.
        await store.calls.append(message('SM9', 1, { message: 'SM9', waits: false }));
        for (const restart of [false, true]) {
          if (restart) await reopen();
          expect(await store.calls.conversation(parties)).toBe('SM1');
          expect(await store.calls.conversation({ ...parties, flow: 'other' })).toBeUndefined();
          expect(await store.calls.conversation({ ...parties, from: parties.to, to: parties.from })).toBeUndefined();
          expect((await store.calls.load('SM1'))?.session.waiting?.until).toBe(99);
          expect((await store.calls.load('SM1'))?.session.call.Body).toBe('SM2');
          expect(await store.calls.answersTo('SM2')).toEqual([
            { flow: 'main', sid: 'SM1', answer: turnOf('SM1', 2).answer },
          ]);
        }
        await store.calls.append(message('SM3', 1, { message: 'SM3' }));
        expect(await store.calls.conversation(parties)).toBe('SM3');
      });

      test('a message that several flows answered has its answers in their order', async () => {
        await store.calls.append(message('SM1', 1, { message: 'SM1' }));
        await store.calls.append(message('SM2', 1, { message: 'SM2', flow: 'other', waits: false }));
        await store.calls.append(message('SM1', 2, { message: 'SM2' }));
        expect((await store.calls.answersTo('SM2')).map(({ flow, sid }) => [flow, sid])).toEqual([
          ['other', 'SM2'],
          ['main', 'SM1'],
        ]);
      });
    });

    test('every turn keeps the parameters it came with, and the session the call it belongs to', async () => {
      const forms = ['From=%2B15550001111&City=ST.+LOUIS&City=no', '?From=a%26b&__proto__=%C3%BC&Digits', ''];
      const sent = [
        { From: '+15550001111', City: 'ST. LOUIS' },
        JSON.parse('{"?From":"a&b","__proto__":"ü","Digits":""}'),
        {},
      ];
      const call = { From: '+15550001111', To: '+15550002222' };
      for (const [at, form] of forms.entries()) {
        // A call that starts over has call parameters of its own.
        const session = { ...sessionOf('CA1', at + 1), call: at < 2 ? call : { ...call, To: '+15550003333' } };
        await store.calls.append({ ...turnOf('CA1', at + 1), form, session });
        if (at === 0) await reopen();
      }
      for (const restart of [false, true]) {
        if (restart) await reopen();
        const kept = await store.calls.get('CA1');
        expect(kept?.steps.map(({ parameters }) => parameters)).toEqual(sent);
        expect(kept?.session.call.To).toBe('+15550003333');
        expect((await store.calls.load('CA1'))?.session.call).toEqual({ ...call, To: '+15550003333' });
      }
    });

    test('settings and access', async () => {
      expect(await store.settings.get('twilio')).toBeUndefined();
      await store.settings.set('twilio', 'one');
      await store.settings.set('twilio', 'two');
      await store.access.addCookie({ hash: 'cookie', createdAt: 0, expiresAt: 100 });
      await reopen();
      expect(await store.settings.get('twilio')).toBe('two');
      expect(await store.access.hasCookie('cookie', 99)).toBe(true);
      expect(await store.access.hasCookie('cookie', 100)).toBe(false);
      await store.settings.remove('twilio');
      await store.access.removeCookie('cookie');
      expect(await store.settings.get('twilio')).toBeUndefined();
      expect(await store.access.hasCookie('cookie', 1)).toBe(false);
    });
  });
}
