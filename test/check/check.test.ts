import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { completionsFor } from '../../shared/check/completions.ts';
import type { FlowBlock, FlowDocument, Json } from '../../shared/flow/types.ts';

type Exits = Record<string, string>;
const block = (type: string, props: Record<string, Json> = {}, exits: Exits = {}): FlowBlock => ({
  type,
  props,
  exits,
});
const start = (next: string) => block('start', { on: 'incoming-call' }, { next });
const say = (text: string, exits: Exits = {}) => block('say', { prompts: [{ say: text }] }, exits);
const flow = (blocks: Record<string, FlowBlock>, more: Partial<FlowDocument> = {}): FlowDocument => ({
  version: 1,
  name: 'Test',
  settings: {},
  variables: {},
  blocks,
  layout: {},
  tests: [],
  ...more,
});
/** Problems as `severity code block.field[path] exit`. */
function found(document: FlowDocument) {
  return checkFlow(document, blockTypes).map((problem) =>
    [
      problem.severity,
      problem.code,
      [problem.block, problem.field].filter(Boolean).join('.') + (problem.path ?? ''),
      problem.exit,
    ]
      .filter(Boolean)
      .join(' '),
  );
}
const gather = (exits: Exits, props: Record<string, Json> = {}) =>
  block('gather', { prompts: [{ say: 'Key?' }], ...props }, exits);

