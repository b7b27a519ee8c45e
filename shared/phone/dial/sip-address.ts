import type { TwimlElement } from '../../twiml/element.ts';
import { childrenOf, parametersIn, textOf } from './nouns.ts';

/**
 * Where a Sip noun calls, with the headers that go along. Of several `Uri`s the one of the lowest priority counts, among equals
 * the heaviest.
 * https://www.twilio.com/docs/voice/twiml/sip
 */
export function sipAddress(noun: TwimlElement): SipAddress {
  const uris = childrenOf(noun, 'Uri');
  const best = [...uris].sort(
    (a, b) => rank(a, 'priority') - rank(b, 'priority') || rank(b, 'weight') - rank(a, 'weight'),
  );
  const source = best[0] ?? noun;
  const faults: SipFault[] = [];
  const { uri, headers } = split(textOf(source), faults);
  const { username, password } = source.attributes;
  if ((username === undefined) !== (password === undefined)) {
    faults.push({ code: 13249, message: 'username and password only work together' });
  }
  const valid = uri.length <= 255 && /^sips?:([^@\s]+@)?[^@\s]+$/i.test(uri);
  for (const group of childrenOf(noun, 'Headers')) Object.assign(headers, parametersIn(group, 'Header'));
  return { uri: valid ? uri : undefined, headers, faults };
}

export interface SipAddress {
  /** Without headers; undefined where it is none. */
  readonly uri: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly faults: readonly SipFault[];
}

export interface SipFault {
  readonly code: number;
  readonly message: string;
}

function rank(uri: TwimlElement, attribute: 'priority' | 'weight'): number {
  const value = Number(uri.attributes[attribute] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** Takes the headers off, and leaves out those that Twilio does not pass on. */
function split(text: string, faults: SipFault[]): { uri: string; headers: Record<string, string> } {
  const [uri = '', ...rest] = text.split('?');
  const query = rest.join('?');
  const headers: Record<string, string> = {};
  if (query.length > HEADER_CHARACTERS) {
    faults.push({
      code: 13253,
      message: `its headers have ${query.length} characters; ${HEADER_CHARACTERS} are allowed`,
    });
    return { uri, headers };
  }
  for (const pair of query.split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    const name = at === -1 ? pair : pair.slice(0, at);
    if (PASSED.test(name)) headers[name] = decoded(at === -1 ? '' : pair.slice(at + 1));
    else faults.push({ code: 13252, message: `the header "${name.slice(0, 50)}" may not be sent` });
  }
  return { uri, headers };
}

const HEADER_CHARACTERS = 1_024;

/** https://www.twilio.com/docs/api/errors/13252 */
const PASSED = /^(x-[a-z0-9-]+|user-to-user|remote-party-id|p-preferred-identity|p-called-party-id)$/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
