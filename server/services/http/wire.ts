import type { HttpEffect } from '../../../shared/effect.ts';
import { HEADER_NAME, OWN_HEADERS } from '../../../shared/fields/pairs.ts';
import { type Sealed, unseal } from '../../../shared/template/sealed.ts';
import type { WireRequest } from './attempt.ts';
import { Refusal } from './destinations.ts';
import { ENCODINGS } from './read-body.ts';

/** The request of an effect with its secrets put in. @throws Refusal for one that cannot be made */
export function wireRequest(effect: HttpEffect, secretOf: (name: string) => string): WireRequest {
  const open = (sealed: Sealed): string => unseal(sealed, secretOf);
  const address = open(effect.url);
  if (!URL.canParse(address))
    throw new Refusal('The URL is no web address. Expected one such as https://example.com/path.');
  const body = effect.body && effect.method !== 'GET' && effect.method !== 'HEAD' ? effect.body : undefined;
  const bytes = body && Buffer.from(open(body.text));
  const headers: Record<string, string> = {
    accept: '*/*',
    'accept-encoding': ENCODINGS,
    'user-agent': 'Patchcord',
    ...(body && { 'content-type': body.type }),
  };
  for (const { name, value } of effect.headers) {
    const key = name.trim().toLowerCase();
    if (!HEADER_NAME.test(key) || OWN_HEADERS.has(key))
      throw new Refusal(`The header “${name.slice(0, 40)}” cannot be sent.`);
    headers[key] = headerText(open(value));
  }
  const authorization = effect.auth && authorizationOf(effect.auth, open);
  if (authorization !== undefined) headers.authorization = authorization;
  if (bytes) headers['content-length'] = String(bytes.length);
  const url = new URL(address);
  url.hash = '';
  return { method: effect.method, url, headers, body: bytes };
}

/** Basic and bearer authentication as RFC 7617 and 6750 have it. */
function authorizationOf(auth: NonNullable<HttpEffect['auth']>, open: (sealed: Sealed) => string): string {
  if (auth.scheme === 'bearer') return `Bearer ${headerText(open(auth.token))}`;
  return `Basic ${Buffer.from(`${open(auth.username)}:${open(auth.password)}`).toString('base64')}`;
}

/** Headers are bytes of one line: what lies beyond goes as UTF-8, and no line break can add a header. */
function headerText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header cannot hold
  return Buffer.from(text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()).toString('latin1');
}
