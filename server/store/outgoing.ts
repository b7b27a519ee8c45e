import type { CallingHours, OutgoingOptions, OutgoingState } from '../../shared/api/outgoing.ts';
import type { OpenHours } from '../../shared/effect.ts';
import type { Json } from '../../shared/flow/types.ts';

/**
 * Outgoing calls. Every one belongs to a list; a call by itself to one of kind `call`, which is done at once, a call-back to one of
 * kind `callback` with an item for each try. What a promise resolved for is durable: an intent that is kept survives the process that
 * was about to act on it.
 */
export interface OutgoingStore {
  /** A list without rows, `loading` until `open`. @returns false if its key is taken */
  addList(list: NewOutgoingListRecord): Promise<boolean>;
  /** Adds rows in one transaction: a few hundred at a time, everything else waits meanwhile. */
  addItems(list: OutgoingListRecord, items: readonly NewOutgoingItem[]): Promise<void>;
  /** Lets the list begin, or wait to be resumed. */
  open(id: string, status: 'running' | 'paused'): Promise<OutgoingListRecord>;
  /**
   * A call by itself, with its intent, in one transaction.
   *
   * @param callsPerDay intents that the day of `now` may have
   */
  addCall(
    list: NewOutgoingListRecord,
    item: NewOutgoingItem,
    now: number,
    callsPerDay: number,
  ): Promise<OutgoingItem | 'key-taken' | 'daily-cap'>;
  /**
   * A running list of kind `callback` with its first call, planned, in one transaction.
   *
   * @returns `already`, and adds nothing, where the same key has one, or the number is still to be called back by the same flow
   */
  addCallback(list: NewOutgoingListRecord, item: NewOutgoingItem): Promise<'added' | 'already'>;
  /**
   * Another call of a running list, not before a time.
   *
   * @param before how many it has; where it has others by now nothing is added
   * @returns whether it was added
   */
  addTry(id: string, item: NewOutgoingItem, notBefore: number, before: number): Promise<boolean>;
  /** Removes a list that never opened, a few hundred rows at a time. @returns whether some are left */
  unload(id: string): Promise<boolean>;

  list(id: string): Promise<OutgoingListRecord | undefined>;
  byKey(key: string): Promise<OutgoingListRecord | undefined>;
  /** Of one kind, latest first. */
  lists(kind: 'list' | 'callback'): Promise<readonly OutgoingListRecord[]>;
  withStatus(status: 'loading' | 'running'): Promise<readonly OutgoingListRecord[]>;
  /** Lists and call-backs that are not over, of an environment other than `live`. */
  openIn(environment: string): Promise<readonly OutgoingListRecord[]>;
  /** A person moves a list that runs or is paused. @returns false if it is over */
  move(id: string, to: 'running' | 'paused' | 'canceled', now: number): Promise<boolean>;
  /** Pauses a running list for a reason. @returns false if it does not run */
  halt(id: string, reason: string): Promise<boolean>;
  /** A running list is done. @returns false if it does not run, or something is still to come of a call */
  finish(id: string, now: number): Promise<boolean>;
  /** Planned calls of canceled lists become canceled, a few hundred at a time. @returns whether some are left */
  cancelSome(): Promise<boolean>;
  /** Calls of a list by state; what is missing is zero. */
  counts(id: string): Promise<Partial<Record<OutgoingState, number>>>;
  /** Rows of a list in their order. */
  items(query: ItemQuery): Promise<readonly OutgoingItem[]>;
  /** Calls by themselves, latest first. `before` is the `seq` of the last one known. */
  calls(query: { before?: number; state?: OutgoingState; limit: number }): Promise<readonly OutgoingItem[]>;
  item(id: string): Promise<OutgoingItem | undefined>;

