import type { ApiErrorProblem } from '../../shared/api/errors.ts';

/** A refusal on its way to the client; the one error handler of the app writes it. */
export class ApiFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly ApiErrorProblem[] | undefined;
  /** Members of the answer beside `error`. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  /** @param message a sentence: what is wrong and the next step */
  constructor(status: number, code: string, message: string, more: FailureDetails = {}) {
    super(message);
    this.name = 'ApiFailure';
    this.status = status;
    this.code = code;
    this.problems = more.problems;
    this.extra = more.extra ?? {};
    this.headers = more.headers ?? {};
  }

  /** The JSON body that says it. */
  body(): Record<string, unknown> {
    const error = { code: this.code, message: this.message, ...(this.problems ? { problems: this.problems } : {}) };
    return { error, ...this.extra };
  }
}

interface FailureDetails {
  readonly problems?: readonly ApiErrorProblem[];
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}
