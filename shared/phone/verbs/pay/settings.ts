import type { Attributes } from '../../attributes.ts';

/** What the attributes of a Pay come to. https://www.twilio.com/docs/voice/twiml/pay#attributes */
export interface PaySettings {
  readonly paymentMethod: 'credit-card' | 'ach-debit';
  readonly bankAccountType: string;
  /** Seconds until the next key. */
  readonly timeout: number;
  /** Times each detail is asked for at the most. */
  readonly attempts: number;
  readonly securityCode: boolean;
  readonly askPostalCode: boolean;
  /** The postal code where the application knows it. */
  readonly postalCode: string | undefined;
  readonly minPostalCodeLength: number;
  readonly tokenType: string;
  /** Undefined where only a token is wanted. */
  readonly charge: string | undefined;
  readonly language: string;
  readonly validCardTypes: readonly string[];
  readonly statusCallback: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined;
  /** Twilio's code of what makes the whole Pay fail at once. */
  readonly fault: number | undefined;
}

export function paySettings(attributes: Attributes): PaySettings {
  const postalCode = attributes.text('postalCode') ?? 'true';
  const literal = postalCode !== 'true' && postalCode !== 'false';
  const amount = attributes.text('chargeAmount');
  const status = attributes.url('statusCallback');
  return {
    paymentMethod: attributes.text('paymentMethod') === 'ach-debit' ? 'ach-debit' : 'credit-card',
    bankAccountType: attributes.text('bankAccountType') ?? 'consumer-checking',
    timeout: attributes.number('timeout') ?? 5,
    // It counts the tries after the first one.
    attempts: 1 + (attributes.number('maxAttempts') ?? 1),
    securityCode: attributes.flag('securityCode'),
    askPostalCode: postalCode === 'true',
    postalCode: literal ? postalCode : undefined,
    minPostalCodeLength: attributes.number('minPostalCodeLength') ?? 1,
    tokenType: attributes.text('tokenType') ?? 'reusable',
    charge: amount !== undefined && Number(amount) > 0 ? amount : undefined,
    language: attributes.text('language') ?? 'en-US',
    validCardTypes: attributes.words('validCardTypes'),
    statusCallback:
      status === undefined ? undefined : { url: status, method: attributes.method('statusCallbackMethod') },
    // An amount that cannot be read must not become a payment of nothing.
    fault: attributes.has('chargeAmount') && amount === undefined ? 64003 : undefined,
  };
}
