import { describe, expect, it } from 'vitest';
import { type AnyBlock, defineBlock, type StepResult } from '../../shared/block.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { ENGINE_LIMITS } from '../../shared/engine/limits.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { previewAt } from '../../shared/engine/preview.ts';
import type { Session } from '../../shared/engine/types.ts';
import type { FieldKind } from '../../shared/fields/field.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { element } from '../../shared/twiml/element.ts';
import { resumeTurn, startTurn } from './support/whole-turns.ts';

const text: FieldKind<string> = {
  kind: 'text',
  shape: () => {
    throw new Error('not used here');
  },
  templates: (value) => [{ text: value, path: '' }],
  evaluate: (value, render) => render(value),
};
const common = { title: '', about: '', group: 'talk', icon: '', docs: null } as const;
const textField = { text: { kind: text, options: undefined, label: 'Text' } } as const;

/** A tiny language of blocks, so that what is tested is the engine alone. */
const types = new Map<string, AnyBlock>(
  [
    defineBlock({
      ...common,
      type: 'start',
      fields: {},
      exits: () => [{ name: 'next', label: 'Next' }],
      summary: () => '',
      entry: () => 'incoming-call',
      run: () => ({ go: 'next' }),
    }),
    defineBlock({
      ...common,
      type: 'say',
      title: 'Say',
      fields: textField,
      exits: () => [{ name: 'next', label: 'Then', ends: true }],
      summary: () => '',
      run: ({ props }): StepResult => ({ twiml: [element('Say', {}, props.text ?? '')], go: 'next' }),
    }),
    defineBlock({
      ...common,
      type: 'ask',
      title: 'Ask',
      fields: textField,
      exits: () => [
        { name: 'got', label: 'Got it' },
        { name: 'gaveUp', label: 'Gave up' },
      ],
      summary: () => '',
      run: ({ actionUrl, props, state }): StepResult => ({
        twiml: [
          element('Gather', { action: actionUrl }, element('Say', {}, state ? `Again ${state}` : (props.text ?? ''))),
        ],
        wait: true,
        state: state ?? 0,
      }),
      resume: ({ parameters }, { state }): StepResult => {
        if (parameters.Digits)
          return { go: 'got', results: { Digits: parameters.Digits }, set: { last: parameters.Digits } };
        return Number(state) < 1 ? { again: true, state: Number(state) + 1 } : { go: 'gaveUp' };
      },
    }),
    defineBlock({
      ...common,
      type: 'boom',
      title: 'Boom',
      fields: {},
      exits: () => [],
      summary: () => '',
      run: () => {
        throw new Error('out of order');
      },
    }),
    defineBlock({
      ...common,
      type: 'end',
      fields: {},
      exits: () => [],
      summary: () => '',
      run: () => ({ twiml: [element('Hangup')], end: true }),
    }),
  ].map((block) => [block.type, block as unknown as AnyBlock]),
);

const block = (type: string, props: FlowBlock['props'] = {}, exits: FlowBlock['exits'] = {}): FlowBlock => ({
  type,
  props,
  exits,
});
function flow(blocks: Record<string, FlowBlock>, more: Partial<FlowDocument> = {}) {
  const document: FlowDocument = {
    version: 1,
    name: 'Test',
    settings: {},
    variables: {},
    blocks,
    layout: {},
    tests: [],
    ...more,
  };
  return compileFlow(document, types);
}
function services() {
  let count = 0;
  return { token: () => `token${++count}`, now: () => 0, links: linksFor('', 'desk') };
}
const start = (compiled: ReturnType<typeof flow>, parameters: Record<string, string> = { From: '+15550100199' }) =>
  startTurn(
    compiled,
    { sid: 'CA1', channel: 'voice', flowId: 'desk', version: 3, request: { parameters } },
    services(),
  );
const resume = (compiled: ReturnType<typeof flow>, session: Session, parameters: Record<string, string>) =>
  resumeTurn(compiled, session, { parameters }, services());
const inner = (xml: string) => xml.replace(/^<\?xml[^>]*>\n/, '').replace(/\n\s*/g, '');

const menu = {
  start: block('start', {}, { next: 'hello' }),
  hello: block('say', { text: 'Hello {{ call.From }}' }, { next: 'ask' }),
  ask: block('ask', { text: 'Press a key' }, { got: 'thanks', gaveUp: 'bye' }),
  thanks: block('say', { text: 'You pressed {{ blocks.ask.Digits }}, {{ last }}.' }),
  bye: block('end'),
};

