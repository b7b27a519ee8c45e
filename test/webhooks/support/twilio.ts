import { type IncomingHttpHeaders, request } from 'node:http';
import twilio from 'twilio';

export const AUTH_TOKEN = 'b4d1c0ffee0123456789abcdef012345';
export const ACCOUNT = `AC${'0'.repeat(31)}1`;
export const PUBLIC_URL = 'https://calls.example.test';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What is sent when nothing else is said: a POST as Twilio signs and sends it. */
export interface Sending {
  readonly method?: string;
  /** Overrides headers; undefined leaves one out. */
  readonly headers?: Record<string, string | undefined>;
  readonly body?: string;
  readonly token?: string;
  /** Public base URL that is signed. */
  readonly base?: string;
  /** Path as the server sees it, where a proxy changed it. */
  readonly seen?: string;
}

/** Twilio's end of the line: signs with the official library, sends to a server on this machine. */
export function twilioAt(port: () => number) {
  return (path: string, parameters: Record<string, string>, sending: Sending = {}): Promise<Reply> => {
    const { method = 'POST', headers = {}, token = AUTH_TOKEN, base = PUBLIC_URL } = sending;
    const form = new URLSearchParams(parameters).toString();
    const get = method === 'GET';
    const target = get ? `${path}${path.includes('?') ? '&' : '?'}${form}` : path;
    const body = get ? undefined : (sending.body ?? form);
    const all = {
      'content-type': get ? undefined : 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(token, base + target, get ? {} : parameters),
      'content-length': body === undefined ? undefined : String(Buffer.byteLength(body)),
      ...headers,
    };
    return send(port(), method, sending.seen ?? target, all, body);
  };
}

/** Sends a request as it is. */
export function send(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string | undefined>,
  body: string | undefined,
): Promise<Reply> {
  const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: present as Record<string, string> },
      (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (chunk) => {
          text += chunk;
        });
        res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

let calls = 0;

/** Parameters of a request of one call; `change` as in later requests of it. */
export function callParameters(sid = nextSid()): (change?: Record<string, string>) => Record<string, string> {
  return (change = {}) => ({
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    CallSid: sid,
    CallStatus: 'ringing',
    Called: '+15550002222',
    CalledCity: 'SPRINGFIELD',
    Caller: '+15550001111',
    Direction: 'inbound',
    From: '+15550001111',
    FromCity: 'SAINT-JEAN É',
    FromZip: '12345',
    To: '+15550002222',
    ...change,
  });
}

/** Parameters of a message's request; the same object twice is the same message. */
export function messageParameters(
  parties: { readonly from: string; readonly to: string },
  body: string,
  change: Record<string, string> = {},
): Record<string, string> {
  const sid = nextSid('SM');
  return {
    ToCountry: 'US',
    SmsMessageSid: sid,
    NumMedia: '0',
    SmsSid: sid,
    SmsStatus: 'received',
    Body: body,
    To: parties.to,
    MessagingServiceSid: `MG${'0'.repeat(31)}1`,
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: ACCOUNT,
    From: parties.from,
    ApiVersion: '2010-04-01',
    ...change,
  };
}

/** A CallSid nobody used before. */
export function nextSid(prefix = 'CA'): string {
  return `${prefix}${(++calls).toString(16).padStart(32, '0')}`;
}

/** Path with query of the action URL in a document. */
export function actionIn(xml: string, base = PUBLIC_URL): string {
  const url = /action="([^"]+)"/.exec(xml)?.[1]?.replaceAll('&amp;', '&');
  if (!url?.startsWith(base)) throw new Error(`No action below ${base} in ${xml}`);
  return url.slice(base.length);
}
