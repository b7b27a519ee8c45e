/** Numbers that were bought, or were to be: each is written down before Twilio is asked. */
export interface PurchaseStore {
  /** Adds it, or replaces the one with its id. */
  put(purchase: Purchase): Promise<void>;
  /** An account's, and those of which the account is not known; latest first. */
  list(account: string, limit: number): Promise<readonly Purchase[]>;
  /** The latest of this number among them. */
  latestOf(account: string, phoneNumber: string): Promise<Purchase | undefined>;
  /** Those of all accounts of which it is not known yet whether the number was bought. */
  asked(): Promise<readonly Purchase[]>;
}

export interface Purchase {
  readonly id: string;
  /** The account it was to be bought for; null where an earlier version did not keep it. */
  readonly account: string | null;
  readonly phoneNumber: string;
  readonly country: string;
  readonly type: 'local' | 'tollFree' | 'mobile' | 'national';
  readonly price: { readonly monthly: string; readonly currency: string };
  readonly at: number;
  readonly state: 'asked' | 'bought' | 'refused';
  /** PhoneNumberSid once it is bought. */
  readonly sid: string | null;
  readonly message: string | null;
}
