/**
 * What values in a table are told apart by: case and white space make no difference, nor does how a phone number is written –
 * `+1 (555) 010-0199`, `001 555 0100199` and `15550100199` are one. Empty where there is nothing to look up.
 */
export function tableKey(text: string): string {
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^[\d ]+$/.test(plain)) return international(plain.replaceAll(' ', ''));
  const digits = plain.replace(/\D/g, '');
  const isPhone = PHONE.test(plain) && (plain.startsWith('+') ? digits !== '' : digits.length >= PHONE_DIGITS);
  return isPhone ? international(digits) : plain;
}

/** Fewer digits may be a date or a price. */
const PHONE_DIGITS = 9;
const PHONE = /^\+?[\d ()./-]+$/;

/** The digits without what is dialled before a country's code: https://www.itu.int/rec/T-REC-E.164.1 */
function international(digits: string): string {
  return digits.length > PHONE_DIGITS && digits.startsWith('00') ? digits.slice(2) : digits;
}
