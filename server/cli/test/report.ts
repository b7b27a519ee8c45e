import type { Coverage } from '../../../shared/rehearsal/coverage.ts';
import type { TestResult } from '../../../shared/rehearsal/test-result.ts';

/** What the tests of one file came to. */
export interface FileReport {
  readonly file: string;
  /** Name of the flow; absent where the file could not be read. */
  readonly flow?: string;
  readonly ok: boolean;
  /** Why nothing was tested. */
  readonly problems: readonly string[];
  readonly tests: readonly TestReport[];
  readonly coverage?: Coverage;
}

export interface TestReport extends TestResult {
  /** How long it took to run. */
  readonly milliseconds: number;
}
