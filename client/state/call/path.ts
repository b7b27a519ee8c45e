import type { PathStep } from '../../../shared/rehearsal/rehearsal.ts';

/**
 * The way up to where the caller is: a turn decides several blocks at once, but they are heard one after another.
 *
 * @param turn where the latest turn begins in `path`
 * @param block block that acts now
 */
export function gone(path: readonly PathStep[], turn: number, block: string | undefined): PathStep[] {
  const at = path.findLastIndex((step, index) => index >= turn && step.block === block);
  if (at === -1) return path.slice(0, turn);
  return [...path.slice(0, at), { block: block ?? '' }];
}

/** Whether two ways are the same; a way only grows, so that its end tells. */
export function sameWay(a: readonly PathStep[], b: readonly PathStep[]): boolean {
  return a.length === b.length && a.at(-1)?.block === b.at(-1)?.block && a.at(-1)?.exit === b.at(-1)?.exit;
}
