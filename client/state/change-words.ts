import type { FlowChange } from '../../shared/flow/diff.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { blockNamesOf, blockType, exitLabel, exitsOf } from './block-types.ts';

/**
 * What changed, as a person reads it beside the canvas: blocks, fields and exits as they are called there.
 *
 * @param blocks those of the flow that has the change
 */
export function changeWords({ path, kind, block: id, summary }: FlowChange, blocks: FlowDocument['blocks']): string {
  const [, part, key = ''] = PLACE.exec(path) ?? [];
  const block = id !== undefined && Object.hasOwn(blocks, id) ? blocks[id] : undefined;
  if (part === undefined || id === undefined || !block) return summary;
  const name = blockNamesOf(blocks).get(id) ?? id;
  if (part === 'props') return `"${name}": "${blockType(block.type)?.fields[key]?.label ?? key}" was ${kind}.`;
  const exit = exitsOf(block).find((one) => one.name === key);
  return `"${name}": exit "${exit ? exitLabel(exit) : key}" was ${kind}.`;
}

const PLACE = /^\$\.blocks\.[^.]+\.(props|exits)\.(.+)$/;
