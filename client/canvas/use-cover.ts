import { useCoverage } from '../state/hooks.ts';
import { cordKey } from '../state/lit.ts';

/** Whether the tests have been at a block, or left it by an exit; undefined while the canvas does not show it. */
export function useCover(block: string, exit?: string): 'tested' | 'untested' | undefined {
  return useCoverage(({ on, blocks, exits }) => {
    if (!on) return undefined;
    const been = exit === undefined ? blocks.has(block) : exits.has(cordKey(block, exit));
    return been ? 'tested' : 'untested';
  });
}
