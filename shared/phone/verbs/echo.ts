import { never, type Task, until } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';

/** Lets the caller hear themselves until they hang up; not in Twilio's pages. https://www.twilio.com/docs/voice/twiml */
export function* echo({ leg }: VerbRun): Task<Next> {
  leg.answer();
  leg.setActivity('connected');
  leg.emit({ kind: 'note', what: 'echo', details: {} });
  return yield* until(never);
}
