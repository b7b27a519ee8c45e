import type { RunTestOptions } from '../../shared/rehearsal/test-result.ts';
import type { CodePool } from '../../shared/sandbox/pool.ts';
import { createCodePool } from '../services/code.ts';

let pool: CodePool | undefined;

/** Runs code of functions as the server does; its thread starts with the first of them and keeps the command from nothing. */
export const runCode: NonNullable<RunTestOptions['runCode']> = (effect, now) => {
  pool ??= createCodePool(1);
  return pool.run(effect, now);
};
