import { z } from 'zod';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

/** A part of all callers; its `id` names the exit and never changes. */
export type Share = {
  readonly id: string;
  readonly name: string;
  /** 0 to 100, with at most two decimals. */
  readonly percent: number;
};

export const SHARES = { least: 2, most: 10 } as const;

export const sharesKind: FieldKind<readonly Share[], object> = {
  kind: 'shares',
  shape: () => z.array(z.strictObject({ id: shareId, name: z.string(), percent: z.number() })),
  check: (value) => [...value.flatMap((share, index) => shareProblems(value, share, index)), ...sumProblems(value)],
};

/** Parts of all callers that together make 100 percent. */
export const shares = fieldOf(sharesKind);

const shareId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'expected 1 to 40 letters, digits, - or _');

function shareProblems(all: readonly Share[], { id, percent }: Share, index: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (all.findIndex((other) => other.id === id) < index) {
    const message = `Two shares have the id "${id}"; give one another.`;
    problems.push({ code: 'duplicate-choice', severity: 'error', message, path: `[${index}].id` });
  }
  if (!(percent >= 0 && percent <= 100) || hundredths(percent) / 100 !== percent) {
    problems.push(
      badValue(`A share is 0 to 100 percent, with at most two decimals; this is ${percent}.`, `[${index}].percent`),
    );
  }
  return problems;
}

function sumProblems(all: readonly Share[]): FieldProblem[] {
  if (all.length < SHARES.least || all.length > SHARES.most) {
    return [badValue(`A split has ${SHARES.least} to ${SHARES.most} shares; this one has ${all.length}.`)];
  }
  const left = 10_000 - all.reduce((sum, { percent }) => sum + hundredths(percent), 0);
  if (left === 0 || Number.isNaN(left)) return [];
  const difference = `${Math.abs(left) / 100} %`;
  return [
    badValue(
      `The shares make ${(10_000 - left) / 100} %: ${left > 0 ? `${difference} are missing` : `${difference} too much`}. Together they must make 100 %.`,
    ),
  ];
}

/** Whole numbers add up exactly where 0.1 + 0.2 does not. */
function hundredths(percent: number): number {
  return Math.round(percent * 100);
}
