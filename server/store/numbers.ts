import type { Channel } from '../../shared/block.ts';

/** What Patchcord has set at numbers, and what was there before. Written by `OperationStore`. */
export interface NumberStore {
  wirings(): Promise<readonly Wiring[]>;
  forget(lines: readonly Line[]): Promise<void>;
}

/** One channel of a number. */
export interface Line {
  /** PhoneNumberSid. */
  readonly sid: string;
  readonly channel: Channel;
}

/** A channel of a number that Patchcord gave to a flow. */
export interface Wiring extends Line {
  readonly phoneNumber: string;
  readonly flow: string;
  /** Where the flow runs; absent for `live`. */
  readonly environment?: string | undefined;
  readonly at: number;
  /** Twilio's properties as they were before, by their REST names. */
  readonly former: Readonly<Record<string, string | null>>;
  /** What Patchcord set; null where an earlier version did and did not keep it. */
  readonly set: Readonly<Record<string, string>> | null;
}
