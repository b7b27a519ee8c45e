import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyBlock, RunContext } from '../../shared/block.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { compileTemplate } from '../../shared/template/template.ts';
import { elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../shared/twiml/element.ts';
import { parseTwiml } from '../../shared/twiml/parse.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import { validElement } from '../twiml/support/arbitraries.ts';
import { officialXml } from '../twiml/support/official.ts';
import { READ_BACK } from './support/read-back.ts';

/**
 * Any valid element of a block's verb, with all that may stand in it: read by the block and spoken again it is the tree that
 * Twilio's own library builds from the same.
 */
describe('read, spoken again and built by the official library: the same tree', () => {
  test.each(READ_BACK)('%s', (type) => {
    const block = blockTypes.get(type) as AnyBlock;
    let read = 0;
    fc.assert(
      fc.property(verbOf(block), (verb) => {
        const props = block.read?.(verb);
        if (props === undefined) return;
        read++;
        const spoken = element('Response', {}, ...spokenBy(block, props));
        const told = element('Response', {}, verb);
        expect(treeOf(serialise(spoken))).toEqual(treeOf(officialXml(told)));
      }),
      { numRuns: RUNS },
    );
    // What is white space alone no form keeps; Connect to a service takes such an agent as it is.
    expect(read).toBeGreaterThan(RUNS * 0.95);
  });
});

const RUNS = 300;

function verbOf(block: AnyBlock): fc.Arbitrary<TwimlElement> {
  const [tag = block.term ?? ''] = block.verbs?.({}) ?? [];
  const spec = elementSpec(tag, 'Response');
  const noun = block.term === tag ? undefined : elementSpec(block.term ?? '', tag);
  if (spec === undefined) throw new Error(`${tag} is no verb`);
  if (noun === undefined) return validElement(spec, 'Response');
  return fc.tuple(validElement(spec, 'Response'), validElement(noun, tag)).map(([verb, child]) => ({
    ...verb,
    children: [child],
  }));
}

function spokenBy(block: AnyBlock, props: Readonly<Record<string, unknown>>): readonly TwimlElement[] {
  const render: RunContext<never>['render'] = (text, options) => compileTemplate(text).render({}, options).text;
  const flow = compileFlow(
    {
      version: 1,
      name: 'Case',
      settings: {},
      variables: {},
      blocks: { block: { type: block.type, props: props as FlowBlock['props'], exits: {} } },
      layout: {},
      tests: [],
    },
    blockTypes,
  );
  const { twiml = [], notes = [] } = block.run({
    props: flow.blocks.get('block')?.props(render) as never,
    block: 'block',
    channel: 'voice',
    settings: {},
    results: undefined,
    now: 0,
    table: () => undefined,
    languages: ['en-US'],
    actionUrl: 'https://pbx.example.com/voice/flow/block?t=TOKEN',
    callbackUrl: (kind) => `https://pbx.example.com/voice/flow/block/${kind}`,
    asideUrl: (exit) => `https://pbx.example.com/voice/flow/block/aside/${exit}`,
    state: undefined,
    render,
    lookup: () => undefined,
  });
  expect(notes).toEqual([]);
  return twiml;
}

function treeOf(xml: string): TwimlElement {
  const parsed = parseTwiml(xml);
  if (!parsed.ok) throw new Error(`${parsed.error.message}\n${xml}`);
  return parsed.root;
}
