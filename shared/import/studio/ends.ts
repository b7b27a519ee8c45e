import type { ExitSpec } from '../../block.ts';
import { blockTypes } from '../../blocks/index.ts';
import type { FlowBlock } from '../../flow/types.ts';
import { EMPTY_RESPONSE } from '../../studio/end.ts';
import { below } from './layout.ts';

interface Ends {
  /** Exits, as `<block>.<exit>`, at which Studio's flow ended. */
  readonly ended: ReadonlySet<string>;
  freshId(): string;
}

/** In Studio a branch without a next state ends; here a block says so where an exit may not stay open, or would go another way. */
export function closeEnds(
  blocks: Record<string, FlowBlock>,
  layout: Record<string, readonly [number, number]>,
  { ended, freshId }: Ends,
): void {
  let end: string | undefined;
  for (const [id, block] of Object.entries(blocks)) {
    const exits = block.exits as Record<string, string>;
    for (const exit of blockTypes.get(block.type)?.exits(block.props as never) ?? []) {
      if (staysOpen(exit, exits, ended.has(`${id}.${exit.name}`))) continue;
      end ??= freshId();
      exits[exit.name] = end;
    }
  }
  if (end === undefined) return;
  layout[end] = below(layout);
  blocks[end] = { ...endOf(blocks), exits: {} };
}

function staysOpen(
  { name, ends, or, aside }: ExitSpec,
  exits: Readonly<Record<string, string>>,
  isEnd: boolean,
): boolean {
  if (exits[name] !== undefined || aside) return true;
  // Left open, it would be taken for the other one.
  if (or !== undefined) return !(isEnd && exits[or] !== undefined);
  return ends === true;
}

/** What ends a flow: a Return, which knows of a flow that runs this one; else whatever suits what begins the flow. */
function endOf(blocks: Readonly<Record<string, FlowBlock>>): Omit<FlowBlock, 'exits'> {
  if (blockTypes.has('return')) return { type: 'return', props: {} };
  const answers = Object.values(blocks).some(({ type, props }) => type === 'start' && props.on === 'incoming-message');
  return answers ? { type: 'twiml', props: { xml: EMPTY_RESPONSE } } : { type: 'hangup', props: {} };
}
