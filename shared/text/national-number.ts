import type { Country } from './country.ts';

/** A number that seems to be written as at home, without its country's code. */
export interface NationalNumber {
  /** The same as callers have it, e.g. `+15550100199`; absent where the country or an area code is not known. */
  readonly nearest?: string;
}

/**
 * Looks whether a value is a telephone number without its country's code. Callers come as `+15550100199`, so such a value finds none.
 *
 * @param country the flow's, where it is known
 * @returns undefined for what has its code, may have it, or is no telephone number
 */
export function nationalNumber(text: string, country?: Country): NationalNumber | undefined {
  const plain = text.normalize('NFKC').trim();
  const digits = plain.replace(/\D/g, '');
  if (!/^[\d ()./-]+$/.test(plain) || digits.length < LEAST || digits.startsWith('00')) return undefined;
  if (digits.startsWith('0')) return country?.trunk ? { nearest: `+${country.code}${digits.slice(1)}` } : {};
  if (country?.digits !== undefined && digits.length === country.digits && !digits.startsWith(country.code))
    return { nearest: `+${country.code}${digits}` };
  return isLocal(digits, plain, country) || (!country && AMERICAN.test(plain)) ? {} : undefined;
}

/** Fewer digits may be an extension or a short code. */
const LEAST = 6;

/** Without its area code. */
function isLocal(digits: string, plain: string, country: Country | undefined): boolean {
  return (
    digits.length === 7 && (/^[2-9]\d\d[-.]\d{4}$/.test(plain) || (country?.code === '1' && /^[2-9]/.test(digits)))
  );
}

/** Only one part of the world writes its numbers like that. */
const AMERICAN = /^(\([2-9]\d\d\) ?|[2-9]\d\d[-.])\d{3}[-.]\d{4}$/;
