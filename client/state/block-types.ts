import type { AnyBlock, BlockGroup, ExitSpec } from '../../shared/block.ts';
import { blockNamesIn, blockName as nameOf } from '../../shared/block-name.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';

/** The definition of a block type; undefined for a type this version does not know. */
export function blockType(type: string): AnyBlock | undefined {
  return blockTypes.get(type);
}

/** Every block type that people choose, in the palette's order. */
export function allBlockTypes(): readonly AnyBlock[] {
  return [...blockTypes.values()].filter(({ unlisted }) => !unlisted);
}

/** Groups of the palette with their titles, in order; entries of a flow come last because a flow rarely needs a second one. */
export const GROUPS: readonly { readonly group: BlockGroup; readonly title: string }[] = [
  { group: 'talk', title: 'Talk' },
  { group: 'ask', title: 'Ask' },
  { group: 'connect', title: 'Connect' },
  { group: 'route', title: 'Route' },
  { group: 'data', title: 'Data' },
  { group: 'end', title: 'End' },
  { group: 'start', title: 'Start' },
];

const noExits: readonly ExitSpec[] = [];
const exitsByBlock = new WeakMap<object, readonly ExitSpec[]>();
const summaryByBlock = new WeakMap<object, string>();

/** Exits of a block in the order of its rows; the same array as long as the block's props stay the same object. */
export function exitsOf(block: FlowBlock): readonly ExitSpec[] {
  return remember(exitsByBlock, block.props, () => blockType(block.type)?.exits(block.props as never) ?? noExits);
}

/** Two lines for the card. */
export function summaryOf(block: FlowBlock): string {
  return remember(summaryByBlock, block.props, () => blockType(block.type)?.summary(block.props as never) ?? '');
}

/** What a block's card is headed with: its own name, else its type's title. */
export function blockName(block: FlowBlock): string {
  return nameOf(block, blockTypes);
}

/** What to call each block away from its card, where others may be headed alike. */
export function blockNamesOf(blocks: FlowDocument['blocks']): ReadonlyMap<string, string> {
  return blockNamesIn(blocks, blockTypes);
}

/** An entry of the flow: has no way in. */
export function isEntry(block: FlowBlock): boolean {
  return blockType(block.type)?.group === 'start';
}

/** Words for one exit: "1 Sales", "No key pressed". */
export function exitLabel(exit: ExitSpec): string {
  return exit.key ? `${exit.key} ${exit.label}` : exit.label;
}

/** The block the designer shows first: what the caller meets first, else an entry, else any. */
export function firstBlock(document: FlowDocument): string | undefined {
  const ids = Object.keys(document.blocks);
  const entry = ids.find((id) => isEntry(document.blocks[id] as FlowBlock));
  const next = entry === undefined ? undefined : Object.values(document.blocks[entry]?.exits ?? {})[0];
  return next !== undefined && document.blocks[next] ? next : (entry ?? ids[0]);
}

function remember<V>(memory: WeakMap<object, V>, key: object, make: () => V): V {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
