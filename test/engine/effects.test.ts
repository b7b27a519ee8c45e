import { describe, expect, test } from 'vitest';
import { type AnyBlock, defineBlock, type StepResult } from '../../shared/block.ts';
import type { Outcome } from '../../shared/effect.ts';
import { asideTurn } from '../../shared/engine/aside.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { ENGINE_LIMITS } from '../../shared/engine/limits.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { previewAt } from '../../shared/engine/preview.ts';
import { assumed, settle } from '../../shared/engine/settle.ts';
import { resumeTurn, startTurn } from '../../shared/engine/turn.ts';
import type { EngineServices, PendingTurn, Session, Turned, TurnResult } from '../../shared/engine/types.ts';
import { exportTwiml } from '../../shared/export/export-twiml.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { element } from '../../shared/twiml/element.ts';
import { textingFlow } from '../webhooks/support/texting-flow.ts';

const common = {
  title: 'Block',
  about: '',
  group: 'talk',
  icon: '',
  docs: null,
  fields: {},
  summary: () => '',
} as const;
const next = [{ name: 'next', label: 'Next', ends: true }] as const;
const wanted = (to: string): StepResult => ({ perform: { kind: 'message', form: { To: to } }, state: to });

/** Blocks that have messages sent, so that what is tested is the engine alone. */
const types = new Map<string, AnyBlock>(
  [
    defineBlock({
      ...common,
      type: 'start',
      exits: () => next,
      entry: () => 'incoming-call',
      run: () => ({ go: 'next' }),
    }),
    defineBlock({
      ...common,
      type: 'say',
      exits: () => next,
      run: ({ block }) => ({ twiml: [element('Say', {}, block)], go: 'next' }),
    }),
    defineBlock({
      ...common,
      type: 'send',
      exits: () => [
        { name: 'sent', label: 'Sent', ends: true },
        { name: 'optedOut', label: 'Opted out', or: 'failed' },
        { name: 'failed', label: 'Failed' },
      ],
      run: ({ block }) => wanted(block),
      performed: (outcome, { state }) => {
        if (outcome.kind !== 'message' || outcome.result === 'unknown') throw new Error('out of order');
        const results = { To: state ?? null };
        return { go: outcome.result === 'accepted' ? 'sent' : outcome.code === 1 ? 'optedOut' : 'failed', results };
      },
    }),
    defineBlock({
      ...common,
      type: 'ask',
      exits: () => [...next, { name: 'wait', label: 'Meanwhile', aside: 'enqueueWait' }],
      run: ({ actionUrl }) => ({ twiml: [element('Enqueue', { action: actionUrl })], wait: true }),
      resume: ({ parameters }) => wanted(parameters.Digits ?? ''),
      performed: (_outcome, { state }) => ({ go: 'next', results: { To: state ?? null } }),
    }),
  ].map((block) => [block.type, block as unknown as AnyBlock]),
);

const block = (type: string, exits: FlowBlock['exits'] = {}): FlowBlock => ({ type, props: {}, exits });
function flow(blocks: Record<string, FlowBlock>) {
  const document: FlowDocument = { version: 1, name: 'T', settings: {}, variables: {}, blocks, layout: {}, tests: [] };
  return compileFlow(document, types);
}
const services = { token: () => 'token', now: () => 0, links: linksFor('', 'desk') };
const start = (
  compiled: ReturnType<typeof flow>,
  channel: 'voice' | 'messaging' = 'voice',
  using: EngineServices = services,
) =>
  startTurn(
    compiled,
    { sid: 'CA1', channel, flowId: 'desk', version: 3, request: { parameters: { MessageSid: 'SM1' } }, at: 'start' },
    using,
  );

const ACCEPTED: Outcome = { kind: 'message', result: 'accepted', sid: 'SM9', status: 'queued' };
const refused = (code: number): Outcome => ({ kind: 'message', result: 'refused', code, reason: 'No.' });

const two = flow({
  start: block('start', { next: 'hello' }),
  hello: block('say', { next: 'first' }),
  first: block('send', { sent: 'second', failed: 'sorry' }),
  second: block('send', { sent: 'bye', failed: 'sorry' }),
  sorry: block('say'),
  bye: block('say'),
});

function pending(turned: Turned): PendingTurn {
  if (!('effect' in turned)) throw new Error('The turn is over.');
  return turned;
}
function over(turned: Turned): TurnResult {
  if ('effect' in turned) throw new Error('The turn is not over.');
  return turned;
}
const spoken = ({ twiml }: TurnResult) =>
  twiml.children.map((child) => (typeof child === 'string' ? child : `${child.tag} ${child.children.join('')}`.trim()));

