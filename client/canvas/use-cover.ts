import { useCoverage } from '../state/hooks.ts';
import { cordKey } from '../state/lit.ts';

/** Whether the tests have been at a block, or left it by an exit; undefined while that is not known or not shown. */
export function useCover(block: string, exit?: string): 'tested' | 'untested' | undefined {
  return useCoverage(({ on, known, blocks, exits }) => {
    if (!on || !known) return undefined;
    const been = exit === undefined ? blocks.has(block) : exits.has(cordKey(block, exit));
    return been ? 'tested' : 'untested';
  });
}
