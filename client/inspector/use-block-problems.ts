import { useMemo } from 'react';
import { useProblems } from '../state/hooks.ts';
import { problemsOf } from '../state/problems.ts';
import type { WidgetProblem } from './widget.ts';

/** A problem of a block with the field or exit it belongs to. */
export interface LocatedProblem extends WidgetProblem {
  readonly code: string;
  readonly field: string | undefined;
  readonly exit: string | undefined;
  readonly language: string | undefined;
}

/** Problems of one block as the form draws them. */
export function useBlockProblems(block: string): readonly LocatedProblem[] {
  const problems = useProblems((state) => problemsOf(state, block));
  return useMemo(
    () =>
      problems.map(({ code, severity, message, field, exit, path, language }) => ({
        code,
        severity,
        message,
        field,
        exit,
        language,
        path: path ?? '',
      })),
    [problems],
  );
}
