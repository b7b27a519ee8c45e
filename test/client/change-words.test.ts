import { describe, expect, it } from 'vitest';
import { changeWords } from '../../client/state/change-words.ts';
import { diffFlows } from '../../shared/flow/diff.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

const flow: FlowDocument = {
  version: 1,
  name: 'Shared',
  settings: {},
  variables: {},
  layout: {},
  tests: [],
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
    menu: {
      type: 'menu',
      props: { choices: [{ id: 'sales', key: '1', label: 'Sales', phrases: [] }] },
      exits: { sales: 'hello' },
    },
    hello: { type: 'say', props: { prompts: [{ say: 'Hello.' }] }, exits: {} },
    bye: { type: 'say', props: { prompts: [{ say: 'Bye.' }] }, exits: {} },
  },
};

/** What is told of the changes from `flow` to this. */
function told(blocks: FlowDocument['blocks'], more: Partial<FlowDocument> = {}): readonly string[] {
  const after = { ...flow, ...more, blocks: { ...flow.blocks, ...blocks } };
  return diffFlows(flow, after).map((change) => changeWords(change, after.blocks));
}

const { menu, hello } = flow.blocks as Record<'menu' | 'hello', FlowDocument['blocks'][string]>;

describe('what somebody else changed', () => {
  it('is told by the names of blocks, fields and exits', () => {
    expect(told({ hello: { ...hello, props: { prompts: [{ say: 'Hi.' }] } } })).toEqual([
      '"Say (Hi)": "What callers hear" was changed.',
    ]);
    expect(told({ menu: { ...menu, exits: { sales: 'bye' } } })).toEqual(['"Menu": exit "1 Sales" was changed.']);
    expect(told({ hello: { ...hello, exits: { next: 'bye' } } })).toEqual(['"Say (Hello)": exit "Then" was added.']);
  });

  it('is told as it is where it is no field and no exit, or the block is unknown', () => {
    expect(told({}, { name: 'Renamed' })).toEqual(['The flow is now called "Renamed".']);
    const [change] = diffFlows(flow, {
      ...flow,
      blocks: { ...flow.blocks, hello: { ...hello, exits: { next: 'bye' } } },
    });
    expect(change && changeWords(change, {})).toBe('"hello": exit "next" was added.');
  });
});
