import type { TwimlElement } from '../../twiml/element.ts';
import { element } from '../../twiml/element.ts';
import { parseTwiml } from '../../twiml/parse.ts';
import { PHONE_LIMITS } from '../limits.ts';

export type ReadDocument =
  | { readonly ok: true; readonly root: TwimlElement }
  | { readonly ok: false; readonly code: number; readonly message: string };

/**
 * An answer's body as TwiML, as Twilio takes it: text/plain that is no TwiML is spoken, audio is played.
 * https://www.twilio.com/docs/voice/twiml#twilio-request-and-response-mime-types
 *
 * @param url where it came from: audio is played from there
 */
export function readDocument(answer: {
  readonly contentType: string;
  readonly body: string;
  readonly bytes: number;
  readonly url: string;
}): ReadDocument {
  const type = (answer.contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type.startsWith('audio/')) return { ok: true, root: element('Response', {}, element('Play', {}, answer.url)) };
  if (answer.bytes > PHONE_LIMITS.documentBytes) return failed(11750, 'TwiML response body too large');
  if (type !== '' && !TWIML_TYPES.has(type)) return failed(12300, `Invalid Content-Type: ${type}`);
  if (answer.body.trim() === '') return failed(11770, 'Empty response body');
  const parsed = parseTwiml(answer.body);
  if (!parsed.ok) {
    if (type === 'text/plain') return { ok: true, root: element('Response', {}, element('Say', {}, answer.body)) };
    const { message, line, column } = parsed.error;
    const code = parsed.error.code === 'tooLarge' ? 11750 : 12100;
    return failed(code, `Document parse failure, line ${line}, column ${column}: ${message}`);
  }
  if (parsed.root.tag !== 'Response') return failed(12102, `The root element must be Response, not ${parsed.root.tag}`);
  return { ok: true, root: parsed.root };
}

const TWIML_TYPES: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'text/html', 'text/plain']);

function failed(code: number, message: string): ReadDocument {
  return { ok: false, code, message };
}
