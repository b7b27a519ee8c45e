import type { Channel, StepNote } from '../../shared/block.ts';
import type { Effect, Outcome } from '../../shared/effect.ts';
import type { AnsweredMessage } from '../../shared/engine/conversation.ts';
import type { EffectPlace, LogEntry, Session } from '../../shared/engine/types.ts';
import type { EnvironmentStore } from './environments.ts';
import type { NumberStore } from './numbers.ts';
import type { OperationStore } from './operations.ts';
import type { OutgoingStore } from './outgoing.ts';
import type { PhoneStore } from './phones.ts';
import type { PurchaseStore } from './purchases.ts';
import type { RecordingStore } from './recordings.ts';
import type { VoicemailStore } from './voicemails.ts';

/**
 * The store port: everything Patchcord keeps. Every promise that resolves after a write means the write is durable (it survives
 * `kill -9` and a power cut). Implementations: `sqlite.ts`.
 */
export interface Store {
  readonly flows: FlowStore;
  readonly calls: CallStore;
  readonly settings: SettingsStore;
  readonly access: AccessStore;
  readonly numbers: NumberStore;
  readonly recordings: RecordingStore;
  readonly phones: PhoneStore;
  readonly outgoing: OutgoingStore;
  readonly operations: OperationStore;
  readonly purchases: PurchaseStore;
  readonly effects: EffectStore;
  readonly environments: EnvironmentStore;
  readonly voicemails: VoicemailStore;
  close(): Promise<void>;
}

/** Drafts and published versions. Documents are canonical JSON text (`writeFlow`). */
export interface FlowStore {
  list(): Promise<readonly FlowSummary[]>;
  get(id: string): Promise<FlowRecord | undefined>;
  /** @returns false if the id is taken. */
  create(flow: { id: string; name: string; document: string; now: number }): Promise<FlowRecord | false>;
  /** Replaces the draft if it still is at `revision`; otherwise returns what is there now and changes nothing. */
  saveDraft(save: {
    id: string;
    name: string;
    document: string;
    revision: number;
    now: number;
  }): Promise<{ saved: true; flow: FlowRecord } | { saved: false; flow: FlowRecord } | undefined>;
  remove(id: string): Promise<boolean>;
  /** Adds an immutable version made of `document` and lets it run in an environment, in one transaction. */
  publish(publish: {
    id: string;
    document: string;
    note: string;
    now: number;
    /** Draft revision `document` is; the current one if absent. */
    revision?: number;
    /** `live` if absent. */
    environment?: string;
    /** Versions of the flows it calls, by flow; its own gets the new version's number. */
    calls?: Readonly<Record<string, number>>;
  }): Promise<VersionRecord | undefined>;
  /**
   * The draft as it is, immutable and unlisted, for calls that try it: no number's callers ever get it. Its version is negative;
   * the same draft gives the same one, as long as it calls the same versions.
   */
  snapshot(id: string, now: number, calls?: Readonly<Record<string, number>>): Promise<VersionRecord | undefined>;
  versions(id: string): Promise<readonly VersionSummary[]>;
  version(id: string, version: number): Promise<VersionRecord | undefined>;
  /**
   * Moves the pointer of an environment, `live` if absent, to an existing version (rollback, promotion), or to none.
   *
   * @returns false if there is no such flow or version
   */
  setLive(id: string, version: number | null, now: number, environment?: string): Promise<boolean>;
  /** The version that new calls get in an environment, or null. */
  running(id: string, environment: string): Promise<number | null>;
  /** What runs where, of one flow or of all, `live` first. */
  runs(id?: string): Promise<readonly FlowRun[]>;
}

/** A version that new calls get in an environment. */
export interface FlowRun {
  readonly flow: string;
  readonly environment: string;
  readonly version: number;
}

