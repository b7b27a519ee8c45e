import type { RetryReason } from './overrides.ts';
import type { HttpFailure, HttpReply } from './transport.ts';

/** What came of a webhook in the end. */
export type Answer =
  | {
      readonly ok: true;
      /** Ties it to its `response` event. */
      readonly id: number;
      /** Where it came from, after HTTP redirects, without the parameters a GET adds. */
      readonly url: string;
      /** Method of the request that was answered. */
      readonly method: 'GET' | 'POST';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      /** Bytes of the body where it was too large to be read whole. */
      readonly bytes?: number;
    }
  | { readonly ok: false; readonly code: number; readonly message: string; readonly url: string };

/** The last reply to a webhook as its answer. */
export function answerOf(
  reply: HttpReply,
  at: { readonly url: string; readonly method: 'GET' | 'POST' },
  id: number,
): Answer {
  const { url, method } = at;
  if (!reply.ok) return { ok: false, ...FAILURES[reply.failure], url };
  const { status, headers, body, bytes } = reply;
  if (status < 200 || status >= 300) {
    return { ok: false, code: 11200, message: `HTTP retrieval failure: status ${status}`, url };
  }
  const contentType = headers['content-type'] ?? '';
  return { ok: true, id, url, method, status, contentType, body, ...(bytes === undefined ? {} : { bytes }) };
}

/**
 * What Twilio's debugger says of an answer to a callback: 204 and empty bodies are silent, as is XML.
 * https://www.twilio.com/docs/api/errors/15003
 */
export function callbackProblem(answer: Answer): { readonly code: number; readonly message: string } | undefined {
  if (!answer.ok) return { code: answer.code, message: `Callback: ${answer.message}: ${answer.url}` };
  if (answer.body.trim() === '' || /^(text|application)\/xml\b/i.test(answer.contentType)) return undefined;
  return { code: 15003, message: `Callback: the answer is neither empty nor XML: ${answer.url}` };
}

/** Why a reply may be tried again. */
export function retryReason(reply: HttpReply): RetryReason | undefined {
  if (reply.ok) return reply.status >= 500 ? '5xx' : reply.status >= 400 ? '4xx' : undefined;
  if (reply.failure === 'timeout') return 'rt';
  return reply.failure === 'protocol' ? undefined : 'ct';
}

/** https://www.twilio.com/docs/api/errors */
const FAILURES: Readonly<Record<HttpFailure, { readonly code: number; readonly message: string }>> = {
  connect: { code: 11205, message: 'HTTP connection failure: no connection in time' },
  refused: { code: 11205, message: 'HTTP connection failure: connection refused' },
  host: { code: 11210, message: 'HTTP bad host name' },
  tls: { code: 11220, message: 'SSL/TLS handshake error' },
  timeout: { code: 11200, message: 'HTTP retrieval failure: no answer in time' },
  protocol: { code: 11206, message: 'HTTP protocol violation' },
};
