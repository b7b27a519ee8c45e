import type { Json } from '../flow/types.ts';

/** A way to read the two values that a condition compares. */
export interface Reading {
  /** A text without what makes no difference. */
  fold(text: string): string;
  /** Whether two folded texts are the same, of which the first is the value's. Nothing is the same as an empty one. */
  same(actual: Json | undefined, text: string, wanted: string): boolean;
  /** The number a folded text is; NaN, which is neither more nor less than anything, where it is none. */
  number(text: string): number;
  /** Whether a folded text contains or begins with another, as `test` says; never an empty one. */
  holds(text: string, wanted: string, test: (whole: string, part: string) => boolean): boolean;
}

/** Whether two texts are one number, both written as numbers are: no plus, no leading zeros, few enough digits to be exact. */
export function sameFigure(text: string, other: string): boolean {
  return isPlain(text) && isPlain(other) && Number(text) === Number(other);
}

function isPlain(text: string): boolean {
  return text.length <= 15 && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text);
}
