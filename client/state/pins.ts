/** Versions of flows, by their ids. */
type Versions = Readonly<Record<string, number | null | undefined>>;

/** A called flow that callers go through in another version than publishing again would keep. */
export interface Overtaken {
  readonly flow: string;
  readonly uses: number;
  readonly now: number;
}

/**
 * Called flows of which another version runs by now than the one that was kept.
 *
 * @param calls what a version keeps
 * @param now what runs of the flows; those that are missing or null run no more, and stay as they are
 * @param self the flow itself, which always runs its own version
 */
export function overtaken(calls: Readonly<Record<string, number>>, now: Versions, self: string): readonly Overtaken[] {
  return Object.entries(calls).flatMap(([flow, uses]) => {
    const other = now[flow];
    return flow === self || other === undefined || other === null || other === uses ? [] : [{ flow, uses, now: other }];
  });
}
