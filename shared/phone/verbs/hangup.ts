import { parametersIn } from '../dial/nouns.ts';
import type { Next, VerbRun } from '../types.ts';

/** Ends the call; as the first verb it is answered, and billed, all the same. https://www.twilio.com/docs/voice/twiml/hangup */
export function hangup({ element, leg }: VerbRun): Next {
  leg.answer();
  return { kind: 'hangup', parameters: parametersIn(element) };
}
