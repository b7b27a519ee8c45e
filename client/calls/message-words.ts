import type { CallMessageView } from '../../shared/api/calls.ts';
import { messageErrorWords } from '../../shared/text/message-errors.ts';
import { formatPhone, formatSpan } from '../ui/format.ts';

/** A message in a line: where it got to and how soon, and why no further. */
export interface MessageWords {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'open';
}

/** How a message went, by the furthest status Twilio told; they may come in another order. */
export function messageWords({ to, at, result, errorCode, statuses }: CallMessageView): MessageWords {
  const whom = `Message to ${formatPhone(to)}`;
  const latest = statuses.toSorted((a, b) => rank(a.status) - rank(b.status)).at(-1);
  if (latest) {
    const why = latest.errorCode === null ? '' : `: ${reason(latest.errorCode)}`;
    const text = `${whom} ${STATUS_WORDS[latest.status] ?? latest.status} ${formatSpan(latest.at - at)} later${why}`;
    return { text, tone: BAD.has(latest.status) ? 'bad' : GOOD.has(latest.status) ? 'good' : 'open' };
  }
  if (result === 'accepted') return { text: `${whom} taken by Twilio`, tone: 'open' };
  if (result === 'sending') return { text: `${whom} is being sent`, tone: 'open' };
  if (result === 'unknown') return { text: `${whom}: not known whether it was sent`, tone: 'bad' };
  return { text: `${whom} not sent${errorCode === null ? '' : `: ${reason(errorCode)}`}`, tone: 'bad' };
}

function reason(code: number): string {
  const words = messageErrorWords(code);
  return words === undefined ? `error ${code}` : `${words} (${code})`;
}

/** In the order of a message's way. https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const STATUS_WORDS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  scheduled: 'scheduled',
  queued: 'queued',
  sending: 'on its way',
  sent: 'handed to the carrier',
  partially_delivered: 'delivered in part',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'not delivered',
  failed: 'failed',
  canceled: 'called off',
};

const ORDER = Object.keys(STATUS_WORDS);
const GOOD: ReadonlySet<string> = new Set(['delivered', 'read']);
const BAD: ReadonlySet<string> = new Set(['undelivered', 'failed', 'canceled', 'partially_delivered']);

function rank(status: string): number {
  return ORDER.indexOf(status);
}
