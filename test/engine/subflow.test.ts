import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { asideTurn, resumeAside } from '../../shared/engine/aside.ts';
import { type CompiledFlow, compileFlow } from '../../shared/engine/compile.ts';
import { ENGINE_LIMITS } from '../../shared/engine/limits.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { settle } from '../../shared/engine/settle.ts';
import { targetOf } from '../../shared/engine/target.ts';
import { resumeTurn, startTurn } from '../../shared/engine/turn.ts';
import type { PendingTurn, Session, Turned, TurnResult } from '../../shared/engine/types.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';

const block = (type: string, props: FlowBlock['props'] = {}, exits: FlowBlock['exits'] = {}): FlowBlock => ({
  type,
  props,
  exits,
});
const start = (next: string) => block('start', {}, { next });
const say = (text: string, next?: string) => block('say', { prompts: [{ say: text }] }, next ? { next } : {});
const gather = (next: string) =>
  block('gather', { prompts: [{ say: 'Digits?' }], numDigits: 1 }, { input: next, noInput: next });

type Flows = Readonly<Record<string, Partial<FlowDocument> & Pick<FlowDocument, 'blocks'>>>;

/** The flow `main`, which may call the others. */
function main(flows: Flows): CompiledFlow {
  const compiled = new Map<string, CompiledFlow>();
  for (const [id, flow] of Object.entries(flows)) {
    const document = {
      version: 1,
      name: id,
      settings: {},
      variables: {},
      layout: {},
      tests: [],
      ...flow,
    } as FlowDocument;
    compiled.set(
      id,
      compileFlow(document, blockTypes, (called) => compiled.get(called)),
    );
  }
  return compiled.get('main') as CompiledFlow;
}

let tokens = 0;
const services = { token: () => `t${++tokens}`, now: () => 0, links: linksFor('', 'main') };
const done = (turned: Turned): TurnResult =>
  settle(turned, ({ effect }) => ({ kind: effect.kind, result: 'accepted', sid: 'SM1', status: 'queued' }) as never);
const call = (flow: CompiledFlow, channel: 'voice' | 'messaging' = 'voice') =>
  startTurn(
    flow,
    { sid: 'CA1', channel, flowId: 'main', version: 1, request: { parameters: { From: '+15550100199' } } },
    services,
  );
const answer = (flow: CompiledFlow, session: Session, Digits = '1') =>
  done(resumeTurn(flow, session, { parameters: { Digits } }, services));
const spoken = ({ xml }: TurnResult) => [...xml.matchAll(/<Say[^>]*>([^<]*)/g)].map(([, text]) => text);
const way = ({ log }: TurnResult) => log.map((step) => `${step.block} ${step.event} ${step.exit ?? step.result}`);

const asking: Flows[string] = {
  name: 'Asking',
  variables: {
    who: { type: 'string', initial: 'you', scope: 'parameter' },
    times: { type: 'number', initial: 1, scope: 'parameter' },
    digit: { type: 'string', scope: 'result' },
    own: { type: 'string', initial: 'mine' },
  },
  blocks: {
    start: start('hello'),
    hello: say('{{ flow.name }} {{ who }} {{ times | plus: 1 }} {{ own }} {{ digit }}{{ company }}.', 'ask'),
    ask: gather('keep'),
    keep: block(
      'set',
      {
        assignments: [
          { name: 'digit', value: '{{ blocks.ask.Digits }}' },
          { name: 'own', value: 'changed' },
        ],
      },
      { next: 'back' },
    ),
    back: block('return', { outcome: '{% if digit == "9" %}nine{% endif %}' }),
  },
};
const site = (exits: FlowBlock['exits'], parameters: readonly { name: string; value: string }[] = []) =>
  block('subflow', { flow: 'asking', parameters: [...parameters], outcomes: ['nine'] }, exits);

