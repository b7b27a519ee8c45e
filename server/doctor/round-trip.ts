import { randomBytes } from 'node:crypto';
import type { LookupAddress } from 'node:dns';
import { signerFor } from '../phone/sign.ts';
import { signedParameters } from '../twilio/signature.ts';
import { parseForm } from '../webhooks/form.ts';
import type { Sent } from './compare.ts';
import type { Arrived, Expected, Probe } from './probe.ts';
import { ask, type Outcome, type RequestLimits } from './request.ts';

/** A signed request that went out through the public address, what came back, and what arrived here meanwhile. */
export interface Trip {
  readonly sent: Sent;
  readonly outcome: Outcome;
  /** Undefined where it did not come to this process. */
  readonly arrived: Arrived | undefined;
  /** The document it was answered with here. */
  readonly answer: string;
}

export interface TripOptions {
  readonly probe: Probe;
  /** The public base URL without a trailing slash. */
  readonly base: string;
  readonly addresses: readonly LookupAddress[];
  readonly accountSid: string | null;
  readonly limits: RequestLimits;
}

/**
 * Sends this server a webhook as Twilio would, with characters that proxies like to spoil. The User-Agent is Twilio's,
 * because tunnels treat browsers in another way. https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export async function makeTrip(method: 'GET' | 'POST', options: TripOptions): Promise<Trip> {
  const { probe, base, addresses, accountSid, limits } = options;
  const expected = probe.expect();
  try {
    const sent = compose(method, base, expected, formOf(accountSid), probe.signingKey());
    const outcome = await ask({
      origin: new URL(base),
      addresses,
      method,
      path: `${sent.prefix}${sent.path}?${sent.query}`,
      headers: headersOf(sent, expected),
      body: sent.body,
      limits,
    });
    return { sent, outcome, arrived: expected.arrived[0], answer: expected.answer };
  } finally {
    expected.done();
  }
}

/** Out of order, escaped in different ways, empty: whatever is tidied on the way shows. */
const QUERY = 'z=last&plus=1%2B1&space=a+b&gap=a%20b&umlaut=%C3%BC&percent=100%25&tilde=~&empty=&a=first';

function compose(method: 'GET' | 'POST', base: string, { path }: Expected, form: string, key: string): Sent {
  const query = method === 'GET' ? `${form}&${QUERY}` : QUERY;
  const body = method === 'GET' ? '' : form;
  const parameters = parseForm(body);
  const text = `${base}${path}?${query}${parameters ? signedParameters(parameters) : ''}`;
  const origin = new URL(base).origin;
  return { method, prefix: base.slice(origin.length), path, query, body, signature: signerFor(key)(text) };
}

/** What a call sends: https://www.twilio.com/docs/voice/twiml#request-parameters */
function formOf(accountSid: string | null): string {
  const parameters = {
    ToState: 'NY',
    CallSid: `CA${randomBytes(16).toString('hex')}`,
    AccountSid: accountSid ?? `AC${'0'.repeat(32)}`,
    From: '+15550100100',
    To: '+15550100101',
    CallStatus: 'ringing',
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
    CallerName: 'Jürgen & Søn, 100% + “yes”',
    FromCity: '',
    SpeechResult: 'one + one = two; isn’t it?',
  };
  return new URLSearchParams(parameters).toString();
}

function headersOf({ method, signature }: Sent, { header }: Expected): Record<string, string> {
  return {
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'X-Twilio-Signature': signature,
    [header.name]: header.value,
    ...(method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' } : {}),
  };
}
