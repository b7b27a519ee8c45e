import type { TwimlElement } from '../../twiml/element.ts';
import type { Leg } from '../leg.ts';
import type { Switchboard } from '../types.ts';
import { childrenOf, parametersIn, textOf } from './nouns.ts';
import { phoneNumber } from './phone-number.ts';
import { sipAddress } from './sip-address.ts';

/** Where a noun of Dial leads. */
export type Address =
  | {
      readonly ok: true;
      /** `To` of the new leg. */
      readonly to: string;
      /** What the called phone or app gets to know: parameters or SIP headers. */
      readonly passes: Readonly<Record<string, string>>;
      readonly faults: readonly Fault[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface Fault {
  readonly code: number;
  readonly message: string;
}

/** Finds out where a noun leads. https://www.twilio.com/docs/voice/twiml/dial#dial-nouns */
export function addressOf(noun: TwimlElement, leg: Leg, exchange: Switchboard): Address {
  switch (noun.tag) {
    case 'Client':
      return client(noun);
    case 'Sip':
      return sip(noun);
    case 'Sim':
      return named(`sim:${textOf(noun)}`, textOf(noun), 13223);
    case 'WhatsApp':
      return numbered(textOf(noun).replace(/^whatsapp:/, ''), 'whatsapp:');
    case 'Application':
      return application(noun, leg, exchange);
    default:
      return numbered(textOf(noun), '');
  }
}

/** SID of the application that an Application noun names. */
export function applicationSid(noun: TwimlElement): string {
  const [sid] = childrenOf(noun, 'ApplicationSid');
  return textOf(sid ?? noun);
}

function numbered(text: string, prefix: string): Address {
  const read = phoneNumber(text);
  return read.ok ? found(prefix + read.number) : { ok: false, faults: [read] };
}

function client(noun: TwimlElement): Address {
  const [identity] = childrenOf(noun, 'Identity');
  const name = textOf(identity ?? noun);
  return named(`client:${name}`, name, 13215, parametersIn(noun));
}

function sip(noun: TwimlElement): Address {
  const { uri, headers, faults } = sipAddress(noun);
  if (uri !== undefined) return { ok: true, to: uri, passes: headers, faults };
  return {
    ok: false,
    faults: [...faults, { code: 13243, message: `"${textOf(noun).slice(0, 100)}" is no SIP address` }],
  };
}

function application(noun: TwimlElement, leg: Leg, exchange: Switchboard): Address {
  const sid = applicationSid(noun);
  if (!Object.hasOwn(exchange.applications, sid)) {
    return { ok: false, faults: [{ code: 21218, message: `there is no application "${sid.slice(0, 50)}"` }] };
  }
  const copied = noun.attributes.copyParentTo === 'true';
  return found(copied ? leg.spec.to : sid, parametersIn(noun, 'Parameter', 'Param_'));
}

function named(to: string, name: string, code: number, passes = {}): Address {
  if (name !== '' && !/\s/.test(name) && name.length <= 256) return found(to, passes);
  return { ok: false, faults: [{ code, message: `"${name.slice(0, 50)}" is nobody who can be called` }] };
}

function found(to: string, passes: Readonly<Record<string, string>> = {}): Address {
  return { ok: true, to, passes, faults: [] };
}
