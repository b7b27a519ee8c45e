import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyBlock, RunContext } from '../../shared/block.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import type { Render } from '../../shared/fields/field.ts';
import { compileTemplate } from '../../shared/template/template.ts';
import { type DocumentKind, type ElementSpec, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../shared/twiml/element.ts';
import { validElement } from '../twiml/support/arbitraries.ts';

const documentOf = (block: AnyBlock): DocumentKind => (block.channels?.[0] === 'messaging' ? 'messaging' : 'voice');

/** Blocks that hold their verb in nearly every form; the others read one form each, and the importer looks at what comes out. */
const WHOLE = ['pause', 'play', 'gather', 'record', 'redirect', 'reject', 'hangup', 'sms', 'message'];

describe('what a block reads it speaks again', () => {
  test.each(WHOLE)('%s', (type) => {
    const block = blockTypes.get(type) as AnyBlock;
    const spec = elementSpec(block.term ?? '', 'Response', documentOf(block)) as ElementSpec;
    let read = 0;
    const runs = 150;
    fc.assert(
      fc.property(elementFor(block, spec), (node) => {
        const props = block.read?.(node);
        if (props === undefined) return;
        const said = spoken(block, props);
        // A text of white space alone is nothing to say; the importer keeps such an element as it is.
        if (said.length === 0) return;
        expect(said.map(sorted)).toEqual([sorted(node)]);
        read += 1;
      }),
      { numRuns: runs },
    );
    expect(read).toBeGreaterThan(runs * 0.6);
  });
});

/** Blocks that speak a verb with one noun of several, which is never made beside others. */
const NOUNS: Readonly<Record<string, string>> = { dialQueue: 'Queue', conference: 'Conference' };

function elementFor(block: AnyBlock, spec: ElementSpec): fc.Arbitrary<TwimlElement> {
  const verb = validElement(spec, 'Response');
  const noun = elementSpec(NOUNS[block.type] ?? '', spec.tag);
  if (noun === undefined) return verb;
  return fc.tuple(verb, validElement(noun, spec.tag)).map(([node, inside]) => ({ ...node, children: [inside] }));
}

describe('messages', () => {
  const message = blockTypes.get('message') as AnyBlock;
  const Body = (text: string) => element('Body', {}, text);
  const Media = (text: string) => element('Media', {}, text);

  test.each<[string, TwimlElement]>([
    ['text alone', element('Message', {}, '\n  Hi\n')],
    ['a body', element('Message', { to: '+15550100199' }, Body('Hi {{ you }}'))],
    ['files without a text', element('Message', {}, Media('https://example.com/a.png'), Media('/b.png'))],
    ['several texts', element('Message', {}, Body('One'), Media('/b.png'), Body('two'))],
    ['a file first', element('Message', {}, Media('/b.png'), Body('One'))],
    ['an address with space around', element('Message', {}, Body('One'), Media(' /b.png '))],
    ['an action', element('Message', { action: '/sent', method: 'GET' }, Body('Hi'), Media('/b.png'))],
  ])('%s comes back as it was', (_what, node) => {
    expect(spoken(message, message.read?.(node) ?? {})).toEqual([node]);
  });
});

function spoken(block: AnyBlock, props: object): readonly TwimlElement[] {
  const render: Render = (text, options) => compileTemplate(text).render({}, options).text;
  const flow = compileFlow(
    {
      version: 1,
      name: 'Read',
      settings: {},
      variables: {},
      blocks: { block: { type: block.type, props: props as never, exits: {} } },
      layout: {},
      tests: [],
    },
    new Map([[block.type, block]]),
  );
  const context: RunContext<never> = {
    props: flow.blocks.get('block')?.props(render) as never,
    block: 'block',
    channel: block.channels?.[0] ?? 'voice',
    settings: {},
    results: undefined,
    now: 0,
    table: () => undefined,
    languages: ['en-US'],
    actionUrl: 'https://pbx.example.com/ours',
    callbackUrl: (kind) => `https://pbx.example.com/${kind}`,
    asideUrl: (exit) => `https://pbx.example.com/aside/${exit}`,
    state: undefined,
    render,
    lookup: () => undefined,
  };
  const result = block.run(context);
  expect(result).not.toHaveProperty('wait');
  return result.twiml ?? [];
}

/** Attributes have no order, and white space around an address means nothing. */
function sorted(node: TwimlElement): TwimlElement {
  const address = ['Play', 'Redirect', 'Media'].includes(node.tag);
  const children = node.children.map((child) =>
    typeof child !== 'string' ? sorted(child) : address ? child.trim() : child,
  );
  return { tag: node.tag, attributes: Object.fromEntries(Object.entries(node.attributes).sort()), children };
}
