import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { appointment, compileReal } from './support/appointment.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { actionIn, messageParameters, nextSid, type Reply } from './support/twilio.ts';

const HOUR = 3_600_000;
let server: Harness;
let now = 1_000_000;
let people = 0;

beforeAll(async () => {
  server = await startHarness({ compile: compileReal, now: () => now });
  await publish('texts', appointment);
});
afterAll(() => server.close());

async function publish(id: string, flow: FlowDocument): Promise<void> {
  const document = JSON.stringify(flow);
  await server.store.flows.create({ id, name: id, document, now: 1 });
  await server.store.flows.publish({ id, document, note: '', now: 1 });
  server.handler.invalidate(id);
}

/** Somebody who has not written before. */
function person(change: { from?: string; to?: string } = {}) {
  const parties = { from: `+1555010${String(++people).padStart(4, '0')}`, to: '+15550100100', ...change };
  const send = (parameters: Record<string, string>, path = '/messaging/texts'): Promise<Reply> =>
    server.post(path, parameters);
  return { parties, send, write: (body: string) => send(messageParameters(parties, body)) };
}

const ADA = [
  ['Hi', 'What is your name?'],
  ['Ada', 'Hello Ada, which day suits you?'],
  ['Monday', 'Monday, is that right?'],
  ['No!', 'Hello Ada, which day suits you?'],
  ['Tuesday', 'Tuesday, is that right?'],
  ['Yes.', 'See you on Tuesday, Ada.'],
] as const;

describe('a conversation', () => {
  test('goes on message by message, as one entry with its turns', async () => {
    const { parties, send } = person();
    let first = '';
    for (const [body, answer] of ADA) {
      const parameters = messageParameters(parties, body);
      first ||= parameters.MessageSid ?? '';
      const reply = await send(parameters);
      expect(reply.text).toContain(`<Body>${answer}</Body>`);
      expect(reply.text).not.toContain('action');
    }
    const kept = await server.store.calls.get(first);
    expect(kept).toMatchObject({ channel: 'messaging', turns: ADA.length, status: 'ended', ...parties });
    expect(kept?.steps.map(({ parameters }) => parameters.Body)).toEqual(ADA.map(([body]) => body));
    expect(kept?.session.call.Body).toBe('Yes.');
    // The next message begins anew.
    expect((await send(messageParameters(parties, 'Hi again'))).text).toContain('What is your name?');
  });

  test('two people at once, each message sent thrice at the same moment and again at the end: answered once', async () => {
    const before = (await server.store.calls.list({ flow: 'texts', limit: 200 })).length;
    const other = {
      ...ADA,
      1: ['Bob', 'Hello Bob, which day suits you?'],
      3: ['No!', 'Hello Bob, which day suits you?'],
    };
    const scripts = [
      { ...person(), lines: ADA },
      {
        ...person(),
        lines: [other[0], other[1], other[2], other[3], other[4], ['y', 'See you on Tuesday, Bob.']] as const,
      },
    ];
    const sent: { parameters: Record<string, string>; text: string }[] = [];
    await Promise.all(
      scripts.map(async ({ parties, send, lines }) => {
        for (const [body, answer] of lines) {
          const parameters = messageParameters(parties, body);
          // Other parameters, another order: another signature, but the same message.
          const shuffled = Object.fromEntries(Object.entries({ ...parameters, Extra: '1' }).reverse());
          const all = await Promise.all([send(parameters), send(shuffled), send(parameters)]);
          for (const { text } of all) expect(text).toBe(all[0]?.text);
          expect(all[0]?.text).toContain(`<Body>${answer}</Body>`);
          sent.push({ parameters, text: all[0]?.text ?? '' });
        }
      }),
    );
    const rows = server.rows();
    for (const { parameters, text } of sent) {
      expect((await server.post('/messaging/texts', parameters)).text).toBe(text);
      expect((await server.post('/messaging/texts', { ...parameters, Extra: '2' })).text).toBe(text);
    }
    expect(server.rows()).toEqual(rows);
    expect((await server.store.calls.list({ flow: 'texts', limit: 200 })).length).toBe(before + 2);
  });

  test('two different messages of one person at the same moment are two turns', async () => {
    const { write } = person();
    await write('Hi');
    const replies = await Promise.all([write('Ada'), write('Monday')]);
    const bodies = replies.map(({ text }) => /<Body>(.*)<\/Body>/.exec(text)?.[1]);
    expect([
      ['Hello Ada, which day suits you?', 'Monday, is that right?'],
      ['Ada, is that right?', 'Hello Monday, which day suits you?'],
    ]).toContainEqual(bodies);
  });

  test.each([
    ['WhatsApp', { from: 'whatsapp:+15550100199', to: 'whatsapp:+15550100100' }],
    ['Messenger', { from: 'messenger:1234567890', to: 'messenger:9876543210' }],
    ['a short code', { from: '+15550108888', to: '12345' }],
  ])('by %s', async (_name, parties) => {
    const { write } = person(parties);
    await write('Hi');
    expect((await write('Ada')).text).toContain('Hello Ada');
    // The same person on another number has a conversation of its own.
    expect((await person({ ...parties, to: '+15550107777' }).write('Bob')).text).toContain('What is your name?');
    expect((await write('Monday')).text).toContain('Monday, is that right?');
  });

  test('keeps to the version it began with', async () => {
    const { write } = person();
    await publish('pinned', appointment);
    const send = (body: string, parties: { from: string; to: string }) =>
      server.post('/messaging/pinned', messageParameters(parties, body));
    const old = person().parties;
    await send('Hi', old);
    await publish('pinned', {
      ...appointment,
      blocks: { ...appointment.blocks, day: { ...appointment.blocks.day!, props: { body: 'When?' } } },
    });
    expect((await send('Ada', old)).text).toContain('Hello Ada');
    const fresh = person().parties;
    await send('Hi', fresh);
    expect((await send('Ada', fresh)).text).toContain('When?');
    expect((await write('Hi')).text).toContain('What is your name?');
  });
});

