import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { blockType } from './block-types.ts';

/** Whether a block is where messages come in. */
export function takesMessages(block: FlowBlock): boolean {
  return entryOf(block) === 'incoming-message';
}

/** Whether the flow answers messages and no calls. */
export function messagesOnly({ blocks }: Pick<FlowDocument, 'blocks'>): boolean {
  const entries = Object.values(blocks).map(entryOf);
  const calls = entries.includes('incoming-call') || entries.includes('outgoing-call');
  return entries.includes('incoming-message') && !calls;
}

function entryOf(block: FlowBlock) {
  return blockType(block.type)?.entry?.(block.props as never);
}
