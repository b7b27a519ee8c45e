import { cardType, luhn } from './cards.ts';
import type { PaySettings } from './settings.ts';

/** A detail of a payment that is asked for. https://www.twilio.com/docs/voice/twiml/pay/prompt#for */
export type StepId =
  | 'payment-card-number'
  | 'expiration-date'
  | 'security-code'
  | 'postal-code'
  | 'bank-routing-number'
  | 'bank-account-number';

/** What the caller entered, unmasked: it never leaves the verb. */
export type Entered = Readonly<Partial<Record<StepId, string>>>;

export interface Step {
  readonly id: StepId;
  /** Digits after which the input ends without a further key; undefined where their number is open. */
  full(digits: string, entered: Entered): boolean;
  /** Twilio's `ErrorType`, or undefined where the input is good. */
  fault(digits: string, entered: Entered, now: number): string | undefined;
}

/** The details a payment asks for, in Twilio's order. */
export function stepsOf(settings: PaySettings): readonly Step[] {
  if (settings.paymentMethod === 'ach-debit') return [ROUTING_NUMBER, ACCOUNT_NUMBER];
  const steps = [cardNumber(settings.validCardTypes), EXPIRATION_DATE];
  if (settings.securityCode) steps.push(SECURITY_CODE);
  if (settings.askPostalCode) steps.push(postalCode(settings.minPostalCodeLength));
  return steps;
}

function cardNumber(valid: readonly string[]): Step {
  return {
    id: 'payment-card-number',
    full: (digits) => digits.length >= Math.max(...(cardType(digits)?.lengths ?? [19])),
    fault: (digits) => {
      const type = cardType(digits);
      if (!luhn(digits) || !type?.lengths.includes(digits.length)) return 'invalid-card-number';
      return valid.includes(type.name) ? undefined : 'invalid-card-type';
    },
  };
}

const EXPIRATION_DATE: Step = {
  id: 'expiration-date',
  full: (digits) => digits.length >= 4,
  fault: (digits, _, now) => {
    const month = Number(digits.slice(0, 2));
    if (!/^[0-9]{4}$/.test(digits) || month < 1 || month > 12) return 'invalid-date';
    // Good until its month is over.
    const end = Date.UTC(2_000 + Number(digits.slice(2)), month, 1);
    return end > now ? undefined : 'invalid-date';
  },
};

const SECURITY_CODE: Step = {
  id: 'security-code',
  full: (digits, entered) => digits.length >= codeLength(entered),
  fault: (digits, entered) => (digits.length === codeLength(entered) ? undefined : 'invalid-security-code'),
};

function codeLength(entered: Entered): number {
  return cardType(entered['payment-card-number'] ?? '')?.securityCode ?? 3;
}

function postalCode(least: number): Step {
  return {
    id: 'postal-code',
    full: () => false,
    fault: (digits) => (digits.length >= least ? undefined : 'invalid-postal-code'),
  };
}

const ROUTING_NUMBER: Step = {
  id: 'bank-routing-number',
  full: (digits) => digits.length >= 9,
  fault: (digits) => (/^[0-9]{9}$/.test(digits) && checks(digits) ? undefined : 'invalid-bank-routing-number'),
};

/** The check sum of American routing numbers. */
function checks(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * ([3, 7, 1][index % 3] ?? 1), 0);
  return sum > 0 && sum % 10 === 0;
}

const ACCOUNT_NUMBER: Step = {
  id: 'bank-account-number',
  full: (digits) => digits.length >= 17,
  fault: (digits) => (digits.length >= 3 ? undefined : 'invalid-bank-account-number'),
};
