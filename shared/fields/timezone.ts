import { z } from 'zod';
import { timeZoneProblem } from '../time/zone.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

export const timezoneKind: FieldKind<string, object> = {
  kind: 'timezone',
  shape: () => z.string(),
  check: (value) => {
    const problem = value === '' ? undefined : timeZoneProblem(value);
    return problem === undefined ? [] : [badValue(problem)];
  },
};

/** A time zone by its IANA name. */
export const timezone = fieldOf(timezoneKind);
