import { element } from '../twiml/element.ts';
import { serialise } from '../twiml/serialise.ts';
import { addressOf } from './links.ts';
import type { Target } from './target.ts';
import type { Session } from './types.ts';

/** The answer that says nothing. */
export const EMPTY_TWIML = serialise(element('Response'));

/** What a webhook does to its call. */
export type Admission =
  /** The call's first turn, on the live version; with a session, another flow hands the call over. */
  | { readonly kind: 'begin' }
  /** The turn that the call waits for. */
  | { readonly kind: 'resume' }
  /** TwiML beside the call; with a key, an aside that waited for this. */
  | { readonly kind: 'aside'; readonly key?: string }
  /** The entry once more, on the version the call is pinned to. */
  | { readonly kind: 'restart' }
  /** A repetition, or a token that is no longer good: nothing changes. */
  | { readonly kind: 'repeat'; readonly answer: string; readonly stale: boolean }
  | { readonly kind: 'refuse'; readonly reason: string };

/** A call as it stands: its session and the answer of its latest turn. */
export interface KnownCall {
  readonly session: Session;
  readonly latest: string;
}

/** Whether this is the one webhook that the call waits for. */
export function isExpected({ kind, block, token }: Target, { waiting }: Session): boolean {
  return kind === 'action' && waiting !== null && waiting.block === block && waiting.token === token;
}

/**
 * Decides on a webhook for TwiML. The same for the server and for calls tried out, so that both go the same way.
 *
 * @param known the answer this very request was given before, if it was
 */
export function admit(target: Target, call: KnownCall | undefined, known: string | undefined): Admission {
  const entry = target.kind === 'entry';
  if (!call) return entry ? { kind: 'begin' } : { kind: 'refuse', reason: 'The call is not known.' };
  const { session, latest } = call;
  const elsewhere = session.flow !== target.flow || session.environment !== target.environment;
  if (session.channel !== target.channel || (elsewhere && !entry)) {
    return { kind: 'refuse', reason: `The call runs the flow "${addressOf(session)}".` };
  }
  if (isExpected(target, session)) return { kind: 'resume' };
  if (target.call !== '') return admitAside(target, session, known);
  // A flow may redirect to an entry, its own too, and again: then the very same request is no repetition.
  const redirected = entry && known !== latest && session.waiting === null && latest.includes('<Redirect');
  if (known !== undefined && !redirected) return { kind: 'repeat', answer: known, stale: false };
  if (entry) return elsewhere ? { kind: 'begin' } : { kind: 'restart' };
  return { kind: 'repeat', answer: latest, stale: true };
}

/** A document, not the call, is at stake: what comes too late gets an empty one, after which Twilio goes on by itself. */
function admitAside(target: Target, { asides = {} }: Session, known: string | undefined): Admission {
  if (known !== undefined) return { kind: 'repeat', answer: known, stale: false };
  if (target.kind === 'aside') return { kind: 'aside' };
  const { block, token } = target;
  const key = Object.keys(asides).find(
    (one) => asides[one]?.waiting.block === block && asides[one].waiting.token === token,
  );
  return key === undefined ? { kind: 'repeat', answer: EMPTY_TWIML, stale: true } : { kind: 'aside', key };
}
