import type { HttpEffect, HttpOutcome } from '../effect.ts';

/** A request that somebody, or another server, was asked for while a call was tried. */
export interface Asked {
  readonly effect: HttpEffect;
  /** Milliseconds since the epoch, on the call's clock. */
  readonly began: number;
  /** What came of it, and when; absent while nothing has. */
  readonly came?: { readonly outcome: HttpOutcome; readonly at: number };
}

/** The same way to ask, written down in `list`, each as it is by now. @param now milliseconds since the epoch, on the call's clock */
export function writtenDown(
  request: (effect: HttpEffect, block: string) => Promise<HttpOutcome>,
  list: Asked[],
  now: () => number,
): typeof request {
  return async (effect, block) => {
    const asked: Asked = { effect, began: now() };
    const index = list.push(asked) - 1;
    const outcome = await request(effect, block);
    list[index] = { ...asked, came: { outcome, at: now() } };
    return outcome;
  };
}
