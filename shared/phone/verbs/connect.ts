import { Attributes } from '../attributes.ts';
import { CONNECT_NOUNS } from '../connect/nouns.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { actionAfterHangUp, afterAction } from './after-action.ts';
import { nounOf } from './noun-of.ts';

/**
 * Connects the call with something that is no phone, until either side is done. Without an action the next verb runs; the page of
 * VirtualAgent says that the document is requested again, against that of Connect, which is followed for all.
 * https://www.twilio.com/docs/voice/twiml/connect
 */
export function* connect(run: VerbRun): Task<Next> {
  const { element, leg, document } = run;
  const attributes = new Attributes(element, 'Response', leg, document);
  leg.answer();
  const noun = nounOf(element);
  const session = noun && CONNECT_NOUNS.get(noun.tag);
  if (!noun || !session) {
    const message = noun?.tag === 'Autopilot' ? 'Autopilot was shut down' : 'there is nothing to connect to';
    leg.emit({ kind: 'warning', code: 12200, message: `Connect: ${message}.` });
    return { kind: 'next' };
  }
  leg.setActivity('connected');
  leg.emit({ kind: 'note', what: 'connect', details: { to: noun.tag } });
  const end = yield* session(run, noun);
  if (leg.over) {
    if (end.afterHangUp) actionAfterHangUp(run, attributes, 'connect', end.parameters);
    return { kind: 'hangup' };
  }
  leg.setActivity('waiting');
  return afterAction(attributes, 'connect', end.parameters);
}
