import { blockTypes } from '../../shared/blocks/index.ts';
import { type FlowWithCalled, wayName, wayTo } from '../../shared/engine/way-to.ts';
import { outermostOf } from '../../shared/flow/block-path.ts';
import { exitLabel, exitsOf } from './block-types.ts';
import { documentStore } from './document.ts';
import { uiStore } from './index.ts';

/** What people call blocks and exits, also those of flows that the flow runs, whose ids have dots. */
export interface BlockNames {
  /** “Menu”, or “Ask who › Menu” for a block of the flow that “Ask who” runs. */
  nameOf(id: string): string;
  /** Without the way to it. */
  ownNameOf(id: string): string;
  /** What the row of an exit says. */
  exitOf(id: string, exit: string): string;
}

/** @param where the flow, and the versions of others that its calls go through */
export function blockNames(where: FlowWithCalled): BlockNames {
  const nameOf = (id: string): string => wayName(id, where, blockTypes);
  return {
    nameOf,
    ownNameOf: (id) => nameOf(id).split(' › ').at(-1) ?? id,
    exitOf: (id, name) => {
      const { blocks, unknown } = wayTo(id, where, blockTypes);
      const block = unknown.length === 0 ? blocks.at(-1) : undefined;
      const exit = block && exitsOf(block).find((one) => one.name === name);
      return exit ? exitLabel(exit) : name;
    },
  };
}

/** Shows a block on the canvas, or the one that calls the flow it lies in; nothing where it is gone. */
export function showBlock(id: string): void {
  const block = outermostOf(id);
  if (documentStore.getState().document.blocks[block]) uiStore.getState().focusBlock(block);
}
