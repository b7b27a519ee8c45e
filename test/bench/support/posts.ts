import { hash } from 'node:crypto';
import { ACCOUNT, AUTH_TOKEN } from './setup.ts';

/** One form post with a gap for the CallSid, and what is signed of it. */
export interface Post {
  readonly body: readonly [string, string];
  readonly signed: readonly [string, string];
}

/** `count` callers, each with the posts of the three steps; 25 to 29 parameters as Twilio sends them. */
export function makePosts(count: number): (readonly [Post, Post, Post])[] {
  return Array.from({ length: count }, (_, caller) => {
    const base = callerParameters(caller);
    const later = { ...base, CallStatus: 'in-progress' };
    return [
      post(base),
      post({ ...later, Digits: '1', FinishedOnKey: '', msg: 'Gather End' }),
      post({
        ...later,
        DialCallStatus: 'completed',
        DialCallSid: `CA${hex(caller + 7, 32)}`,
        DialCallDuration: String(caller % 300),
        DialBridged: 'true',
      }),
    ] as const;
  });
}

/** HMAC-SHA1 in two one-shot hashes, so that the load costs less than what it measures. */
export function makeSigner(): (text: string) => string {
  const key = Buffer.alloc(64);
  key.write(AUTH_TOKEN, 'latin1');
  const inner = Buffer.from(key.map((byte) => byte ^ 0x36)).toString('latin1');
  const outer = Buffer.alloc(84);
  outer.set(key.map((byte) => byte ^ 0x5c));
  return (text) => {
    outer.set(hash('sha1', inner + text, 'buffer'), 64);
    return hash('sha1', outer, 'base64');
  };
}

const GAP = `CA${'x'.repeat(32)}`;
const CITIES = ['SPRINGFIELD', 'SAN JOSE', 'SAINT-JEAN É', 'NEW YORK', 'ST. LOUIS'];

function callerParameters(caller: number): Record<string, string> {
  const from = `+1555${String(1_000_000 + caller * 7919).slice(-7)}`;
  const to = `+1555${String(2_000_000 + (caller % 16)).slice(-7)}`;
  const place = (i: number): [string, string, string] => [
    CITIES[i % CITIES.length] as string,
    ['CA', 'NY', 'IL', 'MO'][i % 4] as string,
    String(10_000 + (i % 80_000)),
  ];
  const parameters: Record<string, string> = {
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    CallSid: GAP,
    CallStatus: 'ringing',
    CallToken: `%7B%22parentCallInfoToken%22%3A%22${hex(caller, 24)}%22%7D`,
    Direction: 'inbound',
  };
  for (const [name, number, i] of [
    ['Called', to, caller % 16],
    ['Caller', from, caller],
    ['From', from, caller],
    ['To', to, caller % 16],
  ] as const) {
    const [city, state, zip] = place(i);
    Object.assign(parameters, {
      [name]: number,
      [`${name}City`]: city,
      [`${name}State`]: state,
      [`${name}Zip`]: zip,
      [`${name}Country`]: 'US',
    });
  }
  if (caller % 3 === 0) parameters.StirVerstat = 'TN-Validation-Passed-A';
  return parameters;
}

function post(parameters: Record<string, string>): Post {
  const body = new URLSearchParams(parameters).toString();
  const signed = Object.keys(parameters)
    .sort()
    .map((name) => name + parameters[name])
    .join('');
  return { body: split(body), signed: split(signed) };
}

function split(text: string): [string, string] {
  const at = text.indexOf(GAP);
  return [text.slice(0, at), text.slice(at + GAP.length)];
}

function hex(seed: number, length: number): string {
  return hash('sha256', String(seed)).slice(0, length);
}
