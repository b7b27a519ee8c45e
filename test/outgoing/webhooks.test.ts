import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileReal } from '../webhooks/support/appointment.ts';
import { type Harness, startHarness } from '../webhooks/support/harness.ts';
import { ACCOUNT } from '../webhooks/support/twilio.ts';
import { reminder } from './support/flow.ts';

const CALL = `CA${'5'.repeat(32)}`;
const ID = 'AAAAAAAAAAAAAAAAAAAA_1';
const PATH = `/voice/reminder/outgoing/${ID}`;
const parties = {
  CallSid: CALL,
  AccountSid: ACCOUNT,
  From: '+15550100101',
  To: '+15550100199',
  Direction: 'outbound-api',
};
const answered = { ...parties, CallStatus: 'in-progress', AnsweredBy: 'human', MachineDetectionDuration: '1800' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ compile: compileReal });
  const draft = JSON.stringify({ ...reminder, settings: { fallback: 'The draft failed.' } });
  const { flows, outgoing } = harness.store;
  await flows.create({ id: 'reminder', name: 'Reminder', document: draft, now: 1 });
  const snapshot = await flows.snapshot('reminder', 2);
  // What numbers get, and what the draft is by now, is something else.
  const other = JSON.stringify({
    ...reminder,
    blocks: { start: { type: 'start', props: { on: 'incoming-call' }, exits: {} } },
  });
  await flows.saveDraft({ id: 'reminder', name: 'Reminder', document: other, revision: 1, now: 3 });
  await flows.publish({ id: 'reminder', document: other, note: '', now: 4 });
  const list = {
    id: 'list',
    kind: 'call',
    key: null,
    request: null,
    name: '',
    flow: 'reminder',
    version: snapshot!.version,
  } as const;
  const settings = { concurrency: 1, callsPerSecond: 1, options: {} };
  const item = { id: ID, line: null, to: parties.To, variables: { name: 'Ann', visits: 3 } };
  await outgoing.addCall({ ...list, from: parties.From, settings, bad: 0, createdAt: 5 }, item, 5, 100);
});
afterAll(() => harness.close());

const item = () => harness.store.outgoing.item(ID);

describe('the webhooks of a call that was placed', () => {
  it('prove that it was placed, though no answer of Twilio was heard', async () => {
    expect(await item()).toMatchObject({ state: 'calling', callSid: null });
    const { status } = await harness.post(`${PATH}/status`, { ...parties, CallStatus: 'ringing', SequenceNumber: '1' });
    expect(status).toBe(204);
    expect(await item()).toMatchObject({ state: 'ringing', callSid: CALL });
  });

  it('begin at the block for it, on the version it is pinned to, with its own values and who answered', async () => {
    const { text } = await harness.post(PATH, answered);
    expect(text).toContain('Hello Ann, visit 3, human. Press 1.');
    expect((await harness.post(PATH, answered)).text).toBe(text);
    expect(await item()).toMatchObject({ state: 'in-progress', answeredBy: 'human' });
    const action = /action="https:\/\/[^/]+([^"]+)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    const { text: next } = await harness.post(action, { ...answered, Digits: '1', msg: 'Gather End' });
    expect(next).toContain('Thank you Ann.');
    const call = await harness.store.calls.get(CALL);
    expect([call?.version, call?.session.variables]).toEqual([-1, { name: 'Ann', visits: 3 }]);
  });

  it('keep who answered with the call, where Twilio finds out later', async () => {
    const amd = { CallSid: CALL, AccountSid: ACCOUNT, AnsweredBy: 'machine_start', MachineDetectionDuration: '4000' };
    expect((await harness.post(`${PATH}/amd`, amd)).status).toBe(204);
    const call = await harness.store.calls.get(CALL);
    expect(call?.callbacks.find(({ kind }) => kind === 'amd')?.parameters).toMatchObject(amd);
    expect(await item()).toMatchObject({ state: 'in-progress', answeredBy: 'machine_start' });
  });

  it('say how it ended, in whatever order they come, and only of their own call', async () => {
    const over = { ...parties, CallStatus: 'completed', CallDuration: '12', SequenceNumber: '3' };
    await harness.post(`${PATH}/status`, { ...over, CallSid: `CA${'6'.repeat(32)}`, CallStatus: 'busy' });
    expect(await item()).toMatchObject({ state: 'in-progress', callSid: CALL });
    await harness.post(`${PATH}/status`, over);
    await harness.post(`${PATH}/status`, { ...parties, CallStatus: 'in-progress', SequenceNumber: '2' });
    expect(await item()).toMatchObject({ state: 'completed', duration: 12 });
    expect((await harness.store.calls.get(CALL))?.status).toBe('completed');
  });

  it('fall back as the version it is pinned to says', async () => {
    const { text } = await harness.post(`${PATH}/fallback`, {
      ...answered,
      ErrorCode: '11200',
      ErrorUrl: 'https://x.test/',
    });
    expect(text).toContain('The draft failed.');
  });

  it('are refused where they are not signed, and answered with the fallback where nobody knows the call', async () => {
    expect((await harness.post(PATH, answered, { token: 'wrong' })).status).toBe(403);
    const unknown = await harness.post(`/voice/reminder/outgoing/${'B'.repeat(22)}`, {
      ...answered,
      CallSid: `CA${'7'.repeat(32)}`,
    });
    expect([unknown.status, unknown.text]).toEqual([200, expect.stringContaining('<Hangup/>')]);
    const elsewhere = await harness.post(`/voice/main/outgoing/${ID}`, { ...answered, CallSid: `CA${'8'.repeat(32)}` });
    expect(elsewhere.text).not.toContain('Hello Ann');
  });
});
