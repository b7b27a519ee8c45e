import type { Channel } from '../../shared/api/numbers.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { FlowGraph } from '../../shared/check/graph.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { blockType } from './block-types.ts';

/** What of a number a flow can answer: calls, messages or both, in this order. */
export function channelsOf({ blocks }: Pick<FlowDocument, 'blocks'>): readonly Channel[] {
  const entries = Object.values(blocks).map(entryOf);
  const channels: Channel[] = [];
  if (entries.includes('incoming-call')) channels.push('voice');
  if (entries.includes('incoming-message')) channels.push('messaging');
  return channels;
}

/** Whether a block is where messages come in. */
export function takesMessages(block: FlowBlock): boolean {
  return entryOf(block) === 'incoming-message';
}

/** Whether the flow answers messages and has nothing to do with calls. */
export function messagesOnly({ blocks }: Pick<FlowDocument, 'blocks'>): boolean {
  const entries = Object.values(blocks).map(entryOf);
  const calls = entries.includes('incoming-call') || entries.includes('outgoing-call');
  return entries.includes('incoming-message') && !calls;
}

/** Whether messages come to a block, and no call does. */
export function onlyMessagesReach(document: FlowDocument, block: string): boolean {
  if (messagesOnly(document)) return true;
  // Asked with every change of the designer, not only of the flow.
  const graph = graphs.get(document.blocks) ?? new FlowGraph(document, blockTypes);
  graphs.set(document.blocks, graph);
  return graph.reachedBy('messaging').has(block) && !graph.reachedBy('voice').has(block);
}

const graphs = new WeakMap<FlowDocument['blocks'], FlowGraph>();

function entryOf(block: FlowBlock) {
  return blockType(block.type)?.entry?.(block.props as never);
}
