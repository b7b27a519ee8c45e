import { ApiFailure } from '../../routes/failure.ts';

/** What Twilio's refusals to sell a number mean, and what to do. https://www.twilio.com/docs/api/errors */
const REFUSALS: Readonly<Record<number, { readonly code: string; readonly words: string }>> = {
  10002: {
    code: 'trial-account',
    words: 'A trial account cannot buy this number. Upgrade the account in the Twilio console.',
  },
  21421: { code: 'bad-number', words: 'Twilio knows no such number.' },
  21422: { code: 'not-available', words: 'The number is not to be had any more. Search again and choose another one.' },
  21613: needsAddress(),
  21615: needsAddress(),
  21631: needsAddress(),
  21628: {
    code: 'address-refused',
    words: 'Twilio could not find that address. Correct it under Phone Numbers, Addresses in the Twilio console.',
  },
  21649: {
    code: 'bundle-required',
    words:
      'The law of this country asks who uses the number: Twilio needs an approved regulatory bundle. Make one under Phone Numbers, Regulatory Compliance in the Twilio console, wait until it is approved, and give its SID (BU…).',
  },
  21650: {
    code: 'identity-required',
    words:
      'The law of this country asks for a verified identity document. Add one under Phone Numbers, Documents in the Twilio console and try again once it is verified.',
  },
};

/** The refusal in our words; undefined where Twilio's own say it best. */
export function purchaseRefusal(error: unknown): ApiFailure | undefined {
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown };
  const known = typeof code === 'number' ? REFUSALS[code] : undefined;
  if (!known || typeof status !== 'number') return undefined;
  return new ApiFailure(
    409,
    known.code,
    `Nothing was bought. ${known.words} (Twilio answered ${status}, error ${code}.)`,
  );
}

function needsAddress() {
  return {
    code: 'address-required',
    words:
      'The law of this country asks where the number is used: Twilio needs an address that fits the kind of number. Add one under Phone Numbers, Addresses in the Twilio console and give its SID (AD…).',
  };
}
