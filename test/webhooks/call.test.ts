import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { phoneMenu } from './support/flow.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { actionIn, callParameters, nextSid, PUBLIC_URL, type Reply, type Sending } from './support/twilio.ts';

let server: Harness;
beforeAll(async () => {
  server = await startHarness();
});
afterAll(() => server.close());

const inProgress = { CallStatus: 'in-progress' };

/** Greeting, a wrong key, the right key, a dial that is answered; `post` sends each request. */
async function playCall(post: Harness['post'], sid = nextSid()): Promise<Reply[]> {
  const parameters = callParameters(sid);
  const greeting = await post('/voice/main', parameters());
  const again = await post(actionIn(greeting.text), parameters({ ...inProgress, Digits: '5' }));
  const dial = await post(actionIn(again.text), parameters({ ...inProgress, Digits: '1' }));
  const dialled = { ...inProgress, DialCallStatus: 'completed', DialCallSid: nextSid() };
  const bye = await post(actionIn(dial.text), parameters(dialled));
  return [greeting, again, dial, bye];
}

function expectCall([greeting, again, dial, bye]: Reply[]): void {
  expect(greeting?.text).toContain('<Say>Welcome, +15550001111</Say>');
  expect(again?.text).toContain('<Say>Please try again, +15550001111</Say>');
  expect(dial?.text).toContain('>+15550004444</Number>');
  expect(bye?.text).toContain('<Hangup/>');
}

describe('a whole call', () => {
  test('greeting, wrong key, right key, dial and its action', async () => {
    const sid = nextSid();
    const replies = await playCall(server.post, sid);
    expectCall(replies);
    for (const { status, headers, text } of replies) {
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('text/xml; charset=utf-8');
      expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
      expect(headers.etag ?? headers['x-powered-by']).toBeUndefined();
    }
    const call = await server.store.calls.get(sid);
    expect(call).toMatchObject({ flow: 'main', version: 1, turns: 4, status: 'ended', failed: false });
    expect(call?.steps.map((step) => step.answer)).toEqual(replies.map((reply) => reply.text));
    expect(call?.steps.flatMap((step) => step.log).map((entry) => `${entry.block}:${entry.result}`)).toEqual([
      'start:go',
      'menu:wait',
      'menu:again',
      'menu:wait',
      'menu:go',
      'sales:wait',
      'sales:go',
      'bye:end',
    ]);
  });

  test('with silence until the flow gives up', async () => {
    const parameters = callParameters();
    let reply = await server.post('/voice/main', parameters());
    for (let i = 0; i < 3; i++) reply = await server.post(actionIn(reply.text), parameters(inProgress));
    expect(reply.text).toContain('<Hangup/>');
  });

  test('by GET', async () => {
    expectCall(await playCall((path, parameters) => server.post(path, parameters, { method: 'GET' })));
  });

  test('below a path of the public URL, taken off by the proxy or not', async () => {
    const base = `${PUBLIC_URL}/twilio`;
    const settings = { authToken: () => 'other', accountSid: () => null, publicUrl: () => base };
    const inner = await startHarness({ settings });
    for (const seenBase of ['', '/twilio']) {
      const post = (path: string, parameters: Record<string, string>, sending: Sending = {}) => {
        // Actions come back below the public URL, the entry is given without it.
        const below = path.replace(/^\/twilio/, '');
        return inner.post(below, parameters, { ...sending, token: 'other', base, seen: seenBase + below });
      };
      expectCall(await playCall(post));
    }
    await inner.close();
  });
});