describe('a turn', () => {
  it('is cut when its templates take too long together', () => {
    let now = 0;
    const slow = { ...services(), now: () => (now += 200) };
    const compiled = flow({
      start: block('start', {}, { next: 'a' }),
      a: block('say', { text: '{{ call.From }}' }, { next: 'b' }),
      b: block('say', { text: '{{ call.From }}' }, { next: 'c' }),
      c: block('say', { text: '{{ call.From }}' }, { next: 'd' }),
      d: block('say', { text: 'Never' }),
    });
    const request = { parameters: { From: '+15550100199' } };
    const entry = { sid: 'CA1', channel: 'voice', flowId: 'desk', version: 3, request } as const;
    const { failure, xml } = startTurn(compiled, entry, slow);
    expect(failure?.message).toContain('took more than 500 ms');
    expect(xml).toContain('<Hangup/>');
    expect(xml).not.toContain('Never');
  });

  it('keeps no more of a parameter than the limit', () => {
    const compiled = flow(menu);
    const { session } = resume(compiled, start(compiled).session, { Digits: '7'.repeat(60_000) });
    expect(session.results.ask?.Digits).toBe('7'.repeat(ENGINE_LIMITS.parameterLength));
  });

  it('collects consecutive blocks into one document and waits with a one-time token', () => {
    const result = start(flow(menu));
    expect(inner(result.xml)).toBe(
      '<Response><Say>Hello +15550100199</Say><Gather action="/voice/desk/ask?t=token1"><Say>Press a key</Say></Gather></Response>',
    );
    expect(result.session).toMatchObject({
      sid: 'CA1',
      version: 3,
      status: 'active',
      turn: 1,
      waiting: { block: 'ask', token: 'token1' },
    });
    expect(result.log.map(({ block, result, to }) => [block, result, to])).toEqual([
      ['start', 'go', 'hello'],
      ['hello', 'go', 'ask'],
      ['ask', 'wait', undefined],
    ]);
    expect(result.twiml.children.map((child) => (typeof child === 'string' ? child : child.block))).toEqual([
      'hello',
      'ask',
    ]);
  });

  it('resumes where it waited, with results and variables for later templates', () => {
    const compiled = flow(menu, { variables: { last: { type: 'string', initial: 'none' } } });
    const first = start(compiled);
    expect(first.session.variables).toEqual({ last: 'none' });
    const second = resume(compiled, first.session, { Digits: '7' });
    expect(inner(second.xml)).toBe('<Response><Say>You pressed 7, 7.</Say></Response>');
    expect(second.session).toMatchObject({
      status: 'ended',
      turn: 2,
      waiting: null,
      variables: { last: '7' },
      results: { ask: { Digits: '7' } },
    });
    expect(first.session.variables).toEqual({ last: 'none' });
  });

  it('runs a block again with its state, then lets it give up', () => {
    const compiled = flow(menu);
    const second = resume(compiled, start(compiled).session, {});
    expect(inner(second.xml)).toContain('<Say>Again 1</Say>');
    expect(second.log.map((step) => step.result)).toEqual(['again', 'wait']);
    const third = resume(compiled, second.session, {});
    expect(inner(third.xml)).toBe('<Response><Hangup/></Response>');
    expect(third.log[0]).toMatchObject({ result: 'go', exit: 'gaveUp', to: 'bye' });
  });

  it('survives a trip through JSON between two turns', () => {
    const compiled = flow(menu);
    const kept = JSON.parse(JSON.stringify(start(compiled).session)) as Session;
    expect(resume(compiled, kept, { Digits: '1' }).xml).toBe(
      resume(compiled, start(compiled).session, { Digits: '1' }).xml,
    );
  });

  it('gives the same result for the same input', () => {
    expect(start(flow(menu))).toEqual(start(flow(menu)));
  });

  it('keeps only Twilio’s own parameters of the first request, cut to size', () => {
    const { session } = start(flow(menu), { From: 'x'.repeat(9_000), Evil: 'y', __proto__x: 'z', SipHeader_A: 'b' });
    expect(Object.keys(session.call)).toEqual(['From', 'SipHeader_A']);
    expect(session.call.From).toHaveLength(ENGINE_LIMITS.parameterLength);
  });
});