  /** The next planned call of a list becomes `calling`: the intent, counted for its day, which may have so many. */
  take(list: string, now: number, callsPerDay: number): Promise<OutgoingItem | undefined>;
  /** What Twilio says of a call. Old news, and news of another call than the item's, change nothing. @returns whether it was new */
  learn(id: string, news: CallNews): Promise<boolean>;
  /**
   * From `calling` to where it can be told: `planned` where Twilio surely placed nothing, else an end. Of a call that was placed
   * only `unknown` is taken.
   */
  settle(id: string, to: 'planned' | 'failed' | 'unknown', why?: { code?: number; reason: string }): Promise<void>;
  /** Whether Twilio placed it cannot be told now, or news of it is overdue: when to look. */
  checkAt(id: string, at: number | null, uncertainSince?: number): Promise<void>;
  /** Calls whose time to look at has come. Whatever is found out, none of them is due again before `next`. */
  due(now: number, limit: number, next: number): Promise<readonly OutgoingItem[]>;
  /** After a restart: every call that goes on is to be looked at. */
  checkAll(now: number): Promise<void>;
  /** A person wants an unknown call to be made again, as if it never was. @returns false if it is not unknown */
  again(id: string): Promise<boolean>;
  /** Items that already have one of these calls. */
  claimed(callSids: readonly string[]): Promise<ReadonlySet<string>>;

  /** Counts a call that no list has for its day. @returns false where the day has as many as it may */
  countCall(now: number, most: number): Promise<boolean>;
  /** Calls of the day of `now`, in UTC. */
  callsToday(now: number): Promise<number>;
  /** When the latest intent was kept. */
  lastIntent(): Promise<number | undefined>;
}

export type OutgoingKind = 'list' | 'call' | 'callback';

export type OutgoingListStatus = 'loading' | 'running' | 'paused' | 'canceled' | 'done';

export interface OutgoingListRecord {
  readonly seq: number;
  readonly id: string;
  readonly kind: OutgoingKind;
  readonly key: string | null;
  /** Hash of the request that made it. */
  readonly request: string | null;
  readonly name: string;
  readonly flow: string;
  /** Where the flow runs; absent for `live`. */
  readonly environment?: string | undefined;
  readonly version: number;
  readonly from: string;
  readonly settings: OutgoingListSettings;
  readonly status: OutgoingListStatus;
  readonly reason: string | null;
  /** Rows left out. */
  readonly bad: number;
  readonly createdAt: number;
  readonly doneAt: number | null;
}

export interface OutgoingListSettings {
  readonly concurrency: number;
  readonly callsPerSecond: number;
  readonly hours?: CallingHours;
  readonly options: OutgoingOptions;
  /** Nobody is called before; milliseconds since the epoch. */
  readonly notBefore?: number;
  /** Nobody is called while this is closed. */
  readonly open?: OpenHours;
  /** How often its number is called while nobody answers; once if absent. */
  readonly tries?: number;
  /** Minutes between two tries. */
  readonly every?: number;
  /** The block and the call that asked for it. */
  readonly origin?: CallbackOrigin;
}

/** Where a call-back was asked for. */
export interface CallbackOrigin {
  /** CallSid, or sid of a conversation. */
  readonly sid: string;
  readonly flow: string;
  readonly block: string;
}

export type NewOutgoingListRecord = Omit<OutgoingListRecord, 'seq' | 'status' | 'reason' | 'doneAt'>;

export interface NewOutgoingItem {
  readonly id: string;
  readonly line: number | null;
  readonly to: string;
  readonly variables: Readonly<Record<string, Json>>;
}

export interface OutgoingItem extends NewOutgoingItem {
  readonly seq: number;
  readonly list: string;
  readonly kind: OutgoingKind;
  readonly flow: string;
  /** Where the flow runs; absent for `live`. */
  readonly environment?: string | undefined;
  readonly version: number;
  readonly from: string;
  readonly options: OutgoingOptions;
  /** Of its list. */
  readonly status: OutgoingListStatus;
  readonly state: OutgoingState;
  readonly attempts: number;
  readonly callSid: string | null;
  readonly calledAt: number | null;
  readonly uncertainAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly duration: number | null;
  readonly answeredBy: string | null;
  readonly price: string | null;
  readonly priceUnit: string | null;
  readonly errorCode: number | null;
  readonly reason: string | null;
}

export interface ItemQuery {
  readonly list: string;
  readonly state?: OutgoingState;
  /** `seq` of the last one known. */
  readonly after?: number;
  readonly limit: number;
}

/** What is said of a call at one moment. */
export interface CallNews {
  readonly callSid: string;
  readonly state: Exclude<OutgoingState, 'planned' | 'calling' | 'unknown'>;
  readonly at: number;
  readonly duration?: number;
  readonly answeredBy?: string;
  readonly price?: string;
  readonly priceUnit?: string;
  readonly errorCode?: number;
  readonly reason?: string;
  /** When to look at Twilio if nothing more is heard; ignored at the end. */
  readonly checkAt?: number;
}
