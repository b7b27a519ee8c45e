import type { TwimlElement } from '../../twiml/element.ts';
import { validateTwiml } from '../../twiml/validate.ts';
import type { Answer } from '../http/answer.ts';
import { readDocument } from '../http/read-document.ts';
import { resolveUrl } from '../http/url.ts';
import { PHONE_LIMITS } from '../limits.ts';
import type { Task } from '../time/task.ts';
import { inboundParameters, type MessageSpec } from './inbound.ts';
import { Replies } from './replies.ts';
import type { MessageHost, MessageRequest } from './types.ts';

/** A text message comes in: the application is asked what to reply. https://www.twilio.com/docs/messaging/twiml */
export function* receiveMessage(host: MessageHost, spec: MessageSpec, sid: string): Task<void> {
  const { messagingUrl: url, messagingMethod: method = 'POST' } = spec;
  const inbound = inboundParameters(host.accountSid, spec, sid);
  const replies = new Replies(host, spec);
  let request: MessageRequest | undefined = { url, method, parameters: {}, purpose: 'message' };
  for (let documents = 0; request; documents++) {
    if (documents >= PHONE_LIMITS.documentsPerMessage) {
      host.emit({ kind: 'warning', code: 14106, message: 'Document retrieval limit reached.' });
      return;
    }
    const { parameters } = request;
    const answer: Answer = yield* host.send({ ...request, parameters: { ...inbound, ...parameters }, callback: false });
    request = next(host, spec, replies, request, answer);
  }
}

/** What the answer to a request leads to; undefined where it is the last one. */
function next(
  host: MessageHost,
  spec: MessageSpec,
  replies: Replies,
  request: MessageRequest,
  answer: Answer,
): MessageRequest | undefined {
  if (!answer.ok) return failed(host, spec, request, answer);
  const plain = answer.contentType.split(';', 1)[0]?.trim().toLowerCase() === 'text/plain';
  if (answer.body.trim() === '') return undefined;
  // Text that is no TwiML is the reply itself.
  if (plain && !answer.body.trim().startsWith('<')) {
    replies.text(answer.body.trim());
    return undefined;
  }
  const read = readDocument(answer);
  if (!read.ok) return failed(host, spec, request, { ...read, url: answer.url });
  for (const { message, twilioError } of validateTwiml(read.root, { kind: 'messaging' })) {
    if (twilioError === 12200) host.emit({ kind: 'warning', code: 12200, message });
  }
  return runVerbs(host, replies, read.root, answer);
}

function runVerbs(
  host: MessageHost,
  replies: Replies,
  root: TwimlElement,
  answer: Answer & { readonly ok: true },
): MessageRequest | undefined {
  for (const [index, verb] of root.children.entries()) {
    if (typeof verb === 'string' || (verb.tag !== 'Message' && verb.tag !== 'Redirect')) continue;
    host.emit({ kind: 'verb', document: answer.id, index, tag: verb.tag });
    const request = verb.tag === 'Message' ? replies.send(verb, answer.url) : redirect(host, verb, answer.url);
    if (request) return request;
  }
  return undefined;
}

/** https://www.twilio.com/docs/messaging/twiml/redirect */
function redirect(host: MessageHost, verb: TwimlElement, base: string): MessageRequest | undefined {
  const text = verb.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
  const url = resolveUrl(text, base);
  const method = verb.attributes.method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  if (url !== undefined) return { url, method, parameters: {}, purpose: 'redirect' };
  host.emit({ kind: 'error', code: 11100, message: `Redirect: "${text.slice(0, 100)}" is no URL` });
  return undefined;
}

function failed(
  host: MessageHost,
  { fallbackUrl, fallbackMethod = 'POST' }: MessageSpec,
  { purpose }: MessageRequest,
  { code, message, url }: { readonly code: number; readonly message: string; readonly url: string },
): MessageRequest | undefined {
  host.emit({ kind: 'error', code, message, url });
  if (fallbackUrl === undefined || purpose === 'fallback') return undefined;
  const parameters = { ErrorCode: String(code), ErrorUrl: url };
  return { url: fallbackUrl, method: fallbackMethod, parameters, purpose: 'fallback' };
}
