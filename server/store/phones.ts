/** Names under which browser phones were used, so that flows can be offered them and others be refused. */
export interface PhoneStore {
  /** Latest used first. */
  list(): Promise<readonly PhoneRecord[]>;
  has(identity: string): Promise<boolean>;
  /** @param at milliseconds since the epoch */
  note(identity: string, at: number): Promise<void>;
  /** @returns false if there is none of that name */
  remove(identity: string): Promise<boolean>;
}

export interface PhoneRecord {
  readonly identity: string;
  /** When it last got a token. */
  readonly lastAt: number;
}
