import { Attributes } from '../attributes.ts';
import type { VerbRun } from '../types.ts';

/** The attributes of a Dial, read once. https://www.twilio.com/docs/voice/twiml/dial#attributes */
export interface DialAttributes {
  /** Seconds its nouns ring, without the five that Twilio adds. */
  readonly timeout: number;
  /** Seconds the joined call may last. */
  readonly timeLimit: number;
  /** Whether the caller's `*` ends what was dialled. */
  readonly hangupOnStar: boolean;
  /** Whether the caller stays unanswered until somebody joins; only where Dial is the first verb. */
  readonly answerOnBridge: boolean;
  readonly sequential: boolean;
  readonly ringTone: string | undefined;
  readonly callerId: string | undefined;
  /** For the others: `record`, `referUrl` … */
  readonly all: Attributes;
}

export function dialAttributes({ element, leg, document, first }: VerbRun): DialAttributes {
  const all = new Attributes(element, 'Response', leg, document);
  return {
    timeout: all.number('timeout') ?? 30,
    timeLimit: all.number('timeLimit') ?? 14_400,
    hangupOnStar: all.flag('hangupOnStar'),
    answerOnBridge: all.flag('answerOnBridge') && first,
    sequential: all.flag('sequential'),
    ringTone: all.text('ringTone'),
    callerId: all.text('callerId')?.trim() || undefined,
    all,
  };
}
