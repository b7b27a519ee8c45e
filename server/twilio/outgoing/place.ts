import type { Twilio } from 'twilio';
import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call.js';
import { ApiFailure } from '../../routes/failure.ts';
import type { OutgoingItem } from '../../store/outgoing.ts';
import { callRequest } from './request.ts';

/** What became of asking Twilio for a call. */
export type Placed =
  | { readonly kind: 'placed'; readonly call: CallInstance }
  /** Twilio will not place this one. */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly reason: string }
  /** Surely not placed: try again later. */
  | { readonly kind: 'later'; readonly reason: string }
  /** Surely not placed, and no other would be. */
  | { readonly kind: 'stop'; readonly reason: string }
  /** It may have been placed. */
  | { readonly kind: 'uncertain'; readonly reason: string };

/** Asks Twilio for a call, once. Never rejects; the intent must be durable before. */
export async function placeCall(
  client: () => Promise<Twilio>,
  base: string | null,
  item: OutgoingItem,
): Promise<Placed> {
  if (base === null)
    return { kind: 'stop', reason: 'The public address is missing, so Twilio could not reach Patchcord.' };
  let twilio: Twilio;
  try {
    twilio = await client();
  } catch (error) {
    return { kind: 'stop', reason: error instanceof ApiFailure ? error.message : String(error) };
  }
  try {
    return { kind: 'placed', call: await twilio.calls.create(callRequest(item, base)) };
  } catch (error) {
    return judge(error);
  }
}

/** Whether a failure of a request to Twilio is about its credentials or its account, so that every other fails, too. */
export function isAboutAccount(error: unknown): boolean {
  if (error instanceof ApiFailure) return true;
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown };
  return status === 401 || status === 402 || (typeof code === 'number' && ACCOUNT.has(code));
}

/** Credentials, no such account or one that is closed, a caller ID that may not be used: https://www.twilio.com/docs/api/errors */
const ACCOUNT: ReadonlySet<number> = new Set([20003, 20005, 20006, 20008, 20404, 21210, 21212, 21213]);
/** No connection was made, so no request was sent. A host or network becomes unreachable in the middle of one, too. */
const NOT_SENT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

function judge(error: unknown): Placed {
  const { status, code, message } = (error ?? {}) as { status?: unknown; code?: unknown; message?: unknown };
  if (typeof status !== 'number') {
    const reason = `Twilio did not answer (${String(code ?? message)}).`;
    return { kind: NOT_SENT.has(code) ? 'later' : 'uncertain', reason };
  }
  const number = typeof code === 'number' ? code : undefined;
  const detail = `${String(message).trim()}${number === undefined ? '' : ` (error ${number})`}`;
  if (status >= 500) return { kind: 'uncertain', reason: `Twilio answered ${status}: ${detail}` };
  if (status === 429) return { kind: 'later', reason: `Twilio asks to slow down: ${detail}` };
  if (isAboutAccount(error)) return { kind: 'stop', reason: `Twilio refused: ${detail}` };
  // Anything else that is no refusal was not understood, so it may have been placed.
  if (status < 400) return { kind: 'uncertain', reason: `Twilio answered ${status}, which was not understood.` };
  return { kind: 'refused', code: number, reason: `Twilio refused: ${detail}` };
}
