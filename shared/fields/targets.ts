import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { phoneProblem } from './phone.ts';
import { badValue, missingValue } from './problem.ts';

export type TargetKind = 'number' | 'client' | 'sip';

/** Whom Dial rings: a phone number, a client's identity or a SIP address. */
export type Target = { readonly kind: TargetKind; readonly to: string };

export interface TargetsOptions {
  readonly kinds?: readonly TargetKind[];
}

export const targetsKind: FieldKind<readonly Target[], TargetsOptions> = {
  kind: 'targets',
  shape: () => z.array(z.strictObject({ kind: z.enum(['number', 'client', 'sip']), to: z.string() })),
  check: (value) => value.flatMap((target, index) => targetProblems(target, `[${index}].to`)),
  templates: (value) => value.map((target, index) => ({ text: target.to, path: `[${index}].to` })),
  evaluate: (value, render) => value.map((target) => ({ ...target, to: render(target.to) })),
};

/** Whom to ring. */
export const targets = fieldOf(targetsKind);

function targetProblems({ kind, to }: Target, path: string): readonly FieldProblem[] {
  if (to.trim() === '') return [missingValue('Fill in whom to call, or remove the line.', path)];
  if (hasTemplate(to)) return [];
  if (kind === 'number') {
    const problem = phoneProblem(to);
    return problem === undefined ? [] : [{ code: 'bad-phone-number', severity: 'error', message: problem, path }];
  }
  if (kind === 'sip') {
    if (!/^sips?:\S+@\S+$/.test(to)) return [badValue('A SIP address looks like sip:desk@example.com.', path)];
    return to.length > 255 ? [badValue('A SIP address has at most 255 characters.', path)] : [];
  }
  return to.length > 256 ? [badValue('A client identity has at most 256 characters.', path)] : [];
}