describe('checkFlow', () => {
  it('finds nothing in a sound flow', () => {
    expect(found(flow({ start: start('a'), a: say('Hello') }))).toEqual([]);
  });

  it.each<[string, FlowDocument, readonly string[]]>([
    ['a flow without a start', flow({ a: say('Hello') }), ['error no-start', 'warning unreachable-block a']],
    [
      'a block nobody reaches',
      flow({ start: start('a'), a: say('Hello'), b: say('Lost') }),
      ['warning unreachable-block b'],
    ],
    [
      'exits that go nowhere',
      flow({ start: start('a'), a: gather({ input: 'b' }), b: say('Thanks') }),
      ['error unconnected-exit a noInput'],
    ],
    [
      'a missing prompt',
      flow({ start: start('a'), a: block('say', { prompts: [] }) }),
      ['error missing-value a.prompts'],
    ],
    ['an empty prompt', flow({ start: start('a'), a: say('  ') }), ['error missing-prompt a.prompts[0].say']],
    [
      'a number that is none',
      flow({ start: start('a'), a: gather({ input: 'b', noInput: 'b' }, { timeout: 'soon' }), b: say('x') }),
      ['error bad-value a.timeout'],
    ],
    ['a broken template', flow({ start: start('a'), a: say('{% if %}') }), ['error bad-template a.prompts[0].say']],
    [
      'an unknown variable',
      flow({ start: start('a'), a: say('{{ compny }}') }, { variables: { company: { type: 'string' } } }),
      ['warning unknown-variable a.prompts[0].say'],
    ],
    [
      'an unknown parameter',
      flow({ start: start('a'), a: say('{{ call.Form }}') }),
      ['warning unknown-variable a.prompts[0].say'],
    ],
    [
      'an output no block has',
      flow({ start: start('a'), a: gather({ input: 'b', noInput: 'b' }), b: say('{{ blocks.a.Digit }}') }),
      ['warning unknown-variable b.prompts[0].say'],
    ],
    [
      'a result that only comes later',
      flow({
        start: start('a'),
        a: say('{{ blocks.b.Digits }}', { next: 'b' }),
        b: gather({ input: 'c', noInput: 'c' }),
        c: say('Bye'),
      }),
      ['warning unset-variable a.prompts[0].say'],
    ],
    [
      'the same key twice',
      flow({
        start: start('a'),
        a: block(
          'menu',
          {
            prompts: [{ say: '?' }],
            choices: [
              { id: 'x', key: '1', label: 'X', phrases: [] },
              { id: 'y', key: '1', label: 'Y', phrases: [] },
            ],
          },
          { x: 'b', y: 'b', noInput: 'b', noMatch: 'b' },
        ),
        b: say('Bye'),
      }),
      ['error ambiguous-keys a.choices[1].key'],
    ],
    [
      'a key that begins another',
      flow({
        start: start('a'),
        a: block(
          'menu',
          {
            prompts: [{ say: '?' }],
            choices: [
              { id: 'x', key: '1', label: 'X', phrases: [] },
              { id: 'y', key: '12', label: 'Y', phrases: [] },
            ],
          },
          { x: 'b', y: 'b', noInput: 'b', noMatch: 'b' },
        ),
        b: say('Bye'),
      }),
      ['error ambiguous-keys a.choices[1].key'],
    ],
    [
      'a circle that never waits',
      flow({ start: start('a'), a: say('x', { next: 'b' }), b: say('y', { next: 'a' }) }),
      ['error loop-without-input a'],
    ],
    [
      'a circle that may be left',
      flow({
        start: start('a'),
        a: say('x', { next: 'b' }),
        b: block(
          'condition',
          { branches: [{ id: 'go', label: 'Go', variable: 'call.From', operator: 'is_blank', value: '' }] },
          { go: 'a', otherwise: 'c' },
        ),
        c: say('y'),
      }),
      ['warning loop-without-input a'],
    ],
    ['a circle that waits', flow({ start: start('a'), a: gather({ input: 'a', noInput: 'b' }), b: say('Bye') }), []],
    [
      'Reject after speech',
      flow({ start: start('a'), a: say('x', { next: 'b' }), b: block('reject') }),
      ['warning not-first b'],
    ],
    ['Reject first', flow({ start: start('b'), b: block('reject') }), []],
    [
      'speech in answer to a message',
      flow({ start: block('start', { on: 'incoming-message' }, { next: 'a' }), a: say('x') }),
      ['error wrong-channel a'],
    ],
    [
      'a message in answer to a call',
      flow({ start: start('a'), a: block('message', { body: 'x' }) }),
      ['error wrong-channel a'],
    ],
    [
      'a number nobody can dial',
      flow({
        start: start('a'),
        a: block('dial', { targets: [{ kind: 'number', to: '12ab' }] }, { noAnswer: 'b', busy: 'b', failed: 'b' }),
        b: say('x'),
      }),
      ['error bad-phone-number a.targets[0].to'],
    ],
    [
      'more speech than the voice can take',
      flow({ start: start('a'), a: block('say', { prompts: [{ say: 'x'.repeat(3001), voice: 'Polly.Joanna' }] }) }),
      ['error prompt-too-long a.prompts[0].say'],
    ],
    [
      'an outdated attribute',
      flow({ start: start('a'), a: gather({ input: 'b', noInput: 'b' }, { enhanced: true }), b: say('x') }),
      ['warning deprecated-value a.enhanced'],
    ],
  ])('%s', (_what, document, expected) => {
    expect(found(document)).toEqual(expected);
  });

  it('suggests the nearest name', () => {
    const [problem] = checkFlow(flow({ start: start('a'), a: say('{{ call.Form }}') }), blockTypes);
    expect(problem?.message).toContain('Did you mean "call.From"?');
  });

  it('takes what a set block writes for declared', () => {
    const document = flow({
      start: start('s'),
      s: block('set', { assignments: [{ name: 'x', value: '1' }] }, { next: 'a' }),
      a: say('{{ x }}'),
    });
    expect(found(document)).toEqual([]);
  });

  it('reads 2,000 blocks, a circle through all of them included', () => {
    const blocks: Record<string, FlowBlock> = { start: start('b0') };
    for (let i = 0; i < 2000; i++) blocks[`b${i}`] = say(`Hello {{ call.From }}`, { next: `b${(i + 1) % 2000}` });
    expect(found(flow(blocks))).toEqual(['error loop-without-input b0']);
  });
});

describe('completionsFor', () => {
  const document = flow(
    {
      start: start('a'),
      a: gather({ input: 'b', noInput: 'b' }),
      b: say('x', { next: 'c' }),
      c: gather({ input: 'b', noInput: 'd' }),
      d: say('end'),
    },
    { variables: { company: { type: 'string' } } },
  );
  it('offers variables, the call, and results of blocks that can come before', () => {
    const paths = (at: string) => completionsFor(document, blockTypes, at).map((completion) => completion.path);
    expect(paths('a')).toEqual(expect.arrayContaining(['company', 'call.From']));
    expect(paths('a')).not.toContain('blocks.a.Digits');
    expect(paths('d')).toEqual(expect.arrayContaining(['blocks.a.Digits', 'blocks.c.SpeechResult']));
    expect(paths('b')).toContain('blocks.c.Digits');
  });
});
