import { Attributes } from '../attributes.ts';
import { type Task, until } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { speaking } from './play-through.ts';

/** Waits in silence; as the first verb, before the call is answered. https://www.twilio.com/docs/voice/twiml/pause */
export function* pause(run: VerbRun, parent = 'Response'): Task<Next> {
  const { element, leg, exchange, document, first } = run;
  const seconds = new Attributes(element, parent, leg, document).number('length') ?? 1;
  if (!first) {
    leg.answer();
    speaking(run, parent);
  }
  leg.emit({ kind: 'pause', seconds });
  yield* until(exchange.sleep(seconds));
  leg.answer();
  return { kind: 'next' };
}
