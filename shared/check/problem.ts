/** Something in a flow that would surprise a caller. `code` is stable; the sentence may change. */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What happens to the caller and the next step; without the block's name where `block` is given. */
  readonly message: string;
  /** Id of the block it belongs to; absent for problems of the whole flow. */
  readonly block?: string;
  /** Field of that block, or without one the key of a text of the flow's own; and the path below it, e.g. `choices` and `[1].key`. */
  readonly field?: string;
  readonly path?: string;
  /** Exit of that block. */
  readonly exit?: string;
  /** Language whose translation is meant; absent where it is the flow's own words. */
  readonly language?: string;
}
