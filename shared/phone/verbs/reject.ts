import { Attributes } from '../attributes.ts';
import { parametersIn } from '../dial/nouns.ts';
import type { Next, VerbRun } from '../types.ts';

/**
 * Turns a call away without answering it. Only the first verb can: a call that was answered just ends.
 * https://www.twilio.com/docs/voice/twiml/reject
 */
export function reject({ element, leg, document }: VerbRun): Next {
  const parameters = parametersIn(element);
  if (leg.answered) return { kind: 'hangup', parameters };
  const reason = new Attributes(element, 'Response', leg, document).text('reason');
  return { kind: 'reject', status: reason === 'busy' ? 'busy' : 'no-answer', parameters };
}
