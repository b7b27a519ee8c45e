/**
 * The E.164 form of a number as people write it. A United States number needs no country code.
 * https://www.twilio.com/docs/voice/twiml/number
 */
export function phoneNumber(text: string): PhoneNumber {
  const compact = text.replace(/[\s().-]/g, '');
  if (!/^\+?[0-9]+$/.test(compact)) return { ok: false, code: 13223, message: `"${shown(text)}" is no phone number` };
  const number = compact.startsWith('+') ? compact : national(compact);
  if (number !== undefined && /^\+[1-9][0-9]{6,14}$/.test(number)) return { ok: true, number };
  return { ok: false, code: 13224, message: `"${shown(text)}" is no number that can be called` };
}

export type PhoneNumber =
  | { readonly ok: true; readonly number: string }
  | { readonly ok: false; readonly code: 13223 | 13224; readonly message: string };

function national(digits: string): string | undefined {
  if (digits.length === 10) return `+1${digits}`;
  return digits.length > 10 ? `+${digits}` : undefined;
}

function shown(text: string): string {
  return text.trim().slice(0, 50);
}
