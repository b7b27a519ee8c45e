import type { Leg } from '../leg.ts';
import type { Fault } from './addresses.ts';
import { phoneNumber } from './phone-number.ts';

/**
 * What the called phone shows as caller, if Twilio lets it.
 *
 * @param given the `callerId` of the Dial
 * @param tag noun that is called
 * https://www.twilio.com/docs/voice/twiml/dial#callerid
 */
export function callerId(given: string | undefined, tag: string, { spec }: Leg): CallerId {
  if (tag === 'Client' || tag === 'Sim' || tag === 'Application') return { ok: true, from: given ?? spec.from };
  if (tag === 'Sip')
    return given === undefined || /^[\w+.-]+$/.test(given) ? { ok: true, from: given ?? spec.from } : bad(given);
  const prefix = tag === 'WhatsApp' ? 'whatsapp:' : '';
  const shown = given ?? spec.from;
  const number = phoneNumber(shown.replace(/^whatsapp:/, ''));
  if (given !== undefined && !number.ok) return bad(given);
  if (isSip(spec.from)) return fromSip(number.ok ? number.number : undefined, prefix, spec);
  if (number.ok) return { ok: true, from: prefix + number.number };
  // Withheld numbers are passed on as they came.
  if (!shown.startsWith('client:')) return { ok: true, from: shown };
  return refused(13214, 'a call from a client needs a callerId');
}

export type CallerId = { readonly ok: true; readonly from: string } | { readonly ok: false; readonly fault: Fault };

export function isSip(address: string): boolean {
  return /^sips?:/i.test(address);
}

/** Whoever calls by SIP may claim any number, so neither end of that call counts. */
function fromSip(number: string | undefined, prefix: string, spec: Leg['spec']): CallerId {
  const claimed = [spec.from, spec.to].some((address) => number !== undefined && address.includes(number));
  if (number !== undefined && !claimed) return { ok: true, from: prefix + number };
  return refused(13247, 'a call from SIP needs a callerId of your own, neither its From nor its To');
}

function bad(given: string): CallerId {
  return refused(13214, `callerId is "${given.slice(0, 50)}", which cannot be shown`);
}

function refused(code: number, message: string): CallerId {
  return { ok: false, fault: { code, message } };
}
