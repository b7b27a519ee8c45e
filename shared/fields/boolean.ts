import { z } from 'zod';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';

export interface BooleanOptions {
  /** What holds while nothing is chosen. */
  readonly default?: boolean;
  /** Nothing chosen is an answer of its own: it leaves an attribute out, where yes and no write it. */
  readonly threeWay?: boolean;
}

export const booleanKind: FieldKind<boolean, BooleanOptions> = {
  kind: 'boolean',
  shape: () => z.boolean(),
};

/** Yes or no. */
export const boolean = fieldOf(booleanKind);
