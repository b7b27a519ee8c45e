/** Numbers that were bought, or were to be: each is written down before Twilio is asked. */
export interface PurchaseStore {
  /** Adds it, or replaces the one with its id. */
  put(purchase: Purchase): Promise<void>;
  /** Latest first. */
  list(limit: number): Promise<readonly Purchase[]>;
  /** The latest of this number. */
  latestOf(phoneNumber: string): Promise<Purchase | undefined>;
  /** Those of which it is not known yet whether the number was bought. */
  asked(): Promise<readonly Purchase[]>;
}

export interface Purchase {
  readonly id: string;
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
