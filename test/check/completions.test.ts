import { describe, expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
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