describe('the same request again', () => {
  test('one after the other: same bytes, no second step', async () => {
    const sid = nextSid();
    const replies = await playCall(async (path, parameters) => {
      const first = await server.post(path, parameters, { headers: { 'i-twilio-idempotency-token': 'a' } });
      const second = await server.post(path, parameters, { headers: { 'i-twilio-idempotency-token': 'b' } });
      expect(second.text).toBe(first.text);
      return second;
    }, sid);
    expectCall(replies);
    expect((await server.store.calls.get(sid))?.turns).toBe(4);
  });

  test('at the same moment, 20 times', async () => {
    const sid = nextSid();
    const replies = await playCall(async (path, parameters) => {
      const all = await Promise.all(Array.from({ length: 20 }, () => server.post(path, parameters)));
      expect(new Set(all.map((reply) => reply.text)).size).toBe(1);
      return all[0] as Reply;
    }, sid);
    expectCall(replies);
    expect((await server.store.calls.get(sid))?.turns).toBe(4);
  });

  test('late, after the call went on: the bytes it had, no step', async () => {
    const parameters = callParameters();
    const greeting = await server.post('/voice/main', parameters());
    const key = parameters({ ...inProgress, Digits: '5' });
    const again = await server.post(actionIn(greeting.text), key);
    const dial = await server.post(actionIn(again.text), parameters({ ...inProgress, Digits: '1' }));
    const before = server.rows();
    expect((await server.post('/voice/main', parameters())).text).toBe(greeting.text);
    expect((await server.post(actionIn(greeting.text), key)).text).toBe(again.text);
    // An old token with another key was never answered: the caller hears where the call is now.
    expect((await server.post(actionIn(greeting.text), parameters({ Digits: '1' }))).text).toBe(dial.text);
    expect((await server.post('/voice/main/menu?t=made-up', parameters())).text).toBe(dial.text);
    expect(server.rows()).toEqual(before);
    expect(server.lines.filter((line) => line.includes('old or unknown token'))).toHaveLength(2);
  });

  test('by a server that does not remember the call, as after a restart', async () => {
    const forgetful = await startHarness({
      wrap: (store) => ({ ...store, calls: { ...store.calls, remembers: () => false } }),
    });
    const sid = nextSid();
    const replies = await playCall(forgetful.post, sid);
    const parameters = callParameters(sid);
    expect(await forgetful.post('/voice/main', parameters())).toMatchObject({ text: replies[0]?.text });
    expect(await forgetful.store.calls.get(sid)).toMatchObject({ turns: 4, failed: false });
    // Twilio may know more of the call by now: then it starts over in the same call instead of failing.
    const over = await forgetful.post('/voice/main', parameters({ StirVerstat: 'TN-Validation-Passed-A' }));
    expect(over.text).toContain('<Say>Welcome, +15550001111</Say>');
    expect(await forgetful.store.calls.get(sid)).toMatchObject({ turns: 5, failed: false });
    await forgetful.close();
  });
});

describe('versions', () => {
  test('a call stays on its version, even when it starts over; new calls get the new one', async () => {
    const own = await startHarness();
    const parameters = callParameters();
    const greeting = await own.post('/voice/main', parameters());
    const { menu, ...others } = phoneMenu.blocks;
    const document = JSON.stringify({
      ...phoneMenu,
      blocks: { ...others, start: { type: 'start', props: {}, exits: { next: 'bye' } } },
    });
    await own.store.flows.publish({ id: 'main', document, note: '', now: 2 });
    own.handler.invalidate('main');
    expect((await own.post('/voice/main', callParameters()())).text).toContain('Goodbye');
    const again = await own.post(actionIn(greeting.text), parameters({ Digits: '5' }));
    expect(again.text).toContain('Please try again');
    const over = await own.post('/voice/main', parameters(inProgress));
    expect(over.text).toContain('Welcome');
    const dial = await own.post(actionIn(over.text), parameters({ Digits: '1' }));
    expect(dial.text).toContain('</Dial>');
    expect(await own.store.calls.get(parameters().CallSid as string)).toMatchObject({ version: 1, turns: 4 });
    expect(menu).toBeDefined();
    await own.close();
  });
});

describe('a redirect to an entry', () => {
  const round: FlowDocument = {
    ...phoneMenu,
    blocks: {
      ...phoneMenu.blocks,
      menu: { type: 'menu', props: {}, exits: { sales: 'back', silence: 'bye' } },
      back: { type: 'redirect', props: {}, exits: {} },
    },
  };

  test('of its own flow starts over each time, though the requests are the very same', async () => {
    const own = await startHarness();
    await own.store.flows.publish({ id: 'main', document: JSON.stringify(round), note: '', now: 2 });
    own.handler.invalidate('main');
    const parameters = callParameters();
    const actions = new Set<string>();
    let greeting = await own.post('/voice/main', parameters());
    for (let time = 1; time <= 3; time++) {
      actions.add(actionIn(greeting.text));
      const back = await own.post(actionIn(greeting.text), parameters({ ...inProgress, Digits: '1' }));
      expect(back.text).toContain('<Redirect>/voice/main</Redirect>');
      greeting = await own.post('/voice/main', parameters(inProgress));
      expect((await own.post('/voice/main', parameters(inProgress))).text).toBe(greeting.text);
    }
    const again = await own.post(actionIn(greeting.text), parameters({ ...inProgress, Digits: '5' }));
    expect(again.text).toContain('Please try again');
    expect(actions.size).toBe(3);
    expect((await own.store.calls.get(parameters().CallSid as string))?.turns).toBe(8);
    await own.close();
  });

  test('of another flow goes on there', async () => {
    const own = await startHarness();
    const now = 2;
    const document = JSON.stringify({
      ...round,
      blocks: { ...round.blocks, start: { ...round.blocks.start, exits: { next: 'back' } } },
    });
    await own.store.flows.create({ id: 'other', name: 'Other', document, now });
    await own.store.flows.publish({ id: 'other', document, note: '', now });
    const parameters = callParameters();
    expect((await own.post('/voice/other', parameters())).text).toContain('<Redirect>');
    const menu = await own.post('/voice/main', parameters(inProgress));
    expect(menu.text).toContain('Welcome');
    const dial = await own.post(actionIn(menu.text), parameters({ ...inProgress, Digits: '1' }));
    expect(dial.text).toContain('</Dial>');
    expect((await own.store.calls.get(parameters().CallSid as string))?.session).toMatchObject({
      flow: 'main',
      turn: 3,
    });
    await own.close();
  });
});