test('what is told of a reply, which has a sid of its own, goes on with the conversation; the next message too', async () => {
  const told: FlowDocument = {
    ...appointment,
    blocks: {
      start: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'reply' } },
      reply: { type: 'message', props: { body: 'Hello', after: 'exits' }, exits: { sent: 'ask', failed: 'ask' } },
      ask: {
        type: 'waitMessage',
        props: { body: '{{ blocks.reply.MessageStatus }}. And you?' },
        exits: { answered: 'bye' },
      },
      bye: { type: 'message', props: { body: 'Bye {{ message.Body }}' }, exits: {} },
    },
  };
  await publish('told', told);
  const { parties, send } = person();
  const first = messageParameters(parties, 'Hi');
  const action = actionIn((await send(first, '/messaging/told')).text);
  const { AccountSid = '' } = first;
  const status = { AccountSid, MessageSid: nextSid('SM'), MessageStatus: 'sent' };
  const asked = await send(status, action);
  expect(asked.text).toContain('<Body>sent. And you?</Body>');
  // A later status of the same reply changes nothing.
  expect((await send({ ...status, MessageStatus: 'delivered' }, action)).text).toBe(asked.text);
  expect((await send(messageParameters(parties, 'Ada'), '/messaging/told')).text).toContain('Bye Ada');
  expect((await server.store.calls.get(first.MessageSid ?? ''))?.turns).toBe(3);
});

describe('an answer that comes too late', () => {
  test('takes its exit where that leads somewhere, else begins anew; a millisecond decides', async () => {
    const { parties, write } = person();
    await write('Hi');
    now += HOUR;
    expect((await write('Ada')).text).toContain('Hello Ada');
    now += HOUR + 1;
    expect((await write('Monday')).text).toContain('That was too late for Ada.');
    const first = messageParameters(parties, 'Hi');
    await server.post('/messaging/texts', first);
    now += HOUR + 1;
    const anew = await write('Ada');
    expect(anew.text).toContain('What is your name?');
    // The old one stays as it was; its message gets its own answer still.
    expect((await server.post('/messaging/texts', first)).text).toContain('What is your name?');
    expect((await server.store.calls.get(first.MessageSid ?? ''))?.turns).toBe(1);
    expect((await write('Bob')).text).toContain('Hello Bob');
  });
});

describe('flows that hand messages over', () => {
  const start = { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'ask' } };
  const router = (to: string, ask = {}): FlowDocument => ({
    ...appointment,
    blocks: {
      start: { ...start, exits: { next: Object.hasOwn(ask, 'ask') ? 'ask' : 'away' } },
      ...ask,
      away: { type: 'redirect', props: { url: `/messaging/${to}`, method: 'POST' }, exits: {} },
    },
  });

  test('each message comes by both, and the conversation is the one that waits', async () => {
    await publish('router', router('texts'));
    const { parties, send } = person();
    for (const [body, answer] of ADA) {
      const parameters = messageParameters(parties, body);
      const away = await send(parameters, '/messaging/router');
      expect(away.text).toContain('<Redirect method="POST">/messaging/texts</Redirect>');
      const reply = await send(parameters);
      expect(reply.text).toContain(`<Body>${answer}</Body>`);
      // Sent again, it goes the same way.
      expect((await send(parameters, '/messaging/router')).text).toBe(away.text);
      expect((await send(parameters)).text).toBe(reply.text);
    }
  });

  test('a conversation that was handed over goes on where it waits, though the number still names the first flow', async () => {
    const ask = { ask: { type: 'waitMessage', props: { body: 'Ready?' }, exits: { answered: 'away' } } };
    await publish('front', router('texts', ask));
    const { parties, send } = person();
    const first = messageParameters(parties, 'Hi');
    expect((await send(first, '/messaging/front')).text).toContain('Ready?');
    const second = messageParameters(parties, 'Sure');
    expect((await send(second, '/messaging/front')).text).toContain('<Redirect ');
    expect((await send(second)).text).toContain('What is your name?');
    expect((await send(messageParameters(parties, 'Ada'), '/messaging/front')).text).toContain('Hello Ada');
    expect((await server.store.calls.get(first.MessageSid ?? ''))?.turns).toBe(4);
  });
});
