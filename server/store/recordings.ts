/** What is kept of recordings: whose calls they belong to, and which ones were deleted or are to be. */
export interface RecordingStore {
  /** What is known of these calls; a call that no flow of this server answered is not among them. */
  origins(calls: readonly string[]): Promise<ReadonlyMap<string, RecordingOrigin>>;
  /**
   * Notes that recordings are to be deleted, before anything is. What the retention wants stays its wish, also where somebody asks
   * for it; it is then tried at their time.
   */
  intend(wishes: readonly DeletionWish[]): Promise<void>;
  /** Those to be deleted now, longest waiting first. */
  due(account: string, now: number, limit: number): Promise<readonly Deletion[]>;
  deletion(sid: string): Promise<Deletion | undefined>;
  /** Notes the call that a recording to be deleted belongs to. */
  learnCall(sid: string, call: string): Promise<void>;
  /** It is gone, whether or not that is still wished for: also forgets what was said in it, and that it was a message. */
  settle(wish: DeletionWish, at: number): Promise<void>;
  /** It could not be deleted; tried again at `next`. */
  postpone(sid: string, trouble: string, next: number): Promise<void>;
  /** Forgets what somebody asked for and was not fulfilled; what the retention wants is still wanted. */
  withdraw(sid: string): Promise<void>;
  /** Forgets every wish of this kind that was not fulfilled. */
  withdrawAll(reason: DeletionReason): Promise<void>;
  /** @param account whose deletions are counted */
  tally(account: string): Promise<DeletionTally>;
}

/** What led to a recording. */
export interface RecordingOrigin {
  readonly flow: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  /** Recording and transcription callbacks of the call. */
  readonly callbacks: readonly {
    readonly kind: 'recording' | 'transcription';
    readonly block: string | null;
    readonly parameters: Readonly<Record<string, string>>;
  }[];
  /** What each block learned, e.g. `RecordingSid`. */
  readonly results: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Why a recording is deleted: a person or program asked for it, or it is old enough. */
export type DeletionReason = 'asked' | 'retention';

export interface DeletionWish {
  readonly account: string;
  readonly sid: string;
  /** CallSid, where the recording belongs to a call. */
  readonly call: string | null;
  readonly reason: DeletionReason;
  readonly at: number;
  /** When it is to be tried, unless it has been settled or withdrawn by then. */
  readonly next: number;
}

export interface Deletion extends Omit<DeletionWish, 'next'> {
  /** Null until it is gone. */
  readonly doneAt: number | null;
  readonly attempts: number;
}

/** Of deletions by retention. */
export interface DeletionTally {
  readonly deleted: number;
  readonly waiting: number;
  /** Why the latest try failed, among those that wait. */
  readonly trouble: string | null;
}
