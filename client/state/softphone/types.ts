import type { PhoneProblem } from './problems.ts';

/** Whether calls can come and go: `lost` while the line to Twilio is down and the phone tries to get it back. */
export type LineState = 'offline' | 'registering' | 'ready' | 'lost';

/** A call of the phone, as it is now. */
export interface PhoneCallView {
  readonly direction: 'incoming' | 'outgoing';
  /** `asking` until Twilio has taken the call or the microphone is open. */
  readonly state: 'ringing' | 'asking' | 'open' | 'lost' | 'over';
  /** Who calls, or what is called. */
  readonly who: string;
  /** `CallSid`, once Twilio has given one. */
  readonly sid: string | null;
  /** What was handed over with an incoming call: `<Parameter>`s of its `<Client>`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch; null until somebody answered. */
  readonly openedAt: number | null;
  readonly endedAt: number | null;
  readonly muted: boolean;
  /** Names of the SDK's quality warnings that hold now. */
  readonly warnings: readonly string[];
  /** Keys that were pressed. */
  readonly keys: string;
  /** How it ended, as a sentence. */
  readonly ending: string | null;
  readonly problem: PhoneProblem | null;
}

/** How loud both ends are, from 0 to 1. */
export interface Levels {
  readonly microphone: number;
  readonly speaker: number;
}

/** What the line tells whoever shows it. */
export interface LineEvents {
  line(state: LineState): void;
  /** Null when what was wrong is over. */
  problem(problem: PhoneProblem | null): void;
  call(call: PhoneCallView | null): void;
  levels(levels: Levels): void;
}
