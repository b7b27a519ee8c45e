/** A number that may be called, or why not. */
export type Judged =
  | { readonly ok: true; readonly number: string; readonly country: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Judges numbers to call, for the countries that may be called. */
export type NumberJudge = (text: string, allowed: readonly string[]) => Judged;

/**
 * What keeps strangers from earning with our calls: only countries that are allowed, and never numbers whose price their owner
 * sets, nor satellite and international networks, which belong to no country.
 * https://www.twilio.com/docs/usage/anti-fraud-developer-guide#voice-fraud
 * The numbering plans of the world are a large table, so it is loaded with the first use.
 */
export async function numberJudge(): Promise<NumberJudge> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/max');
  return (text, allowed) => {
    const number = text.trim().replace(/[\s().\u00A0-]/g, '');
    const shown = text.trim().slice(0, 40);
    if (number === '') return refuse('no-number', 'The number is missing.');
    if (!/^\+[1-9]\d{6,14}$/.test(number)) {
      const how = /^\d+$/.test(number) ? ' It must begin with + and the country, e.g. +15550100100.' : '';
      return refuse('bad-number', `"${shown}" is not a number in E.164: + and 7 to 15 digits.${how}`);
    }
    const parsed = parsePhoneNumberFromString(number);
    const country = parsed?.country ?? parsed?.getPossibleCountries()[0];
    if (!parsed?.isPossible()) return refuse('bad-number', `${number} has too many or too few digits for its country.`);
    if (country === undefined) {
      return refuse('no-country', `${number} belongs to a satellite or international network; those are never called.`);
    }
    if (DEAR.has(parsed.getType() ?? '') || DEAR_EXCHANGE.test(number)) {
      return refuse('premium-number', `${number} is a premium-rate number; those are never called.`);
    }
    if (!allowed.includes(country)) {
      const known = allowed.length === 0 ? 'No country may be called' : `Only ${allowed.join(', ')} may be called`;
      return refuse(
        'country-not-allowed',
        `${number} is in ${country}. ${known}; the settings of outgoing calls say which.`,
      );
    }
    return { ok: true, number, country };
  };
}

/** Country of a number in E.164, by its numbering plan; undefined where it has none. */
export async function countryOf(number: string): Promise<string | undefined> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/max');
  const parsed = parsePhoneNumberFromString(number);
  return parsed?.country ?? parsed?.getPossibleCountries()[0];
}

const DEAR: ReadonlySet<string> = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'PAGER']);
/** The exchange 976 of every area code of the North American plan is sold by the minute. */
const DEAR_EXCHANGE = /^\+1\d{3}976\d{4}$/;

function refuse(code: string, message: string): Judged {
  return { ok: false, code, message };
}
