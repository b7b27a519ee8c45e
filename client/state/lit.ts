import { createStore } from 'zustand/vanilla';
import { outermostOf } from '../../shared/flow/block-path.ts';
import type { PhoneCall } from './call/types.ts';
import { phoneStore } from './phone.ts';

/** What a call lights on the canvas, by block and by cord, so that a card asks only about itself. */
export interface LitState {
  /** Block the caller is at. */
  readonly live: string | null;
  readonly blocks: ReadonlySet<string>;
  /** Cords the caller came along, as `block:exit`. */
  readonly cords: ReadonlySet<string>;
  /** The cord that was taken last, and how many were taken before it. */
  readonly latest: { readonly cord: string; readonly count: number } | null;
}

const DARK: LitState = { live: null, blocks: new Set(), cords: new Set(), latest: null };

/** What the call at the phone lights. */
export const litStore = createStore<LitState>()(() => DARK);

phoneStore.subscribe(({ call }, before) => {
  if (call?.path === before.call?.path && call?.block === before.call?.block) return;
  litStore.setState(call ? litBy(call, litStore.getState()) : DARK);
});

/** Pure, so that tests need no canvas. @param before keeps its parts where they are the same */
export function litBy({ path, block }: Pick<PhoneCall, 'path' | 'block'>, before: LitState = DARK): LitState {
  // Cords of called flows are not on this canvas.
  const drawn = path.filter((step) => step.block === outermostOf(step.block));
  const taken = drawn.flatMap((step) => (step.exit === undefined ? [] : [cordKey(step.block, step.exit)]));
  const last = taken.at(-1);
  const same = before.latest?.count === taken.length - 1 && before.latest.cord === last;
  return {
    live: block && outermostOf(block),
    blocks: new Set(path.map((step) => outermostOf(step.block))),
    cords: new Set(taken),
    latest: same ? before.latest : last === undefined ? null : { cord: last, count: taken.length - 1 },
  };
}

/** Name of a cord, by the exit it leaves; the canvas names its edges alike. */
export function cordKey(block: string, exit: string): string {
  return `${block}:${exit}`;
}
