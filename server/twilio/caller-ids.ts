import type { Twilio } from 'twilio';
import type { OutgoingCallerIdInstance } from 'twilio/lib/rest/api/v2010/account/outgoingCallerId.js';
import type {
  AllowedFromsView,
  CallerIdView,
  VerificationQuery,
  VerificationState,
  VerificationView,
  VerifyCallerId,
} from '../../shared/api/caller-ids.ts';
import { ApiFailure } from '../routes/failure.ts';
import { askTwilio, isCertain } from './client.ts';
import type { Froms } from './froms.ts';

/**
 * Numbers outside the account that its calls may show, once somebody there has keyed in a code.
 * https://www.twilio.com/docs/voice/api/outgoing-caller-ids
 */
export interface CallerIdDesk {
  /** @throws ApiFailure 409, 502 */
  list(): Promise<readonly CallerIdView[]>;
  /**
   * Lets Twilio call a number, which it does once: asked again for the same number, it gives the same code.
   *
   * @throws ApiFailure 409 when it is verified, is a number of the account, or a call may be under way whose code is lost; 502
   */
  verify(asked: VerifyCallerId): Promise<VerificationView>;
  /** @throws ApiFailure 409, 502 */
  verification(query: VerificationQuery): Promise<VerificationState>;
  /** @throws ApiFailure 404, 409, 502 */
  remove(sid: string): Promise<void>;
  /** @throws ApiFailure 409, 502 */
  froms(): Promise<AllowedFromsView>;
}

export interface CallerIdDeskDeps {
  readonly client: () => Promise<Twilio>;
  readonly froms: Froms;
  readonly now: () => number;
}

/** How long a call to key in a code can take, ringing included. */
const CALL_SECONDS = 180;
const LISTED = 1000;
/** Statuses of a call that is over. https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const OVER = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export function createCallerIdDesk({ client, froms, now }: CallerIdDeskDeps): CallerIdDesk {
  const asked = new Map<string, Asked>();

  /** Drops what is over, so that the memory holds no more than the calls of a few minutes. */
  const remembered = (number: string): Asked | undefined => {
    for (const [key, { until }] of asked) if (until <= now()) asked.delete(key);
    return asked.get(number);
  };

  return {
    async list() {
      const twilio = await client();
      const found = await askTwilio('Listing the caller IDs', () =>
        twilio.outgoingCallerIds.list({ limit: LISTED, pageSize: LISTED }),
      );
      return found.map(viewOf);
    },

    async verify(request) {
      const twilio = await client();
      const { phoneNumber } = request;
      await requireForeign(froms, phoneNumber);
      const key = `${twilio.accountSid} ${phoneNumber}`;
      const before = request.again ? undefined : remembered(key);
      if (before) return before.answer;
      const callAt = now() + (request.callDelay ?? 0) * 1000;
      const answer = askForCall(twilio, request, callAt);
      const mine = { answer, until: callAt + CALL_SECONDS * 1000 };
      asked.set(key, mine);
      // A call whose code is lost stays remembered; whatever Twilio refused did not happen.
      answer.catch((error: unknown) => {
        const lost = error instanceof ApiFailure && error.code === 'verification-unknown';
        if (!lost && asked.get(key) === mine) asked.delete(key);
      });
      return answer;
    },

    async verification({ phoneNumber, callSid }) {
      const twilio = await client();
      // The call first: once it is over, the list read after it is final.
      const callStatus = callSid === undefined ? null : await statusOf(twilio, callSid);
      const [found] = await askTwilio('Reading the caller IDs', () =>
        twilio.outgoingCallerIds.list({ phoneNumber, limit: 1 }),
      );
      if (!found) {
        const over = callStatus !== null && OVER.has(callStatus);
        return { state: over ? 'not-verified' : 'waiting', callStatus, callerId: null };
      }
      asked.delete(`${twilio.accountSid} ${phoneNumber}`);
      froms.forget();
      return { state: 'verified', callStatus, callerId: viewOf(found) };
    },

    async remove(sid) {
      const twilio = await client();
      try {
        await askTwilio('Removing the caller ID', () => twilio.outgoingCallerIds(sid).remove());
      } catch (error) {
        if (await isGone(twilio, sid, error)) return;
        throw notThere(error, 'Removing the caller ID failed: the account has no such caller ID.');
      } finally {
        // Only now: a call judged meanwhile made them be read before it was gone.
        froms.forget();
      }
    },

    async froms() {
      // Whoever looks at a list wants to find what was bought a minute ago.
      froms.forget();
      return froms.allowedFroms();
    },
  };
}

interface Asked {
  readonly answer: Promise<VerificationView>;
  readonly until: number;
}

async function askForCall(twilio: Twilio, request: VerifyCallerId, callAt: number): Promise<VerificationView> {
  const { phoneNumber, friendlyName, callDelay, extension } = request;
  try {
    const made = await askTwilio('Verifying the number', () =>
      twilio.validationRequests.create({
        phoneNumber,
        ...(friendlyName ? { friendlyName } : {}),
        ...(callDelay === undefined ? {} : { callDelay }),
        ...(extension === undefined ? {} : { extension }),
      }),
    );
    return {
      phoneNumber,
      friendlyName: made.friendlyName ?? phoneNumber,
      validationCode: made.validationCode,
      callSid: made.callSid ?? null,
      callAt,
      waitSeconds: (callDelay ?? 0) + CALL_SECONDS,
    };
  } catch (error) {
    if (!(error instanceof ApiFailure) || isCertain(error)) throw error;
    throw new ApiFailure(
      409,
      'verification-unknown',
      `Twilio did not give the code, so it is lost. Twilio may already be calling ${phoneNumber}: let that call end without keying anything in, then ask for another call. Nothing is verified.`,
    );
  }
}

/** @throws ApiFailure 409 for a number calls may already come from */
async function requireForeign(froms: Froms, phoneNumber: string): Promise<void> {
  froms.forget();
  const { numbers, verified } = await froms.allowedFroms();
  const isIt = (one: { readonly phoneNumber: string }) => one.phoneNumber === phoneNumber;
  if (verified.some(isIt)) throw new ApiFailure(409, 'already-verified', `${phoneNumber} is already verified.`);
  if (numbers.some(isIt)) {
    const message = `${phoneNumber} is a number of the account, so calls can come from it without being verified.`;
    throw new ApiFailure(409, 'own-number', message);
  }
}

/** Null where Twilio shows no such call: then only the list of caller IDs tells. */
async function statusOf(twilio: Twilio, callSid: string): Promise<string | null> {
  try {
    return (await askTwilio('Reading the call', () => twilio.calls(callSid).fetch())).status;
  } catch (error) {
    if (error instanceof ApiFailure && error.status === 404) return null;
    throw error;
  }
}

/** After an answer that tells nothing, whether it was removed all the same. */
async function isGone(twilio: Twilio, sid: string, error: unknown): Promise<boolean> {
  if (!(error instanceof ApiFailure) || isCertain(error)) return false;
  try {
    await askTwilio('Reading the caller ID', () => twilio.outgoingCallerIds(sid).fetch());
    return false;
  } catch (reading) {
    return reading instanceof ApiFailure && reading.status === 404;
  }
}

function notThere(error: unknown, message: string): unknown {
  return error instanceof ApiFailure && error.status === 404
    ? new ApiFailure(404, 'no-such-caller-id', message)
    : error;
}

function viewOf({ sid, phoneNumber, friendlyName, dateCreated }: OutgoingCallerIdInstance): CallerIdView {
  return { sid, phoneNumber, friendlyName: friendlyName ?? '', at: dateCreated?.getTime() ?? 0 };
}
