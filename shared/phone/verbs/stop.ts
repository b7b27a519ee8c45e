import { BackgroundTasks } from '../background/tasks.ts';
import type { Next, VerbRun } from '../types.ts';
import { nounOf } from './noun-of.ts';

/** Stops what Start began, by its name; the next verb runs at once. https://www.twilio.com/docs/voice/twiml/stream#stop-streaming */
export function stop({ element, leg }: VerbRun): Next {
  leg.answer();
  const noun = nounOf(element);
  if (!noun || !BackgroundTasks.of(leg).stop(noun.tag, noun.attributes.name)) {
    const what = [noun?.tag, noun?.attributes.name].filter(Boolean).join(' ');
    leg.emit({ kind: 'note', what: 'nothing-to-stop', details: { what } });
  }
  return { kind: 'next' };
}