export interface FlowSummary {
  readonly id: string;
  readonly name: string;
  /** Counts up with every saved draft; the ETag is made of it. */
  readonly revision: number;
  /** Version that new calls get, or null while unpublished. */
  readonly live: number | null;
  /** Revision the live version was made of; a larger `revision` means the draft is ahead. */
  readonly liveRevision: number | null;
  /** Versions of other flows that blocks of the live version run, by flow. */
  readonly calls: Readonly<Record<string, number>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface FlowRecord extends FlowSummary {
  readonly document: string;
}

export interface VersionSummary {
  readonly flow: string;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly note: string;
  readonly publishedAt: number;
  /** Draft revision it was made of. */
  readonly revision: number;
  /** Versions of other flows that its blocks run, by flow. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface VersionRecord extends VersionSummary {
  readonly document: string;
}

/** Sessions, turns and callbacks of calls and messages. */
export interface CallStore {
  /** Latest state of a call, at once where it is at hand, with the answered turns' replay keys; undefined for an unknown sid. */
  load(sid: string): StoredCall | undefined | Promise<StoredCall | undefined>;
  /** Whether `load` needs no look at the disk. Of other calls some are not known at all, and `append` tells which. */
  remembers(sid: string): boolean;
  /** Appends a turn: session after it, answer, log. Durable when it resolves. Rejects if this turn number exists. */
  append(turn: TurnRecord): Promise<void>;
  /** Answers that a message was given before, oldest first: more than one where flows redirect to each other. */
  answersTo(message: string): readonly AnsweredMessage[] | Promise<readonly AnsweredMessage[]>;
  /** Sid of the conversation that waits, or waited last, for a message of these two; undefined if none ever did. */
  conversation(parties: Parties): string | undefined | Promise<string | undefined>;
  /** Keeps a status, recording or transcription callback; the same `key` twice is kept once. */
  callback(callback: CallbackRecord): Promise<void>;
  list(query: { flow?: string; limit: number; before?: number }): Promise<readonly CallSummary[]>;
  get(sid: string): Promise<CallDetail | undefined>;
}

/** Who writes to whom: numbers, short codes or addresses of channels, as Twilio writes them; and the flow that is asked. */
export interface Parties {
  /** Its address: with the environment, where that is not `live`. */
  readonly flow: string;
  readonly from: string;
  readonly to: string;
}

export interface StoredCall {
  readonly session: Session;
  /** The answer of the latest turn of the call itself. */
  readonly latest: string;
  /** Answers already given, by replay key. */
  answer(key: string): Promise<string | undefined> | string | undefined;
}

export interface TurnRecord {
  readonly sid: string;
  /** 1 for the first answer of a call. */
  readonly turn: number;
  /** Identifies the request: the same request again has the same key. */
  readonly key: string;
  readonly at: number;
  /** Milliseconds the turn took. */
  readonly took: number;
  /** The request's parameters as Twilio wrote them: `application/x-www-form-urlencoded`. */
  readonly form: string;
  readonly answer: string;
  readonly session: Session;
  readonly log: readonly LogEntry[];
  /** `<block>.<exit>` that led to it where the turn was beside the call, which then still waits where it did. */
  readonly aside?: string | undefined;
  readonly failure?: StepNote;
  /** The message that is answered, and the flow that was asked; absent for calls and actions. */
  readonly message?: { readonly sid: string; readonly flow: string };
}

export interface CallbackRecord {
  readonly sid: string;
  readonly key: string;
  /** `amd` is what Twilio tells of who answered, where it finds out while the call goes on. */
  readonly kind: 'status' | 'recording' | 'transcription' | 'fallback' | 'amd' | 'message';
  readonly block: string | null;
  readonly at: number;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface CallSummary {
  readonly sid: string;
  readonly channel: Channel;
  readonly flow: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly turns: number;
  /** `active` until the flow ended or Twilio reported the call's end. */
  readonly status: string;
  readonly failed: boolean;
  /** Until when the next message is waited for; null where none is. */
  readonly waitsUntil: number | null;
}

export interface CallDetail extends CallSummary {
  readonly session: Session;
  readonly steps: readonly StepRecord[];
  readonly callbacks: readonly CallbackRecord[];
}

/** A turn as the log shows it. */
export interface StepRecord extends Omit<TurnRecord, 'session' | 'sid' | 'form' | 'message'> {
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * What calls had done outside of their flows. An effect is written down before it is begun, and its outcome after: whatever is
 * found without one may have happened.
 */
export interface EffectStore {
  /** @returns undefined where the place never wanted anything */
  find(place: EffectPlace): EffectRecord | undefined | Promise<EffectRecord | undefined>;
  byId(id: string): EffectRecord | undefined | Promise<EffectRecord | undefined>;
  /**
   * Durable when it resolves. What is begun at the same time is counted, too.
   *
   * @returns `taken`, and begins nothing, where somebody else has begun what the place wants; likewise the cap that is reached
   */
  begin(effect: EffectToBegin, caps: readonly EffectCap[]): Promise<'begun' | 'taken' | EffectCap>;
  settle(id: string, outcome: Outcome): Promise<void>;
  /** Keeps what Twilio itself calls it; another effect that was taken for this one is not. */
  refer(id: string, reference: string): Promise<void>;
  /** Takes an effect for this one of Twilio's. @returns false where another is known to be it */
  claim(id: string, reference: string): Promise<boolean>;
  /** How many were begun since a time, those refused not counted. */
  count(query: EffectCount): number | Promise<number>;
  /** Of a call, oldest first. */
  list(sid: string): Promise<readonly EffectRecord[]>;
}

export interface EffectToBegin extends EffectPlace {
  /** An unguessable id; callbacks are told apart by it. */
  readonly id: string;
  readonly effect: Effect;
  /** When it was begun. */
  readonly at: number;
}

export interface EffectRecord extends Omit<EffectToBegin, 'channel'> {
  readonly outcome: Outcome | undefined;
  /** MessageSid, once it is known. */
  readonly reference: string | undefined;
}

/** How many effects may be begun. */
export interface EffectCap {
  readonly counted: EffectCount;
  readonly most: number;
  /** What comes of one beyond. */
  readonly outcome: Outcome;
}

export interface EffectCount {
  readonly kind: Effect['kind'];
  readonly since: number;
  readonly sid?: string;
  readonly flow?: string;
  /** Whom it went to. */
  readonly target?: string;
}

/** Small named values; `secret` ones arrive here already encrypted. */
export interface SettingsStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Who may use the API. Only hashes of cookies are kept. */
export interface AccessStore {
  addCookie(cookie: { hash: string; createdAt: number; expiresAt: number }): Promise<void>;
  hasCookie(hash: string, now: number): Promise<boolean>;
  removeCookie(hash: string): Promise<void>;
}

/** Whether an error of a store says that there is no room left; what was to be written was not. */
export function isStoreFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return code === 'SQLITE_FULL' || code === 'ENOSPC';
}
