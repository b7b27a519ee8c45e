import { describe, expect, it } from 'vitest';
import { type AnyBlock, defineBlock } from '../../shared/block.ts';
import { admit } from '../../shared/engine/admission.ts';

import { compileFlow } from '../../shared/engine/compile.ts';
import { ENGINE_LIMITS } from '../../shared/engine/limits.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { targetOf } from '../../shared/engine/target.ts';
import type { EngineServices, Session, TurnResult } from '../../shared/engine/types.ts';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { element } from '../../shared/twiml/element.ts';
import { asideTurn, resumeAside, resumeTurn, startTurn } from './support/whole-turns.ts';

const common = { title: '', about: '', group: 'talk', icon: '', docs: null, fields: {}, summary: () => '' } as const;
const next = [{ name: 'next', label: 'Then' }];

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
      type: 'queue',
      exits: () => [...next, { name: 'wait', label: 'While waiting', aside: 'enqueueWait' }],
      run: ({ actionUrl, asideUrl }) => ({
        twiml: [element('Enqueue', { action: actionUrl, waitUrl: asideUrl('wait') }, 'desk')],
        wait: true,
        state: 'queued',
      }),
      resume: (_request, { state }) => ({ go: 'next', set: { was: state ?? null } }),
    }),
    defineBlock({
      ...common,
      type: 'position',
      exits: () => next,
      run: ({ lookup }) => ({
        twiml: [element('Say', {}, `Position ${lookup('blocks.queue.QueuePosition')}`)],
        go: 'next',
      }),
    }),
    defineBlock({
      ...common,
      type: 'ask',
      exits: () => next,
      run: ({ actionUrl, state }) => ({
        twiml: [element('Gather', { action: actionUrl }, element('Say', {}, state ? 'Again?' : 'Leave?'))],
        wait: true,
        state: state ?? 0,
      }),
      resume: ({ parameters }) =>
        parameters.Digits === '1' ? { go: 'next', set: { left: true } } : { again: true, state: 1 },
    }),
    defineBlock({ ...common, type: 'bye', exits: () => [], run: () => ({ twiml: [element('Hangup')], end: true }) }),
    defineBlock({
      ...common,
      type: 'broken',
      exits: () => [],
      run: () => {
        throw new Error('broken');
      },
    }),
  ].map((block) => [block.type, block as unknown as AnyBlock]),
);

const CALL = 'CA1';
const block = (type: string, exits: FlowBlock['exits'] = {}): FlowBlock => ({ type, props: {}, exits });
const flowOf = (wait: string) =>
  compileFlow(
    {
      version: 1,
      name: 'Queue',
      settings: {},
      variables: { left: { type: 'boolean' } },
      blocks: {
        start: block('start', { next: 'queue' }),
        queue: block('queue', { next: 'bye', wait }),
        position: block('position', { next: 'ask' }),
        ask: block('ask'),
        broken: block('broken'),
        bye: block('bye'),
      },
      layout: {},
      tests: [],
    },
    types,
  );
const flow = flowOf('position');

let minted = 0;
const services: EngineServices = {
  token: () => `t${++minted}`,
  now: () => 0,
  links: linksFor('https://pbx.example.com', 'desk'),
};
const queued = (using = flow): TurnResult =>
  startTurn(using, { sid: CALL, channel: 'voice', flowId: 'desk', version: 1, request: { parameters: {} } }, services);
const wait = (session: Session, leg = CALL, using = flow): TurnResult =>
  asideTurn(using, session, { block: 'queue', exit: 'wait', leg }, { parameters: { QueuePosition: '3' } }, services);
const urlIn = (xml: string, attribute: string): string =>
  (new RegExp(`${attribute}="([^"]+)"`).exec(xml)?.[1] ?? '').replaceAll('&amp;', '&');
const targetIn = (xml: string, attribute: string) => {
  const target = targetOf(urlIn(xml, attribute).slice('https://pbx.example.com'.length));
  if (!target) throw new Error(`No webhook in ${xml}`);
  return target;
};

