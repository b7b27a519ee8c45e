import { z } from 'zod';
import { isTimeZone, timeZoneProblem } from '../time/zone.ts';
import type { FieldKind, FieldProblem } from './field.ts';
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

interface ZoneNote {
  readonly code: string;
  readonly message: string;
  readonly field: string;
}

/** Whose clocks a block goes by: its own zone, else the flow's; UTC, with a note, where neither is one. */
export function zoneOf(
  own: string | undefined,
  ofFlow: string | undefined,
): { readonly zone: string; readonly notes: readonly ZoneNote[] } {
  const zone = own || ofFlow || '';
  if (zone !== '' && isTimeZone(zone)) return { zone, notes: [] };
  const what = zone === '' ? 'There is no time zone.' : (timeZoneProblem(zone) ?? '');
  return { zone: 'UTC', notes: [{ code: 'bad-timezone', message: `${what} UTC was taken.`, field: 'timezone' }] };
}

/** That neither the block's field `timezone` nor the flow says whose clocks it goes by. */
export function zoneProblems(
  own: string | undefined,
  ofFlow: string | undefined,
): (FieldProblem & { readonly field: string })[] {
  // A wrong zone of its own is told by the field.
  if (own) return [];
  const problem = ofFlow ? timeZoneProblem(ofFlow) : undefined;
  if (ofFlow && problem === undefined) return [];
  const message = ofFlow
    ? `${problem} Set it in the flow's settings, or here.`
    : 'Nobody can tell when you are open: choose the time zone here, or in the flow’s settings.';
  return [{ code: 'no-timezone', severity: 'error', message, field: 'timezone' }];
}
