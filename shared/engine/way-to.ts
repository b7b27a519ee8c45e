import type { AnyBlock } from '../block.ts';
import { blockNamesIn } from '../block-name.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import type { CalledVersion, CalledVersions } from './called-versions.ts';

/** A flow and the versions of others that it goes through, as far as they are known. */
export interface FlowWithCalled {
  readonly flow: Pick<FlowDocument, 'blocks'>;
  /** The flow's own id, by which it may call itself. */
  readonly self?: string | undefined;
  readonly called?: CalledVersions | undefined;
}

/**
 * The blocks that an id passes through: of `who.key` the block `who`, and `key` of the flow that it calls.
 *
 * @returns as many as are known with the blocks they are among, and the ids of the others
 */
export function wayTo(
  id: string,
  { flow, self, called }: FlowWithCalled,
  types: ReadonlyMap<string, AnyBlock>,
): {
  readonly blocks: readonly FlowBlock[];
  readonly among: readonly FlowDocument['blocks'][];
  readonly unknown: readonly string[];
} {
  const ids = id.split('.');
  const blocks: FlowBlock[] = [];
  const among: FlowDocument['blocks'][] = [];
  let at: Pick<FlowDocument, 'blocks'> | undefined = flow;
  let calls = called?.calls ?? {};
  for (const local of ids) {
    const block: FlowBlock | undefined = at && Object.hasOwn(at.blocks, local) ? at.blocks[local] : undefined;
    if (!at || !block) break;
    blocks.push(block);
    among.push(at.blocks);
    const name: string | undefined = types.get(block.type)?.calls?.(block.props as never);
    if (at === flow && name !== undefined && name === self) continue;
    const pinned: CalledVersion | undefined = called?.versions.find(
      (one) => one.flow === name && one.version === calls[one.flow],
    );
    at = pinned?.document;
    calls = pinned?.calls ?? {};
  }
  return { blocks, among, unknown: ids.slice(blocks.length) };
}

/** What people call a block among the others of its flow, through the blocks that call the flows it lies in: “Ask who › Menu”. */
export function wayName(id: string, where: FlowWithCalled, types: ReadonlyMap<string, AnyBlock>): string {
  const { among, unknown } = wayTo(id, where, types);
  const ids = id.split('.');
  const names = among.map((blocks, index) => blockNamesIn(blocks, types).get(ids[index] ?? '') ?? id);
  return [...names, ...unknown].join(' › ');
}