describe('an aside', () => {
  it('is named by the URL, with the call it belongs to', () => {
    expect(targetIn(queued().xml, 'waitUrl')).toMatchObject({
      kind: 'aside',
      block: 'queue',
      exit: 'wait',
      call: CALL,
    });
    expect(targetOf('/voice/desk/queue/aside/wait?t=x')).toBeUndefined();
  });

  it('speaks beside the call, knows the occasion, and leaves the call where it waits', () => {
    const { session } = queued();
    const turn = wait(session);
    expect(turn.xml).toContain('<Say>Position 3</Say>');
    expect(turn.session).toMatchObject({ status: 'active', waiting: session.waiting, state: 'queued', turn: 2 });
    expect(turn.session.results.queue).toEqual({ QueuePosition: '3' });
  });

  it('waits for its own webhook, goes on there, and ends without ending the call', () => {
    const first = wait(queued().session);
    const action = targetIn(first.xml, 'action');
    expect(action).toMatchObject({ kind: 'action', block: 'ask', call: CALL });
    const call = { session: first.session, latest: 'enqueue' };
    const admitted = admit(action, call, undefined);
    expect(admitted).toEqual({ kind: 'aside', key: `queue.wait.${CALL}` });
    const key = `queue.wait.${CALL}`;
    const again = resumeAside(flow, first.session, key, { parameters: { Digits: '5' } }, services);
    expect(again.xml).toContain('Again?');
    const left = resumeAside(flow, again.session, key, { parameters: { Digits: '1' } }, services);
    expect(left.xml).toContain('<Response/>');
    expect(left.failure).toBeUndefined();
    expect(left.session).toMatchObject({ status: 'active', variables: { left: true }, waiting: { block: 'queue' } });
    expect(left.session.asides).toBeUndefined();
  });

  it('is over once the call goes on; what comes late gets an empty document', () => {
    const aside = wait(queued().session);
    const main = resumeTurn(flow, aside.session, { parameters: {} }, services);
    expect(main.session).toMatchObject({ status: 'ended', variables: { was: 'queued' } });
    expect(main.session.asides).toBeUndefined();
    const late = admit(targetIn(aside.xml, 'action'), { session: main.session, latest: 'bye' }, undefined);
    expect(late).toMatchObject({ kind: 'repeat', stale: true, answer: expect.stringContaining('<Response/>') });
  });

  it('is kept apart for every leg that hears it', () => {
    const one = wait(queued().session, 'CA2');
    const both = wait(one.session, 'CA3');
    expect(Object.keys(both.session.asides ?? {})).toEqual(['queue.wait.CA2', 'queue.wait.CA3']);
    const first = admit(targetIn(one.xml, 'action'), { session: both.session, latest: '' }, undefined);
    expect(first).toEqual({ kind: 'aside', key: 'queue.wait.CA2' });
    let { session } = both;
    for (let leg = 0; leg < 100; leg++) session = wait(session, `CX${leg}`).session;
    expect(Object.keys(session.asides ?? {})).toHaveLength(ENGINE_LIMITS.asidesWaiting);
  });

  it('that fails says why in the log and nothing to the caller', () => {
    const using = flowOf('broken');
    const turn = wait(queued(using).session, CALL, using);
    expect(turn.failure?.code).toBe('block-failed');
    expect(turn.xml).toContain('<Pause length="10"/>');
    expect(turn.xml).not.toContain('Hangup');
    expect(turn.session.status).toBe('active');
  });

  it('behind an exit that is not connected, or none, says nothing', () => {
    const { session } = queued();
    const start = { block: 'queue', exit: 'next', leg: CALL };
    expect(asideTurn(flow, session, start, { parameters: {} }, services).failure?.code).toBe('no-aside');
  });

  it('does not use up the turns of the call', () => {
    let { session } = queued();
    for (let asked = 0; asked < ENGINE_LIMITS.turnsPerCall + 5; asked++) session = wait(session).session;
    expect(resumeTurn(flow, session, { parameters: {} }, services).failure).toBeUndefined();
  });

  it('has a limit of its own, also where it keeps asking', () => {
    const { session } = wait(queued().session);
    const worn = { ...session, asideTurns: ENGINE_LIMITS.asidesPerCall };
    expect(wait(worn).failure?.code).toBe('aside-limit');
    const again = resumeAside(flow, worn, `queue.wait.${CALL}`, { parameters: {} }, services);
    expect(again.failure?.code).toBe('aside-limit');
    expect(again.session.asides).toBeUndefined();
  });
});
