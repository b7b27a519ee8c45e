import { z } from 'zod';
import { fieldOf } from './make.ts';
import { templateTextKind } from './template-text.ts';

export interface PhoneOptions {
  /** Short codes, sender names and channel addresses such as `whatsapp:+1…` are fine, too (messages). */
  readonly sender?: boolean;
  /** Addresses of messaging channels such as `whatsapp:+1…` are fine, too (recipients of messages). */
  readonly channel?: boolean;
  /** The SID of a messaging service is fine, too. */
  readonly service?: boolean;
  /** `client:…` and `sip:…` identities are fine, too (caller ID). */
  readonly identity?: boolean;
}

/** What is wrong with a phone number, or undefined. Numbers are E.164: https://www.twilio.com/docs/glossary/what-e164 */
export function phoneProblem(
  value: string,
  { sender, channel, service, identity }: PhoneOptions = {},
): string | undefined {
  const number = value.trim();
  if (/^\+[1-9]\d{6,14}$/.test(number)) return undefined;
  if (identity && /^(client|sip):\S+$/.test(number)) return undefined;
  if (sender && (/^\d{3,8}$/.test(number) || /^[a-z]+:\S+$/.test(number) || isSenderName(number))) return undefined;
  if (channel && /^(?!(?:client|sips?):)[a-z]+:\S+$/.test(number)) return undefined;
  if (service && /^MG[0-9a-f]{32}$/i.test(number)) return undefined;
  const bare = number.replace(/[\s().-]/g, '');
  if (/^\+?\d{7,15}$/.test(bare)) {
    const close = bare.startsWith('+') ? bare : `+${bare}`;
    return `Write the number with a plus, the country code and digits only, like ${/^\+[1-9]/.test(close) ? close : '+15550100199'}.`;
  }
  return `"${value.slice(0, 40)}" is not a phone number; write it like +15550100199.`;
}

export const phoneKind = templateTextKind<PhoneOptions>('phone', z.string(), (value, options) => {
  const problem = phoneProblem(value, options);
  return problem === undefined ? [] : [{ code: 'bad-phone-number', severity: 'error', message: problem }];
});

/** A phone number. */
export const phone = fieldOf(phoneKind);

function isSenderName(value: string): boolean {
  return /^[A-Za-z0-9 ]{1,11}$/.test(value) && /[A-Za-z]/.test(value);
}
