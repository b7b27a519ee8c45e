import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { ENGINE_LIMITS } from '../../shared/engine/limits.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import type { HttpReply, HttpRequest } from '../../shared/phone/http/transport.ts';
import { FlowApp, REHEARSAL_BASE, TURN_HEADER } from '../../shared/rehearsal/flow-app.ts';

const block = (type: string, props: FlowBlock['props'], exits: FlowBlock['exits'] = {}): FlowBlock => ({
  type,
  props,
  exits,
});

/** A menu that leads to a redirect back to the flow's own entry. */
const flow: FlowDocument = {
  version: 1,
  name: 'Desk',
  settings: { fallback: 'Something is broken.' },
  variables: {},
  blocks: {
    start: block('start', { on: 'incoming-call' }, { next: 'ask' }),
    ask: block('gather', { prompts: [{ say: 'Press a key.' }], numDigits: 1 }, { input: 'again', noInput: 'bye' }),
    again: block('redirect', { url: `${REHEARSAL_BASE}/voice/desk` }),
    bye: block('hangup', {}),
  },
  layout: {},
  tests: [],
};

function app(): FlowApp {
  return new FlowApp({ flow: compileFlow(flow, blockTypes), id: 'desk', now: () => 0 });
}

function request(url: string, parameters: Record<string, string> = {}): HttpRequest {
  const all = { CallSid: 'CA1', From: '+15550100199', ...parameters };
  const body = new URLSearchParams(all).toString();
  return {
    method: 'POST',
    url,
    headers: {},
    body,
    parameters: all,
    timeout: { total: 15_000, connect: 5_000, read: 15_000 },
  };
}

type Reply = ReturnType<FlowApp['send']>;

function answered(reply: Reply): HttpReply & { ok: true } {
  if (reply instanceof Promise) throw new Error('The answer was not there at once.');
  if (!reply.ok) throw new Error(reply.message);
  return reply;
}

const actionIn = (reply: Reply): string =>
  /action="([^"]+)"/.exec(answered(reply).body)?.[1]?.replaceAll('&amp;', '&') ?? '';

describe('a flow as an application in process', () => {
  it('gives the same request the same bytes, and takes no second step', () => {
    const desk = app();
    const first = answered(desk.send(request(desk.entry())));
    const action = actionIn(first);
    const digit = request(action, { Digits: '1' });
    expect(desk.send(request(desk.entry()))).toEqual(first);
    const second = answered(desk.send(digit));
    expect(answered(desk.send(digit))).toEqual(second);
    expect(second.headers[TURN_HEADER]).toBe('2');
    expect(desk.turns).toHaveLength(2);
  });

  it('answers a token that is no longer good with the latest document', () => {
    const desk = app();
    const first = answered(desk.send(request(desk.entry())));
    const stale = answered(desk.send(request(actionIn(first).replace(/t=.*/, 't=guessed'), { Digits: '1' })));
    expect(stale.body).toBe(first.body);
    expect(desk.session('CA1')?.turn).toBe(1);
  });

  it('starts over where the flow leads back to its own entry, again and again', () => {
    const desk = app();
    const entry = request(desk.entry());
    const tokens = [1, 2, 3].map(() => {
      const menu = answered(desk.send(entry));
      expect(menu.body).toContain('Press a key.');
      expect(answered(desk.send(request(actionIn(menu), { Digits: '1' }))).body).toContain('<Redirect');
      return actionIn(menu);
    });
    expect(new Set(tokens).size).toBe(3);
    expect(desk.turns).toHaveLength(6);
  });

  it('does not count what is heard in a queue against a call that goes back to its entry', () => {
    const queue: FlowDocument = {
      ...flow,
      blocks: {
        start: block('start', { on: 'incoming-call' }, { next: 'queue' }),
        queue: block('enqueue', { queue: 'desk', waitUrl: { exit: 'waiting' } }, { leave: 'again', waiting: 'pause' }),
        pause: block('pause', { length: 10 }),
        again: block('redirect', { url: `${REHEARSAL_BASE}/voice/desk` }),
      },
    };
    const desk = new FlowApp({ flow: compileFlow(queue, blockTypes), id: 'desk', now: () => 0 });
    const first = answered(desk.send(request(desk.entry())));
    const waitUrl = /waitUrl="([^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    for (let asked = 0; asked < ENGINE_LIMITS.turnsPerCall; asked++)
      desk.send(request(waitUrl, { QueueTime: String(asked * 10) }));
    expect(answered(desk.send(request(actionIn(first), { QueueResult: 'leave' }))).body).toContain('<Redirect');
    expect(answered(desk.send(request(desk.entry()))).body).toContain('<Enqueue');
  });

  it('keeps callbacks and answers them with 204', () => {
    const desk = app();
    const reply = desk.send(request(`${desk.base}/voice/desk/ask/recording`, { RecordingSid: 'RE1' }));
    expect(answered(reply)).toMatchObject({ status: 204, body: '' });
    expect(desk.callbacks).toMatchObject([
      { target: { kind: 'recording', block: 'ask' }, parameters: { RecordingSid: 'RE1' } },
    ]);
    expect(desk.turns).toEqual([]);
  });

  it('has a fallback, knows no other flow, and no host but its own', () => {
    const desk = app();
    expect(answered(desk.send(request(`${desk.entry()}/fallback`))).body).toContain('Something is broken.');
    expect(answered(desk.send(request(`${desk.base}/voice/other`))).status).toBe(404);
    expect(answered(desk.send(request(`${desk.entry()}/ask?t=x`, { CallSid: 'CA9' }))).status).toBe(403);
    for (const url of ['https://example.com/voice/desk', `${desk.base}.evil/voice/desk`, `${desk.base}/nowhere`]) {
      expect(desk.send(request(url))).toMatchObject({ ok: false, failure: 'host' });
    }
  });
});

describe('messages in process', () => {
  const texts: FlowDocument = {
    ...flow,
    blocks: {
      start: block('start', { on: 'incoming-message' }, { next: 'ask' }),
      ask: block('waitMessage', { body: 'Your name?', minutes: 1 }, { answered: 'thanks' }),
      thanks: block('message', { body: 'Hello {{ message.Body }}.' }),
    },
  };

  it('go on with the conversation of the same two, are answered once, and begin anew after its time', () => {
    let now = 0;
    const desk = new FlowApp({ flow: compileFlow(texts, blockTypes), id: 'desk', now: () => now });
    const write = (MessageSid: string, Body: string, From = '+15550100199') => {
      const all = { MessageSid, From, To: '+15550100100', Body };
      const reply = answered(desk.send({ ...request(desk.entry('messaging')), parameters: all }));
      return /<Body>(.*)<\/Body>/.exec(reply.body)?.[1];
    };
    expect(write('SM1', 'Hi')).toBe('Your name?');
    expect(write('SM2', 'Hi', '+15550100198')).toBe('Your name?');
    expect(write('SM3', 'Ada')).toBe('Hello Ada.');
    now = 60_001;
    expect(write('SM4', 'Bob', '+15550100198')).toBe('Your name?');
    expect([write('SM1', 'Hi'), write('SM3', 'Ada')]).toEqual(['Your name?', 'Hello Ada.']);
    expect(desk.session('SM1')).toMatchObject({ turn: 2, status: 'ended' });
    expect(desk.turns).toHaveLength(4);
  });
});
