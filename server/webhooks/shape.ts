import { signingOrder } from '../twilio/signature.ts';
import { patternOf } from './schema.ts';

/** What only depends on a form's parameter names: their order in the signature, and what each value must look like. */
export interface Shape {
  readonly order: readonly number[];
  readonly patterns: readonly (RegExp | undefined)[];
  /** A known parameter that appears more than once. */
  readonly repeated: string | undefined;
}

/** Shapes of the forms seen so far; Twilio sends few different ones, and sorting names is dearer than the check itself. */
export class Shapes {
  readonly #known = new Map<string, Shape>();

  /** @returns the shape, and a function that keeps it: call it for signed requests only, so that nobody else fills the cache. */
  of(names: readonly string[]): { shape: Shape; keep: (() => void) | undefined } {
    const key = names.join('&');
    const known = this.#known.get(key);
    if (known) return { shape: known, keep: undefined };
    const shape = shapeOf(names);
    return { shape, keep: () => this.#keep(key, shape) };
  }

  #keep(key: string, shape: Shape): void {
    if (this.#known.size >= MAX_SHAPES) this.#known.clear();
    this.#known.set(key, shape);
  }
}

const MAX_SHAPES = 500;

function shapeOf(names: readonly string[]): Shape {
  const patterns = names.map(patternOf);
  const repeated = names.find((name, at) => patterns[at] && names.indexOf(name) !== at);
  return { order: signingOrder(names), patterns, repeated };
}
