import { parse } from 'acorn';
import { z } from 'zod';
import { CODE_LIMITS } from '../sandbox/limits.ts';
import type { FieldKind } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';

/**
 * The body of a JavaScript function. It is no template. Its syntax is judged by a parser, not by an interpreter: that is there at
 * once, in the page as on the command line, and runs nothing.
 */
export const codeKind: FieldKind<string, object> = {
  kind: 'code',
  shape: () => z.string(),
  check: (value) => {
    if (value.length > CODE_LIMITS.code) {
      return [badValue(`The code has ${value.length} characters; at most ${CODE_LIMITS.code} fit.`)];
    }
    const problem = syntaxProblem(value);
    if (!problem) return [];
    const { line, column, message } = problem;
    return [badValue(`Line ${line}, column ${column}: ${message}`, `[${line}][${column}]`)];
  },
};

/** JavaScript of the flow's author. */
export const code = fieldOf(codeKind);

export interface SyntaxProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** A sentence. */
  readonly message: string;
}

/** What is wrong with the syntax of a function's body, first of all. */
export function syntaxProblem(code: string): SyntaxProblem | undefined {
  try {
    // Strict code needs to be within a function; on the same line, so that lines count as the author's.
    const { body } = parse(`${BEFORE}${code}\n})`, { ecmaVersion: 2023, sourceType: 'script' });
    if (body.length === 1) return undefined;
    return { line: 1, column: 1, message: 'A bracket closes the function itself: one is too many.' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    return placed(code, loc ?? { line: 1, column: 0 }, error.message.replace(/ \(\d+:\d+\)$/, ''));
  }
}

const BEFORE = "(function (input) {'use strict';";

function placed(code: string, { line, column }: { line: number; column: number }, message: string): SyntaxProblem {
  const lines = code.split('\n');
  // What is not closed is missed only behind the code.
  if (line > lines.length) {
    return {
      line: lines.length,
      column: (lines.at(-1) ?? '').length + 1,
      message: 'The code ends too early: something is not closed.',
    };
  }
  const at = line === 1 ? Math.max(0, column - BEFORE.length) : column;
  return { line, column: at + 1, message: `${message}.` };
}
