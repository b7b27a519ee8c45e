import type { VoicemailNotice } from '../../shared/effect.ts';

/** Messages that callers left. A deleted recording takes its message along; see `RecordingStore.settle`. */
export interface VoicemailStore {
  /** Durable when it resolves. A message that is known, or whose recording was deleted, is not added again. */
  add(message: NewVoicemail): Promise<void>;
  get(recording: string): Promise<Voicemail | undefined>;
  /** Latest first. */
  list(query: VoicemailQuery): Promise<readonly Voicemail[]>;
  /** How many were not heard yet, of all boxes. */
  countNew(): Promise<number>;
  /** Boxes that have messages, in order of their names. */
  boxes(): Promise<readonly string[]>;
  /** @param heardAt null makes them new again. @returns how many there are */
  mark(recordings: readonly string[], heardAt: number | null): Promise<number>;
  /** Its sound is no more at Twilio. */
  lose(recording: string): Promise<void>;
  /** Those whose notices can be sent now: nothing that belongs in them is missing, or it is not waited for any longer. */
  toTell(now: number, limit: number): Promise<readonly Voicemail[]>;
  /** What became of its notices. */
  told(recording: string, told: readonly Told[]): Promise<void>;
}

export interface NewVoicemail {
  /** RecordingSid. */
  readonly recording: string;
  /** RecordingUrl. */
  readonly url: string;
  /** CallSid. */
  readonly call: string;
  readonly flow: string;
  /** Absent for `live`. */
  readonly environment?: string | undefined;
  readonly block: string;
  /** Tells visits of the block within the call apart. */
  readonly visit: string;
  readonly box: string;
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly seconds: number;
  readonly transcribed: boolean;
  readonly notice?: VoicemailNotice | undefined;
  /** When somebody is told at the latest; milliseconds. */
  readonly tellBy: number | null;
}

export interface Voicemail extends NewVoicemail {
  readonly heardAt: number | null;
  /** `absent`: nothing was recorded; `gone`: deleted since; null while Twilio has told nothing. */
  readonly sound: 'completed' | 'absent' | 'gone' | null;
  /** What was said; empty where it could not be written down, null while it may still come. */
  readonly written: string | null;
  /** Null until those to be told were. */
  readonly told: readonly Told[] | null;
}

/** A notice, and why it was not sent, if so. */
export interface Told {
  /** A number, or the address of the webhook with its secrets named. */
  readonly to: string;
  readonly trouble: string | null;
}

export interface VoicemailQuery {
  readonly box?: string | undefined;
  readonly flow?: string | undefined;
  readonly state?: 'new' | 'heard' | undefined;
  /** Part of what was said, or digits of the caller's number. */
  readonly search?: string | undefined;
  /** Goes on after this one. */
  readonly after?: { readonly at: number; readonly recording: string } | undefined;
  readonly limit: number;
}
