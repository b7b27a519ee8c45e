import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { phoneMenu } from './support/flow.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { actionIn, callParameters, nextSid, PUBLIC_URL } from './support/twilio.ts';

/** Start, a queue in whose waiting document a menu is heard, a goodbye. */
const queue: FlowDocument = {
  ...phoneMenu,
  blocks: {
    start: { type: 'start', props: {}, exits: { next: 'queue' } },
    queue: { type: 'queue', props: {}, exits: { out: 'bye', wait: 'menu' } },
    menu: { type: 'menu', props: {}, exits: {} },
    bye: { type: 'bye', props: {}, exits: {} },
  },
};

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
  await server.store.flows.publish({ id: 'main', document: JSON.stringify(queue), note: '', now: 2 });
  server.handler.invalidate('main');
});
afterAll(() => server.close());

const waitIn = (xml: string): string =>
  (/waitUrl="([^"]+)"/.exec(xml)?.[1] ?? '').replaceAll('&amp;', '&').slice(PUBLIC_URL.length);

describe('what is heard beside a call, over signed requests', () => {
  test('the waiting document, its menu, and the call that goes on where it waited', async () => {
    const sid = nextSid();
    const parameters = callParameters(sid);
    const enqueue = await server.post('/voice/main', parameters());
    const waiting = parameters({ CallStatus: 'in-progress', QueuePosition: '2', QueueTime: '0' });
    const [first, same] = await Promise.all([1, 2].map(() => server.post(waitIn(enqueue.text), waiting)));
    expect(first?.text).toContain('<Say>Welcome, +15550001111</Say>');
    expect(same?.text).toBe(first?.text);
    const again = await server.post(actionIn(first?.text ?? ''), parameters({ Digits: '5' }));
    expect(again.text).toContain('Please try again');
    const out = await server.post(actionIn(again.text), parameters({ Digits: '1' }));
    expect(out.text).toContain('<Response/>');
    // Asked again, as Twilio does at the end of a waiting document.
    const later = await server.post(waitIn(enqueue.text), { ...waiting, QueueTime: '31' });
    expect(later.text).toContain('Welcome');
    const bye = await server.post(actionIn(enqueue.text), parameters({ QueueResult: 'bridged', QueueTime: '40' }));
    expect(bye.text).toContain('<Hangup/>');
    const late = await server.post(actionIn(later.text), parameters({ Digits: '5' }));
    expect([late.status, late.text]).toEqual([200, expect.stringContaining('<Response/>')]);
    const call = await server.store.calls.get(sid);
    expect(call).toMatchObject({ status: 'ended', failed: false });
    expect(call?.steps.map(({ aside }) => aside ?? 'call')).toEqual([
      'call',
      'queue.wait',
      `queue.wait.${sid}`,
      `queue.wait.${sid}`,
      'queue.wait',
      'call',
    ]);
  });

  test('another leg hears it, and what it says belongs to the call', async () => {
    const sid = nextSid();
    const enqueue = await server.post('/voice/main', callParameters(sid)());
    const leg = callParameters(nextSid())({ ParentCallSid: sid, CallStatus: 'in-progress' });
    expect((await server.post(waitIn(enqueue.text), leg)).text).toContain('Welcome, +15550001111');
    expect((await server.store.calls.get(sid))?.turns).toBe(2);
    expect(await server.store.calls.get(leg.CallSid as string)).toBeUndefined();
  });

  test('nothing that fails there ends the call', async () => {
    const sid = nextSid();
    const parameters = callParameters(sid);
    const enqueue = await server.post('/voice/main', parameters());
    const first = await server.post(waitIn(enqueue.text), parameters({ QueueTime: '0' }));
    const broken = await server.post(actionIn(first.text), parameters({ Digits: '9' }));
    expect(broken.text).toContain('<Pause length="10"/>');
    expect(broken.text).not.toContain('Hangup');
    const unknown = await server.post(waitIn(enqueue.text).replace(sid, nextSid()), parameters());
    expect([unknown.status, unknown.text]).toEqual([200, expect.stringContaining('<Response/>')]);
    const queued = await server.post(waitIn(enqueue.text).replace(sid, nextSid()), parameters({ QueuePosition: '1' }));
    expect(queued.text).toContain('<Pause length="10"/>');
    expect((await server.post('/voice/main/queue/aside/wait?t=x', parameters())).status).toBe(404);
    const unsigned = await server.post(waitIn(enqueue.text), parameters(), { token: 'wrong' });
    expect(unsigned.status).toBe(403);
    expect((await server.store.calls.get(sid))?.session).toMatchObject({
      status: 'active',
      waiting: { block: 'queue' },
    });
  });
});
