/**
 * How a Dial ended, as its action URL hears of it.
 * https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values
 */
export interface DialOutcome {
  readonly status: DialStatus;
  /** CallSid of the leg that decided it; none after a Conference. */
  readonly childSid?: string;
  /** Length of that leg's call; none after a Conference. */
  readonly seconds?: number;
  /** Whether the two parties were ever joined. */
  readonly bridged?: boolean;
  /** What else goes to the action URL, e.g. `RecordingUrl`, `QueueSid`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** `answered` is said after a Conference only. */
export type DialStatus = 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';
