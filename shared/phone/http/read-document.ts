import type { TwimlElement } from '../../twiml/element.ts';
import { element } from '../../twiml/element.ts';
import { parseTwiml } from '../../twiml/parse.ts';
import { guardSize } from '../../twiml/serialise.ts';
import { PHONE_LIMITS } from '../limits.ts';

export type ReadDocument =
  | { readonly ok: true; readonly root: TwimlElement }
  | { readonly ok: false; readonly code: number; readonly message: string };

/**
 * An answer's body as TwiML, as Twilio takes it: text/plain that is no TwiML is spoken, audio is played, and the call ends.
 * https://www.twilio.com/docs/voice/twiml#twilio-request-and-response-mime-types
 *
 * @param answer `url` is where audio is played from, `bytes` those of a body that was not read whole
 */
export function readDocument(answer: {
  readonly contentType: string;
  readonly body: string;
  readonly bytes?: number;
  readonly url: string;
}): ReadDocument {
  const { body, bytes = 0, url } = answer;
  const type = (answer.contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type.startsWith('audio/')) return { ok: true, root: element('Response', {}, element('Play', {}, url)) };
  const most = PHONE_LIMITS.documentBytes;
  if (bytes > most || guardSize(body, most)) return failed(11750, 'TwiML response body too large');
  if (body.trim() === '') return failed(11770, 'Empty response body');
  if (!TWIML_TYPES.has(type)) return failed(12300, `Invalid Content-Type: ${type.slice(0, 100) || 'none'}`);
  return readTwiml(body, type === 'text/plain');
}

function readTwiml(body: string, speakable: boolean): ReadDocument {
  const parsed = parseTwiml(body);
  if (parsed.ok && parsed.root.tag === 'Response') return { ok: true, root: parsed.root };
  if (speakable) return { ok: true, root: element('Response', {}, element('Say', {}, body)) };
  if (parsed.ok) return failed(12102, `The root element must be Response, not ${parsed.root.tag.slice(0, 100)}`);
  const { message, line, column } = parsed.error;
  return failed(12100, `Document parse failure, line ${line}, column ${column}: ${message}`);
}

const TWIML_TYPES: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'text/html', 'text/plain']);

function failed(code: number, message: string): ReadDocument {
  return { ok: false, code, message };
}