describe('when something fails the caller hears the fallback prompt', () => {
  const OURS = 'Our menu is out of order.';

  test('a block that throws: logged with the call', async () => {
    const parameters = callParameters();
    const greeting = await server.post('/voice/main', parameters());
    const reply = await server.post(actionIn(greeting.text), parameters({ Digits: '9' }));
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining(OURS)]);
    const call = await server.store.calls.get(parameters().CallSid as string);
    expect(call).toMatchObject({ failed: true, status: 'ended' });
    expect(call?.steps[1]?.failure?.message).toContain('key 9 is broken');
  });

  test('an unknown call, an unpublished flow', async () => {
    const before = server.rows();
    const unknown = await server.post('/voice/main/menu?t=abc', callParameters()());
    expect([unknown.status, unknown.text]).toEqual([200, expect.stringContaining(OURS)]);
    const unpublished = await server.post('/voice/nowhere', callParameters()());
    expect([unpublished.status, unpublished.text]).toEqual([200, expect.stringContaining('something went wrong')]);
    expect(server.rows()).toEqual(before);
    expect(server.lines.join('\n')).toContain('There is no published flow \\"nowhere\\"'.replaceAll('\\', ''));
  });

  const wrapCalls =
    (calls: Partial<Store['calls']>) =>
    (store: Store): Store => ({ ...store, calls: { ...store.calls, ...calls } });

  test('a store that fails or hangs', async () => {
    const full = () => Promise.reject(new Error('disk full'));
    const failing = await startHarness({ wrap: wrapCalls({ append: full }) });
    const reply = await failing.post('/voice/main', callParameters()());
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining(OURS)]);
    expect(failing.lines.join()).toContain('A turn failed');
    await failing.close();

    const hanging = await startHarness({ wrap: wrapCalls({ append: () => new Promise(() => undefined) }), budget: 50 });
    const late = await hanging.post('/voice/main', callParameters()());
    expect([late.status, late.text]).toEqual([200, expect.stringContaining(OURS)]);
    expect(hanging.lines.join()).toContain('took too long');
    await hanging.close();
  });

  test("Twilio's own fallback request", async () => {
    const parameters = callParameters();
    const failure = { ErrorCode: '11200', ErrorUrl: `${PUBLIC_URL}/voice/main` };
    const reply = await server.post('/voice/main/fallback', parameters(failure));
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining(OURS)]);
    expect(server.lines.at(-1)).toContain('"ErrorCode":"11200"');
  });
});

describe('callbacks', () => {
  test('are kept once, under the call they belong to, and end it in the list', async () => {
    const parameters = callParameters();
    const sid = parameters().CallSid as string;
    await server.post('/voice/main', parameters());
    const leg = { CallSid: nextSid(), ParentCallSid: sid, CallStatus: 'completed' };
    const recording = {
      RecordingSid: `RE${'1'.repeat(32)}`,
      RecordingUrl: 'https://api.example.test/r',
      RecordingDuration: '3',
    };
    for (const _ of ['once', 'and again']) {
      expect((await server.post('/voice/main/sales/status', parameters(leg))).status).toBe(204);
      expect((await server.post('/voice/main/sales/recording', parameters(recording))).status).toBe(204);
    }
    expect((await server.store.calls.get(sid))?.status).toBe('active');
    await server.post('/voice/main/status', parameters({ CallStatus: 'completed', CallDuration: '12' }));
    const call = await server.store.calls.get(sid);
    expect(call?.status).toBe('completed');
    expect(call?.callbacks.map(({ kind, block }) => [kind, block])).toEqual([
      ['status', 'sales'],
      ['recording', 'sales'],
      ['status', null],
    ]);
  });
});
