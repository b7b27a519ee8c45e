import type { Cookies } from './cookies.ts';
import { signedText } from './signed-text.ts';
import type { HttpRequest } from './transport.ts';
import { formEncode, splitCredentials, splitFragment } from './url.ts';

export interface RequestSpec {
  /** Absolute; fragment and credentials stay at home. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Readonly<Record<string, string>>;
  readonly cookies: Cookies;
  /** The same for every try and every duplicate. */
  readonly token: string;
  readonly timeout: HttpRequest['timeout'];
  readonly sign: ((text: string) => string) | undefined;
}

/**
 * A webhook as it goes over the wire: a form, or a query for GET, and a signature over the URL as it is configured.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function httpRequest(spec: RequestSpec): HttpRequest {
  const { method, parameters, cookies, token, timeout, sign } = spec;
  const { url: configured } = splitFragment(spec.url);
  const form = formEncode(parameters);
  const signed = method === 'GET' && form !== '' ? merged(configured, form) : configured;
  const { url } = splitCredentials(signed);
  const headers: Record<string, string> = {
    'User-Agent': 'TwilioProxy/1.1',
    Accept: '*/*',
    'I-Twilio-Idempotency-Token': token,
  };
  if (method === 'POST') headers['Content-Type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  if (sign) headers['X-Twilio-Signature'] = sign(signedText(signed, method === 'POST' ? parameters : {}));
  const cookie = cookies.header(url);
  if (cookie !== '') headers.Cookie = cookie;
  const authorization = cookies.authorization(url);
  if (authorization !== undefined) headers.Authorization = authorization;
  return { method, url, headers, body: method === 'POST' ? form : '', parameters, timeout };
}

function merged(url: string, form: string): string {
  if (!url.includes('?')) return `${url}?${form}`;
  return /[?&]$/.test(url) ? url + form : `${url}&${form}`;
}
