import type { AnyBlock } from '../block.ts';
import type { FlowDocument } from '../flow/types.ts';

/** Blocks that set each variable, by its name, declared or not. */
export function writersOf(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
): ReadonlyMap<string, readonly string[]> {
  const writers = new Map<string, string[]>();
  for (const [id, block] of Object.entries(flow.blocks)) {
    for (const name of new Set(types.get(block.type)?.writes?.(block.props as never) ?? [])) {
      const list = writers.get(name);
      if (list) list.push(id);
      else writers.set(name, [id]);
    }
  }
  return writers;
}
