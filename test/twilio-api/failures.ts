import { Refusal } from './handler.ts';

/** How a request is made to fail. */
export interface FailureRule {
  /** The operationId, or an expression over `POST /api.twilio.com/2010-04-01/….json Name=value&…`. */
  readonly match: RegExp | string;
  /** How many requests; all that come where it is not given. */
  readonly times?: number;
  /**
   * A status: Twilio's error body, nothing is done. `hang up`: the connection ends before anything is done.
   * `lose answer`: it is done, then the connection ends. `never answer`: nothing is done, the connection stays open.
   * Nothing: it is done and answered.
   */
  readonly with?: number | 'hang up' | 'lose answer' | 'never answer';
  /** Waited for first, so that a request is under way until a test lets it go on. */
  readonly after?: Promise<unknown>;
  /** Twilio's error code beside a status. */
  readonly code?: number;
}

export class Failures {
  private rules: { rule: FailureRule; left: number }[] = [];

  add(rule: FailureRule): void {
    this.rules.unshift({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  heal(): void {
    this.rules = [];
  }

  /** The rule for this request, which then counts as used once; the one added last wins. */
  async take(operation: string, line: string): Promise<Exclude<FailureRule['with'], number> | Refusal> {
    const hit = this.rules.find(
      ({ rule, left }) =>
        left > 0 && (typeof rule.match === 'string' ? rule.match === operation : rule.match.test(line)),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    const { with: what, code, after } = hit.rule;
    await after;
    if (typeof what !== 'number') return what;
    const [usual, message] = REASONS[what] ?? [20000 + what, 'Made to fail'];
    return new Refusal(what, code ?? usual, message);
  }
}

/** Error codes and messages by status. https://www.twilio.com/docs/api/errors */
const REASONS: Readonly<Record<number, readonly [number, string]>> = {
  400: [20001, 'Invalid parameter'],
  401: [20003, 'Authenticate'],
  403: [20006, 'Access Denied'],
  404: [20404, 'The requested resource was not found'],
  429: [20429, 'Too Many Requests'],
  500: [20500, 'Internal Server Error'],
  503: [20503, 'Service Unavailable'],
};
