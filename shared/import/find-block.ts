import type { AnyBlock, Channel } from '../block.ts';
import { blockShapes, blocks, blockTypes } from '../blocks/index.ts';
import { compileFlow } from '../engine/compile.ts';
import { linksFor } from '../engine/links.ts';
import { assumed, settle } from '../engine/settle.ts';
import { startTurn } from '../engine/turn.ts';
import type { FlowDocument, Json } from '../flow/types.ts';
import type { TwimlElement } from '../twiml/element.ts';
import { sameElement } from '../twiml/same-tree.ts';

/** A block that speaks an element. */
export interface FoundBlock {
  readonly type: string;
  readonly props: Readonly<Record<string, Json>>;
  /** Whether the document goes on behind it, by its exit `next`. */
  readonly goesOn: boolean;
}

/**
 * The first block type that can read the verb and, run by the engine as for a caller, speaks exactly it; undefined where
 * there is none.
 */
export function findBlock(verb: TwimlElement, channel: Channel): FoundBlock | undefined {
  for (const type of blocks) {
    if (type.read === undefined || !(type.channels ?? [channel]).includes(channel)) continue;
    const props = read(type, verb);
    if (props === undefined) continue;
    const { elements, goesOn } = speak(type.type, props, channel);
    const [only] = elements;
    if (elements.length === 1 && only && sameElement(only, verb, { parent: 'Response', document: channel })) {
      return { type: type.type, props, goesOn };
    }
  }
  return undefined;
}

/** Whether any block type says that it can read elements of this tag. */
export function isSpokenByBlocks(tag: string): boolean {
  return blocks.some((type) => type.read !== undefined && (type.verbs?.({}) ?? [type.term]).includes(tag));
}

function read(type: AnyBlock, verb: TwimlElement): Readonly<Record<string, Json>> | undefined {
  const found = type.read?.(verb);
  if (found === undefined) return undefined;
  // As it is once it was written to a file: without what is undefined.
  const props = JSON.parse(JSON.stringify(found)) as Record<string, Json>;
  return blockShapes.get(type.type)?.checkProps(props, '$').length === 0 ? props : undefined;
}

/** What one block speaks as the only one of a flow, and whether it is left by `next`. */
function speak(type: string, props: Readonly<Record<string, Json>>, channel: Channel) {
  const flow: FlowDocument = {
    version: 1,
    name: 'Import',
    settings: {},
    variables: {},
    blocks: {
      verb: { type, props, exits: { next: 'after' } },
      after: { type: 'set', props: { assignments: [] }, exits: {} },
    },
    layout: {},
    tests: [],
  };
  const { twiml, failure, log } = firstTurn(flow, channel, 'verb');
  const elements = failure === undefined ? twiml.children.filter((child) => typeof child !== 'string') : [];
  return { elements, goesOn: log.some((step) => step.block === 'after') };
}

/** The first turn of a call (or message) to a flow, from a block if one is named. */
export function firstTurn(flow: FlowDocument, channel: Channel, at?: string) {
  const start = { sid: 'CA0', channel, flowId: '', version: 0, request: { parameters: {} }, ...(at && { at }) };
  const services = { token: () => 'import', now: () => 0, links: linksFor('', 'import', channel) };
  return settle(startTurn(compileFlow(flow, blockTypes), start, services), assumed);
}
