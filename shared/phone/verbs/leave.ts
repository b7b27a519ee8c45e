import type { Next, VerbRun } from '../types.ts';

/**
 * Takes a waiting caller out of the queue; anywhere else it ends the document.
 * https://www.twilio.com/docs/voice/twiml/leave
 */
export function leave({ leg }: VerbRun): Next {
  leg.answer();
  return { kind: 'leave' };
}