describe('a turn in which something is performed', () => {
  test('stops there, names the place, and goes on with what came of it', () => {
    const first = pending(start(two));
    expect(first.effect).toEqual({ kind: 'message', form: { To: 'first' } });
    expect(first.place).toEqual({ sid: 'CA1', flow: 'desk', channel: 'voice', block: 'first', visit: '0.0' });
    const second = pending(first.proceed(ACCEPTED));
    expect(second.place).toMatchObject({ block: 'second', visit: '0.1' });
    const result = over(second.proceed(refused(2)));
    expect(spoken(result)).toEqual(['Say hello', 'Say sorry']);
    expect(result.session.results).toEqual({ first: { To: 'first' }, second: { To: 'second' } });
    expect(result.log.map(({ block, exit, visit }) => [block, exit, visit])).toEqual([
      ['start', 'next', undefined],
      ['hello', 'next', undefined],
      ['first', 'sent', '0.0'],
      ['second', 'failed', '0.1'],
      ['sorry', 'next', undefined],
    ]);
  });

  test('run anew it wants the same in the same places, and comes out the same', () => {
    const places: unknown[] = [];
    const run = () =>
      settle(start(two), ({ place, effect }) => {
        places.push({ place, effect });
        return ACCEPTED;
      });
    const before = run();
    expect(run().xml).toBe(before.xml);
    expect(places.slice(2)).toEqual(places.slice(0, 2));
  });

  test('can end with a hold document, from which any later process goes on', () => {
    const held = pending(start(two)).hold?.();
    if (!held) throw new Error('There is no hold.');
    expect(spoken(held)).toEqual(['Say hello', 'Pause', 'Redirect /voice/desk/first?t=token']);
    expect(held.log.at(-1)).toMatchObject({ block: 'first', result: 'held', visit: '0.0' });
    const stored = JSON.parse(JSON.stringify(held.session)) as Session;
    const again = pending(resumeTurn(two, stored, { parameters: {} }, services));
    expect(again.place.visit).toBe('0.0');
    expect(again.effect).toEqual({ kind: 'message', form: { To: 'first' } });
    const held2 = pending(resumeTurn(two, stored, { parameters: {} }, services)).hold?.();
    expect(held2 && spoken(held2)).toEqual(['Pause', 'Redirect /voice/desk/first?t=token']);
    const second = pending(again.proceed(ACCEPTED));
    // Of another turn: it cannot be taken for one of the turn before.
    expect(second.place.visit).toBe('1.0');
    const result = over(second.proceed(ACCEPTED));
    expect(spoken(result)).toEqual(['Say bye']);
    expect(result.session).toMatchObject({ status: 'ended', turn: 2, waiting: null });
    expect(result.session.results.first).toEqual({ To: 'first' });
  });

  test('cannot be put on hold where a message is answered; its places name the message', () => {
    const turned = pending(start(two, 'messaging', { ...services, request: 'SM1.0' }));
    expect(turned.hold).toBeUndefined();
    expect(turned.place.visit).toBe('SM1.0.0');
  });

  test('that came back to a block wants something, too', () => {
    const asking = flow({
      start: block('start', { next: 'ask' }),
      ask: block('ask', { next: 'bye' }),
      bye: block('say'),
    });
    const { session } = over(start(asking));
    const come = () => pending(resumeTurn(asking, session, { parameters: { Digits: '5' } }, services));
    const turned = come();
    expect(turned.effect).toMatchObject({ form: { To: '5' } });
    const result = over(turned.proceed(ACCEPTED));
    expect(result.session.results.ask).toEqual({ To: '5' });
    expect(result.log[0]).toMatchObject({ event: 'resume', exit: 'next' });
    expect(come().hold?.().session.state).toBe('5');
  });

  test('beside a call is told apart by its request and never put on hold', () => {
    const waiting = flow({
      start: block('start', { next: 'ask' }),
      ask: block('ask', { wait: 'text' }),
      text: block('send', { failed: 'bye' }),
      bye: block('say'),
    });
    const { session } = over(start(waiting));
    const place = { block: 'ask', exit: 'wait', leg: 'CA1' };
    const at = (request: string) =>
      pending(asideTurn(waiting, session, place, { parameters: {} }, { ...services, request }));
    expect(at('one').place.visit).toBe('one.0');
    expect(at('two').place.visit).toBe('two.0');
    expect(at('one').hold).toBeUndefined();
  });

  test('takes the exit that stands in for one that is not connected', () => {
    const result = over(pending(pending(start(two)).proceed(ACCEPTED)).proceed(refused(1)));
    expect(result.log.at(-2)).toMatchObject({ block: 'second', exit: 'failed', to: 'sorry' });
  });

  test('our own mistake gives the fallback, as anywhere', () => {
    const result = over(pending(start(two)).proceed({ kind: 'message', result: 'unknown', reason: '' }));
    expect(result.failure).toMatchObject({ code: 'block-failed', message: expect.stringContaining('out of order') });
  });

  test('goes on however long the effect took, and only so often', () => {
    const round = flow({ start: block('start', { next: 'a' }), a: block('send', { sent: 'a', failed: 'a' }) });
    let now = 0;
    const slow = { ...services, now: () => now };
    const turned = startTurn(
      round,
      { sid: 'CA1', channel: 'voice', flowId: 'desk', version: 3, request: { parameters: {} } },
      slow,
    );
    let count = 0;
    const result = settle(turned, () => {
      count++;
      now += 60_000;
      return ACCEPTED;
    });
    expect(count).toBe(ENGINE_LIMITS.effectsPerTurn);
    expect(result.failure?.code).toBe('effect-limit');
  });
});

test('a preview assumes that it goes well; an export says that the document is not all', () => {
  const real = textingFlow({ to: '+15550100199', from: '+15550100100', body: 'Hi' });
  expect(previewAt(two, null, { links: services.links }).log.filter(({ visit }) => visit).length).toBe(2);
  expect(settle(start(two), assumed).failure).toBeUndefined();
  const exported = exportTwiml(real);
  expect(exported).toMatchObject({ ok: false });
  if (!exported.ok) expect(exported.reasons.map(({ message }) => message).join()).toContain('this server do something');
});
