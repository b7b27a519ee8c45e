import type { FieldProblem } from './field.ts';

/** A value that Twilio or the runtime would refuse, said so that its author can mend it. */
export function badValue(message: string, path?: string): FieldProblem {
  return { code: 'bad-value', severity: 'error', message, ...(path === undefined ? {} : { path }) };
}

/** Part of a list item that still has to be filled in. */
export function missingValue(message: string, path?: string): FieldProblem {
  return { code: 'missing-value', severity: 'error', message, ...(path === undefined ? {} : { path }) };
}