describe('a flow that another calls', () => {
  test('has variables of its own, takes parameters by type, and gives its results back', () => {
    const flow = main({
      main: {
        variables: { company: { type: 'string', initial: 'Acme' } },
        blocks: {
          start: start('a'),
          a: site({ done: 'after' }, [
            { name: 'who', value: '{{ company }}' },
            { name: 'times', value: '2' },
          ]),
          after: say('{{ blocks.a.digit }} {{ company }} {{ own }}{{ who }}{{ blocks.ask.Digits }}.'),
        },
      },
      asking,
    });
    const first = done(call(flow));
    expect(spoken(first)).toEqual(['Asking Acme 3 mine .', 'Digits?']);
    expect(first.session.waiting?.block).toBe('a.ask');
    expect(first.session.variables).toMatchObject({ company: 'Acme', 'a.who': 'Acme', 'a.times': 2 });
    expect(targetOf(/action="([^"]*)"/.exec(first.xml)?.[1] ?? '')).toMatchObject({ kind: 'action', block: 'a.ask' });
    expect(first.twiml.children.map((one) => typeof one !== 'string' && one.block)).toEqual(['a.hello', 'a.ask']);
    const second = answer(flow, first.session, '4');
    expect(spoken(second)).toEqual(['4 Acme .']);
    expect(way(second)).toEqual([
      'a.ask resume input',
      'a.keep run next',
      'a.back run return',
      'a return done',
      'after run next',
    ]);
    expect(second.session.variables).toEqual({ company: 'Acme' });
    expect(Object.keys(second.session.results)).toEqual(['a']);
  });

  test('keeps the types of its own variables by its own settings, whatever the calling flow does', () => {
    const typed = { settings: { typedVariables: true } } as const;
    const taking = (settings: FlowDocument['settings']): Flows[string] => ({
      settings,
      variables: {
        order: { type: 'object', scope: 'parameter' },
        count: { type: 'number', initial: 1, scope: 'result' },
        first: { type: 'object', scope: 'result' },
      },
      blocks: {
        start: start('keep'),
        keep: block(
          'set',
          {
            assignments: [
              { name: 'count', value: '{{ order.items.size }}' },
              { name: 'first', value: '{{ order.items[0] }}' },
            ],
          },
          { next: 'back' },
        ),
        back: block('return'),
      },
    });
    const calling = (settings: FlowDocument['settings']): Flows[string] => ({
      settings,
      variables: { order: { type: 'object', initial: { items: [{ name: 'Soup' }] } } },
      blocks: {
        start: start('a'),
        a: block(
          'subflow',
          { flow: 'taking', parameters: [{ name: 'order', value: '{{ order }}' }] },
          { done: 'after' },
        ),
        after: say('{{ blocks.a.count | plus: 1 }} {{ blocks.a.first.name }}'),
      },
    });
    const result = done(call(main({ main: calling(typed.settings), taking: taking(typed.settings) })));
    expect(result.session.results.a).toEqual({ count: 1, first: { name: 'Soup' } });
    expect(spoken(result)).toEqual(['2 Soup']);
    // What is handed over is a text to begin with: of a flow from before not JSON.
    const before = done(call(main({ main: calling({}), taking: taking(typed.settings) })));
    expect(before.log.flatMap(({ notes = [] }) => notes.map(({ code }) => code))).toEqual([
      'bad-parameter',
      'wrong-type',
      'wrong-type',
    ]);
    expect(done(call(main({ main: calling(typed.settings), taking: taking({}) }))).session.results.a).toEqual({
      count: '1',
      first: '[object Object]',
    });
  });

  test('ends by the outcome it returns, by Done where that is not connected, and begins afresh when it is entered again', () => {
    const flow = main({
      main: {
        blocks: {
          start: start('a'),
          a: site({ done: 'again', nine: 'nine' }),
          again: say('Again', 'a'),
          nine: say('Nine'),
        },
      },
      asking,
    });
    const second = answer(flow, done(call(flow)).session, '4');
    expect(spoken(second)).toEqual(['Again', 'Asking you 2 mine .', 'Digits?']);
    expect(spoken(answer(flow, second.session, '9'))).toEqual(['Nine']);
    const one = main({ main: { blocks: { start: start('a'), a: site({ done: 'end' }), end: say('Done') } }, asking });
    expect(spoken(answer(one, done(call(one)).session, '9'))).toEqual(['Done']);
  });

  test('may call others, and may end the call', () => {
    const flow = main({
      main: {
        blocks: { start: start('a'), a: block('subflow', { flow: 'middle' }, { done: 'end' }), end: say('End') },
      },
      middle: {
        variables: { both: { type: 'string', scope: 'result' } },
        blocks: {
          start: start('b'),
          b: site({ done: 'c', nine: 'bye' }),
          c: say('{{ blocks.b.digit }}'),
          bye: block('hangup'),
        },
      },
      asking,
    });
    const first = done(call(flow));
    expect(first.session.waiting?.block).toBe('a.b.ask');
    const two = answer(flow, first.session, '2');
    expect(spoken(two)).toEqual(['2', 'End']);
    expect(two.session).toMatchObject({ status: 'ended', variables: {} });
    const nine = answer(flow, first.session, '9');
    expect(nine.xml).toContain('<Hangup/>');
    expect(spoken(nine)).toEqual([]);
  });

  test('ends a call where nobody calls it', () => {
    const flow = main({ main: { blocks: { start: start('back'), back: block('return', { outcome: 'x' }) } } });
    expect(done(call(flow))).toMatchObject({ session: { status: 'ended' } });
    expect(done(call(flow)).failure).toBeUndefined();
  });

  test('is entered at most so deep', () => {
    const flow = main({
      main: {
        blocks: {
          start: start('a'),
          a: block('subflow', { flow: 'main' }, { done: 'd', failed: 'f' }),
          d: say('d'),
          f: say('f'),
        },
      },
    });
    const cut = done(call(flow));
    expect(spoken(cut)).toEqual(['f', ...Array<string>(ENGINE_LIMITS.subflowDepth).fill('d')]);
    const refused = cut.log.find(({ exit }) => exit === 'failed');
    expect(refused).toMatchObject({ block: 'a.a.a.a.a.a', notes: [{ code: 'recursion-cut' }] });
  });

  test.each([
    ['a flow that is not there', 'nowhere', 'no-flow'],
    ['one that answers no calls', 'texts', 'no-entry'],
  ])('%s leads to the exit for it', (_what, called, code) => {
    const texts = { blocks: { start: block('start', { on: 'incoming-message' }) } };
    const blocks = { start: start('a'), a: block('subflow', { flow: called }, { failed: 'f' }), f: say('f') };
    const cut = done(call(main({ main: { blocks }, texts })));
    expect(spoken(cut)).toEqual(['f']);
    expect(cut.log[1]?.notes?.[0]?.code).toBe(code);
  });

  test('notes parameters that it does not take or cannot read', () => {
    const wrong = [
      { name: 'own', value: 'x' },
      { name: 'times', value: 'many' },
    ];
    const first = done(call(main({ main: { blocks: { start: start('a'), a: site({}, wrong) } }, asking })));
    expect(first.log[1]?.notes?.map(({ code }) => code)).toEqual(['unknown-parameter', 'bad-parameter']);
    expect(first.session.variables).toMatchObject({ 'a.own': 'mine', 'a.times': 1 });
  });

  test('has what it wants performed, also when the caller is put on hold meanwhile', () => {
    const sending = {
      blocks: {
        start: start('text'),
        text: block('send', { body: 'Hi', from: '+15550100100' }, { sent: 'ok', failed: 'ok' }),
        ok: say('Sent'),
      },
    };
    const flow = main({
      main: {
        blocks: { start: start('a'), a: block('subflow', { flow: 'sending' }, { done: 'end' }), end: say('End') },
      },
      sending,
    });
    const pending = call(flow) as PendingTurn;
    expect(pending.place).toMatchObject({ flow: 'main', block: 'a.text' });
    const held = pending.hold?.() as TurnResult;
    expect(held.xml).toContain('/voice/main/a.text?t=');
    const again = resumeTurn(flow, held.session, { parameters: {} }, services) as PendingTurn;
    expect(again.place).toEqual(pending.place);
    expect(spoken(done(again))).toEqual(['Sent', 'End']);
  });

  test('has asides, which end without going back', () => {
    const queue: Flows[string] = {
      blocks: {
        start: start('wait'),
        wait: block(
          'enqueue',
          { queue: 'support', waitUrl: { exit: 'waiting' }, after: 'exits' },
          { waiting: 'music', leave: 'bye' },
        ),
        music: say('Place {{ blocks.wait.QueuePosition }}', 'inner'),
        inner: site({ done: 'more' }),
        more: say('More'),
        bye: say('Bye'),
      },
    };
    const flow = main({
      main: { blocks: { start: start('q'), q: block('subflow', { flow: 'queue' }, { done: 'end' }), end: say('End') } },
      queue,
      asking,
    });
    const first = done(call(flow));
    const url = /waitUrl="([^"]*)"/.exec(first.xml)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const target = targetOf(url);
    expect(target).toMatchObject({ kind: 'aside', block: 'q.wait', exit: 'waiting' });
    const place = { block: 'q.wait', exit: 'waiting', leg: 'CA1' };
    const aside = done(asideTurn(flow, first.session, place, { parameters: { QueuePosition: '2' } }, services));
    expect(spoken(aside)).toEqual(['Place 2', 'Asking you 2 mine .', 'Digits?']);
    expect(aside.session.waiting?.block).toBe('q.wait');
    const [key = ''] = Object.keys(aside.session.asides ?? {});
    const on = done(resumeAside(flow, aside.session, key, { parameters: { Digits: '1' } }, services));
    expect(spoken(on)).toEqual(['More']);
    expect(on.session.waiting?.block).toBe('q.wait');
  });

  test('speaks the language of the call where it can, and its own voice', () => {
    const called: Flows[string] = {
      settings: { language: 'en-US' },
      languages: { 'es-ES': { voice: 'Polly.Lucia' } },
      translations: { 'es-ES': { 'hello.prompts': { value: [{ say: 'Hola' }] } } },
      blocks: { start: start('hello'), hello: say('Hello') },
    };
    const plain: Flows[string] = { blocks: { start: start('x'), x: say('Plain') } };
    const flow = main({
      main: {
        settings: { voice: 'Polly.Joanna', timezone: 'Europe/Berlin' },
        languages: { 'es-MX': { voice: 'Polly.Mia' } },
        blocks: {
          start: start('first'),
          first: block('subflow', { flow: 'called' }, { done: 'choose' }),
          choose: block('language', { language: 'es-MX' }, { next: 'second' }),
          second: block('subflow', { flow: 'called' }, { done: 'third' }),
          third: block('subflow', { flow: 'plain' }, {}),
        },
      },
      called,
      plain,
    });
    const { xml, session } = done(call(flow));
    expect(session.language).toBe('es-MX');
    expect([...xml.matchAll(/<Say.*/g)].map(([line]) => line)).toMatchInlineSnapshot(`
      [
        "<Say language="en-US">Hello</Say>",
        "<Say voice="Polly.Lucia">Hola</Say>",
        "<Say voice="Polly.Mia">Plain</Say>",
      ]
    `);
  });

  test('ends in the call too long for it without a way out', () => {
    const round = { blocks: { start: start('s'), s: say('s') } };
    const flow = main({
      main: { blocks: { start: start('a'), a: block('subflow', { flow: 'round' }, { done: 'a' }) } },
      round,
    });
    expect(done(call(flow)).failure?.code).toBe('step-limit');
  });
});
