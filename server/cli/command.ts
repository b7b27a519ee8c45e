import type { ParseArgsConfig } from 'node:util';
import type { Environment } from '../config.ts';

/** One subcommand: what it takes and what it does. */
export interface Command {
  readonly name: string;
  /** What follows the name, e.g. `FILE… [--json]`. */
  readonly usage: string;
  /** One sentence. */
  readonly about: string;
  /** Options beside `--json` and `--help`, for `parseArgs`. */
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** What each option does, and anything else `--help` should say. */
  readonly help: readonly string[];
  /** @throws UsageError when it is called wrongly */
  run(args: CommandArgs, io: Io): Promise<Outcome>;
}

export interface CommandArgs {
  readonly files: readonly string[];
  /** Value of an option that takes one. */
  option(name: string): string | undefined;
  /** Options as they were given, in order; a switch has no value. */
  readonly given: readonly { readonly name: string; readonly value?: string }[];
  readonly json: boolean;
}

/** Where a command reads and writes. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly env: Environment;
  readonly fetch: typeof fetch;
}

/** How a command ended: 0 yes, 1 the answer is no, 2 bad use. */
export interface Outcome {
  readonly code: 0 | 1 | 2;
  /** For people, on standard output. */
  readonly text: string;
  /** For programs, with `--json`. */
  readonly json: unknown;
  /** For people, on standard error: what went wrong, or what does not belong to the output. */
  readonly remarks?: string;
}

/** The command was called wrongly; the message says what was expected. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The answer is no; the message says why and what to do. */
export class CommandFailure extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CommandFailure';
    this.code = code;
    this.details = details;
  }
}
