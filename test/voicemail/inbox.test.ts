import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { voicemailListSchema } from '../../shared/api/voicemails.ts';
import { type Desk, recordingAged, startDesk } from '../recordings/support/desk.ts';
import { ACCOUNT, sidAt } from '../twilio-api/makers.ts';
import { bySid } from '../twilio-api/state.ts';
import { messageAged } from './support/messages.ts';

const NOW = Date.now();

let desk: Desk;
beforeEach(async () => {
  desk = await startDesk({ state: { recordings: bySid(...[1, 2, 3, 4].map((at) => recordingAged(at, at, NOW))) } });
  const { voicemails } = desk.api.store;
  await voicemails.add(messageAged(1, 5, NOW));
  await voicemails.add(messageAged(2, 60, NOW, { box: 'Sales', from: '+15550100142', environment: 'staging' }));
  // At the very same time as the one before.
  await voicemails.add(messageAged(3, 60, NOW, { box: '', flow: 'another', transcribed: false }));
  await voicemails.add(messageAged(4, 120, NOW, { from: 'anonymous' }));
  await tell(1, 'Please call about the 50% offer.');
});
afterEach(() => desk.close());

async function tell(at: number, text: string): Promise<void> {
  const sid = sidAt('CA', at);
  const parameters = { CallSid: sid, RecordingSid: sidAt('RE', at) };
  const common = { sid, block: 'message', at: NOW };
  const ready = { ...parameters, RecordingStatus: 'completed', RecordingDuration: '9' };
  await desk.api.store.calls.callback({ ...common, key: `r${at}`, kind: 'recording', parameters: ready });
  const written = { ...parameters, TranscriptionStatus: 'completed', TranscriptionText: text };
  await desk.api.store.calls.callback({ ...common, key: `t${at}`, kind: 'transcription', parameters: written });
}

const list = async (query = '') => voicemailListSchema.parse((await desk.api.ask('GET', `/voicemails${query}`)).body);
const numbers = async (query = '') => (await list(query)).voicemails.map(({ sid }) => Number(sid.slice(2)));
const mark = (at: readonly number[], heard: boolean) =>
  desk.api.ask('POST', '/voicemails/mark', { body: { sids: at.map((one) => sidAt('RE', one)), heard } });
const unread = async () => (await desk.api.ask('GET', '/voicemails/unread')).body.unread;

it('stays as it was heard where a message is put there once more', async () => {
  await mark([2], true);
  const { voicemails } = desk.api.store;
  await voicemails.add(messageAged(2, 1, NOW, { box: 'Other', tellBy: NOW }));
  expect(await voicemails.get(sidAt('RE', 2))).toMatchObject({
    box: 'Sales',
    heardAt: expect.any(Number),
    tellBy: null,
  });
  expect(await unread()).toBe(3);
});

describe('the inbox', () => {
  it('has the latest first, with where they come from and what was said', async () => {
    const { voicemails, next, unread, boxes } = await list();
    expect([voicemails.length, next, unread, boxes]).toEqual([4, null, 4, ['', 'Main', 'Sales']]);
    expect(voicemails[0]).toEqual({
      sid: sidAt('RE', 1),
      callSid: sidAt('CA', 1),
      flow: 'small-office',
      flowName: 'Small office',
      environment: 'live',
      block: 'message',
      box: 'Main',
      from: '+15550100199',
      to: '+15550100100',
      at: NOW - 300_000,
      duration: 9,
      heardAt: null,
      sound: 'ready',
      transcription: { status: 'completed', text: 'Please call about the 50% offer.' },
      notices: null,
    });
    const rest = voicemails
      .slice(1)
      .map(({ sid, environment, flowName, transcription, sound }) => [
        ...[Number(sid.slice(2)), environment, flowName, sound],
        transcription?.status ?? null,
      ]);
    expect(rest).toEqual([
      [3, 'live', null, 'pending', null],
      [2, 'staging', 'Small office', 'pending', 'failed'],
      [4, 'live', 'Small office', 'pending', 'failed'],
    ]);
  });

  it('goes on page by page, and gives each message once, also those of one moment', async () => {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.voicemails.map(({ sid }) => Number(sid.slice(2))));
      cursor = page.next;
    }
    expect(seen).toEqual([1, 3, 2, 4]);
  });

  it.each([
    ['?box=Sales', [2]],
    ['?box=', [3]],
    ['?flow=another', [3]],
    ['?search=CALL ABOUT', [1]],
    ['?search=50%25', [1]],
    ['?search=%25', [1]],
    ['?search=_', []],
    ['?search=555 010-0142', [2]],
    ['?search=anonym', [4]],
    ['?state=heard', []],
    ['?box=Main&search=offer&state=new', [1]],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await numbers(query.replaceAll(' ', '%20'))).toEqual(expected);
  });

  it.each(['?limit=0', '?state=old', '?cursor=https://evil.example/', '?colour=red'])('refuses %s', async (query) => {
    const answer = await desk.api.ask('GET', `/voicemails${query}`);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'bad-request']);
  });

  it('keeps what was heard, and lets it be new again', async () => {
    expect((await mark([1, 2, 9], true)).body).toEqual({ marked: 2, unread: 2 });
    expect(await numbers('?state=heard')).toEqual([1, 2]);
    expect((await list()).voicemails[0]?.heardAt).toBeGreaterThanOrEqual(NOW);
    expect((await mark([1], false)).body).toEqual({ marked: 1, unread: 3 });
    expect(await unread()).toBe(3);
    expect((await mark([], true)).status).toBe(400);
  });

  it('loses a message with its recording, however that is deleted, and keeps one that Twilio could not delete', async () => {
    desk.twilio.fail({ match: new RegExp(`DELETE .*${sidAt('RE', 3)}`), with: 500 });
    const body = { sids: [1, 3].map((at) => sidAt('RE', at)) };
    const { results } = (await desk.api.ask('POST', '/voicemails/delete', { body })).body;
    expect(results.map(({ deleted }: { deleted: boolean }) => deleted)).toEqual([true, false]);
    expect(desk.twilio.state.recordings.get(sidAt('RE', 1))?.status).toBe('deleted');
    desk.twilio.heal();
    await desk.api.ask('DELETE', `/recordings/${sidAt('RE', 2)}`);
    expect(await numbers()).toEqual([3, 4]);
    // What is told of it later brings nothing back.
    await tell(1, 'Again');
    expect(await numbers()).toEqual([3, 4]);
  });

  it('shows that a recording is gone once somebody wanted to hear it', async () => {
    desk.twilio.state.recordings.delete(sidAt('RE', 1));
    expect((await desk.api.ask('GET', `/recordings/${sidAt('RE', 1)}/media`)).status).toBe(404);
    expect((await list()).voicemails[0]?.sound).toBe('gone');
    const answer = await desk.api.ask('POST', '/voicemails/delete', { body: { sids: [sidAt('RE', 1)] } });
    expect(answer.body.results).toEqual([{ sid: sidAt('RE', 1), deleted: true, already: true }]);
    expect(await numbers()).toEqual([3, 2, 4]);
  });

  it('forgets messages whose recordings are old enough to be deleted by themselves', async () => {
    const settled = {
      account: ACCOUNT,
      sid: sidAt('RE', 4),
      call: null,
      reason: 'retention',
      at: NOW,
      next: NOW,
    } as const;
    await desk.api.store.recordings.settle(settled, NOW);
    expect(await numbers()).toEqual([1, 3, 2]);
  });
});