describe('when something is wrong the caller hears the fallback, never silence', () => {
  const fallback = { settings: { fallback: 'Sorry about that.' } };
  const spoken = '<Say>Sorry about that.</Say><Hangup/></Response>';

  it.each<[string, Record<string, FlowBlock>, string, RegExp]>([
    [
      'a loop without caller input',
      {
        start: block('start', {}, { next: 'a' }),
        a: block('say', { text: 'x' }, { next: 'b' }),
        b: block('say', {}, { next: 'a' }),
      },
      'step-limit',
      /circle/,
    ],
    ['an exit that goes nowhere', { start: block('start') }, 'exit-not-connected', /"Next"/],
    [
      'a block that throws',
      { start: block('start', {}, { next: 'x' }), x: block('boom') },
      'block-failed',
      /"Boom".*out of order/,
    ],
    ['no start block', { x: block('say') }, 'no-entry', /no start block for calls/],
    [
      'an answer over 64 KB',
      { start: block('start', {}, { next: 'x' }), x: block('say', { text: 'ü'.repeat(40_000) }) },
      'response-too-large',
      /64 KB/,
    ],
  ])('%s', (_what, blocks, code, message) => {
    const result = start(flow(blocks, fallback));
    expect(inner(result.xml)).toBe(`<Response>${spoken}`);
    expect(result.failure?.code).toBe(code);
    expect(result.failure?.message).toMatch(message);
    expect(result.session).toMatchObject({ status: 'ended', waiting: null });
  });

  it('keeps what was said before the failure', () => {
    const result = start(
      flow(
        {
          start: block('start', {}, { next: 'a' }),
          a: block('say', { text: 'First' }, { next: 'x' }),
          x: block('boom'),
        },
        fallback,
      ),
    );
    expect(inner(result.xml)).toBe(`<Response><Say>First</Say>${spoken}`);
    expect(result.log.at(-1)).toMatchObject({ block: 'x', result: 'failed' });
  });

  it('ends a call that needs too many turns', () => {
    const compiled = flow(menu, fallback);
    const session = { ...start(compiled).session, turn: ENGINE_LIMITS.turnsPerCall };
    expect(resume(compiled, session, { Digits: '1' }).failure?.code).toBe('turn-limit');
    const request = { parameters: {} };
    const entry = { sid: 'CA1', channel: 'voice', flowId: 'desk', version: 3, request, before: session } as const;
    expect(startTurn(compiled, entry, services()).failure?.code).toBe('turn-limit');
  });

  it('notes a template that cannot be rendered and goes on', () => {
    const result = start(
      flow({ start: block('start', {}, { next: 'a' }), a: block('say', { text: 'Hi {{ x | nope }}' }) }),
    );
    expect(result.failure).toBeUndefined();
    expect(result.log[1]?.notes?.[0]).toMatchObject({ code: 'template-failed' });
  });

  it('sends nothing for a message without a fallback of its own', () => {
    const result = startTurn(
      flow({}),
      { sid: 'SM1', channel: 'messaging', flowId: 'desk', version: 1, request: { parameters: {} } },
      services(),
    );
    expect(inner(result.xml)).toBe('<Response/>');
    expect(result.failure?.code).toBe('no-entry');
  });
});

describe('previewAt', () => {
  const links = linksFor('', 'desk');
  it('shows the turn from the entry for every block it holds, byte for byte what the webhook answers', () => {
    const compiled = flow(menu);
    for (const at of [null, 'start', 'hello', 'ask']) {
      const preview = previewAt(compiled, at, { links, token: 'token1' });
      expect(preview.xml).toBe(start(compiled).xml);
      expect(preview.lines.map((line) => line.text).join('\n')).toBe(preview.xml);
    }
    const lines = previewAt(compiled, 'ask', { links }).lines;
    expect(lines.find((line) => line.text.includes('<Gather'))?.block).toBe('ask');
    expect(lines.find((line) => line.text.includes('Hello'))?.block).toBe('hello');
  });

  it('shows a later turn from where it begins', () => {
    const preview = previewAt(flow(menu), 'thanks', { links });
    expect([preview.from, inner(preview.xml)]).toEqual(['thanks', '<Response><Say>You pressed , .</Say></Response>']);
  });

  it('says why a caller would get the fallback', () => {
    expect(previewAt(flow({ x: block('boom') }), 'x', { links }).failure?.code).toBe('block-failed');
  });
});

describe('what a block decides', () => {
  const asking: Record<string, (ctx: Parameters<AnyBlock['run']>[0]) => unknown> = {
    nothing: () => '',
    settings: (ctx) => ctx.settings.language,
    actionUrl: (ctx) => ctx.actionUrl,
    state: (ctx) => ctx.state,
    lookup: (ctx) => ctx.lookup('call.From'),
    render: (ctx) => ctx.render('{{ call.From }}'),
    callbackUrl: (ctx) => ctx.callbackUrl('status'),
    now: (ctx) => ctx.now,
    results: (ctx) => ctx.results,
    table: (ctx) => ctx.table('people')?.columns,
  };

  it.each(Object.keys(asking))('is asked for once a flow or once a turn: %s', (what) => {
    let runs = 0;
    const counted = defineBlock({
      ...common,
      type: 'counted',
      fields: textField,
      exits: () => [{ name: 'next', label: 'Next', ends: true }],
      summary: () => '',
      run: (ctx): StepResult => {
        runs++;
        return { twiml: [element('Say', {}, `${asking[what]?.(ctx as never)}`)], go: 'next' };
      },
    });
    const document = (text: string): FlowDocument => ({
      version: 1,
      name: 'Test',
      settings: { language: 'de-DE' },
      variables: {},
      blocks: { start: block('start', {}, { next: 'counted' }), counted: block('counted', { text }) },
      layout: {},
      tests: [],
    });
    const all = new Map([...types, ['counted', counted as unknown as AnyBlock]]);
    const [constant, templated] = ['Hello', '{{ call.From }}'].map((text) => compileFlow(document(text), all));
    if (!constant || !templated) throw new Error('Nothing was compiled.');
    const first = start(constant);
    expect(start(constant)).toEqual(first);
    expect(runs).toBe(['nothing', 'settings', 'table'].includes(what) ? 1 : 2);
    runs = 0;
    start(templated);
    start(templated);
    expect(runs).toBe(2);
  });
});
