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
const gather = (exits: Exits, props: Record<string, Json> = {}) =>
  block('gather', { prompts: [{ say: 'Key?' }], ...props }, exits);

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

  it('offers what blocks set before, and says where not every way does; the checker warns of the rest', () => {
    const set = (name: string, exits: Exits = {}) => block('set', { assignments: [{ name, value: 'x' }] }, exits);
    const text = '{{ always }}{{ maybe }}{{ late }}{{ first }}';
    const document = flow(
      {
        start: start('always'),
        always: set('always', { next: 'ask' }),
        ask: gather({ input: 'maybe', noInput: 'read' }),
        maybe: set('maybe', { next: 'read' }),
        read: say(text, { next: 'late' }),
        late: set('late', { next: 'bye' }),
        bye: block('hangup'),
      },
      { variables: { first: { type: 'string' } } },
    );
    const offered = completionsFor(document, blockTypes, 'read');
    const variables = offered.filter(({ group }) => group === 'variable');
    expect(variables.map(({ path, sometimes }) => [path, sometimes])).toEqual([
      ['first', undefined],
      ['always', undefined],
      ['maybe', true],
    ]);
    expect(offered.find(({ path }) => path === 'blocks.ask.Digits')?.sometimes).toBeUndefined();
    const warned = checkFlow(document, blockTypes).filter(({ code }) => code === 'unset-variable');
    expect(warned.map(({ block, message }) => [block, message])).toEqual([
      ['read', expect.stringContaining('"late" is set by')],
    ]);
    // Round and round it may have been set.
    const round = { ...document.blocks, late: set('late', { next: 'read' }) };
    expect(checkFlow(flow(round, { variables: document.variables }), blockTypes).map(({ code }) => code)).not.toContain(
      'unset-variable',
    );
  });

  it('offers what is in objects and lists, as far as their first values tell', () => {
    const document = flow(
      { start: start('a'), a: say('Hi') },
      {
        variables: {
          order: { type: 'object', initial: { total: 12, 'first name': 'Ada', items: [{ name: 'Soup', hot: true }] } },
          names: { type: 'list' },
          word: { type: 'string', initial: 'x' },
        },
      },
    );
    const offered = completionsFor(document, blockTypes, 'a').filter(({ group }) => group === 'variable');
    expect(offered.map(({ path, label }) => `${path}: ${label}`)).toEqual([
      'order: Variable (object)',
      'order.total: Of “order” (number)',
      'order.items: Of “order” (list)',
      'order.items.size: Of “order” (number)',
      'order.items.first: Of “order” (object)',
      'order.items.first.name: Of “order” (string)',
      'order.items.first.hot: Of “order” (boolean)',
      'names: Variable (list)',
      'word: Variable (string)',
    ]);
    const wide = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`m${at}`, { deep: { deeper: { deepest: {} } } }]),
    );
    const many = flow({ start: start('a'), a: say('Hi') }, { variables: { wide: { type: 'object', initial: wide } } });
    expect(completionsFor(many, blockTypes, 'a').filter(({ path }) => path.startsWith('wide.'))).toHaveLength(40);
  });

  it('offers the message where messages come in, and both where either can', () => {
    const wait = (exits: Exits = {}) => block('waitMessage', {}, exits);
    const texts = (on: string) => ({
      start: block('start', { on }, { next: 'a' }),
      a: wait({ answered: 'b' }),
      b: wait(),
    });
    const roots = (blocks: Record<string, FlowBlock>, at: string) => [
      ...new Set(completionsFor(flow(blocks), blockTypes, at).map(({ path }) => path.split('.')[0])),
    ];
    expect(roots(texts('incoming-message'), 'b')).toEqual(['blocks', 'message']);
    expect(roots({ ...texts('incoming-message'), call: start('b') }, 'b')).toEqual(['blocks', 'message', 'call']);
    // Not connected yet.
    expect(roots({ b: wait() }, 'b')).toEqual(['message']);
    expect(roots({ b: say('Hi') }, 'b')).toEqual(['call']);
  });
});
