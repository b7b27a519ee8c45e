import type { ExitSpec } from '../../block.ts';
import { blockTypes } from '../../blocks/index.ts';
import type { FlowBlock } from '../../flow/types.ts';
import { EMPTY_RESPONSE } from '../../studio/end.ts';
import { below } from './layout.ts';

/**
 * In Studio a branch without a next state ends; here a block says so where an exit may not stay open.
 *
 * @param freshId gives an id that no block has
 */
export function closeEnds(
  blocks: Record<string, FlowBlock>,
  layout: Record<string, readonly [number, number]>,
  freshId: () => string,
): void {
  let end: string | undefined;
  for (const block of Object.values(blocks)) {
    const exits = block.exits as Record<string, string>;
    for (const exit of blockTypes.get(block.type)?.exits(block.props as never) ?? []) {
      if (exits[exit.name] !== undefined || staysOpen(exit)) continue;
      end ??= freshId();
      exits[exit.name] = end;
    }
  }
  if (end === undefined) return;
  layout[end] = below(layout);
  blocks[end] = { ...endOf(blocks), exits: {} };
}

/** An exit beside the way, one that ends the call by itself, or one for which another is taken. */
function staysOpen({ ends, or, aside }: ExitSpec): boolean {
  return aside !== undefined || ends === true || or !== undefined;
}

/** What ends a flow: a Return, which knows of a flow that runs this one; else whatever suits what begins the flow. */
function endOf(blocks: Readonly<Record<string, FlowBlock>>): Omit<FlowBlock, 'exits'> {
  if (blockTypes.has('return')) return { type: 'return', props: {} };
  const answers = Object.values(blocks).some(({ type, props }) => type === 'start' && props.on === 'incoming-message');
  return answers ? { type: 'twiml', props: { xml: EMPTY_RESPONSE } } : { type: 'hangup', props: {} };
}
