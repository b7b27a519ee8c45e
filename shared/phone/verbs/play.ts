import { Attributes } from '../attributes.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { fetchMedia, type Media } from './media.ts';
import { playThrough, speaking } from './play-through.ts';
import { loops } from './say.ts';

/**
 * Plays a file, or keys as tones. https://www.twilio.com/docs/voice/twiml/play
 *
 * @param fetched the file where it was fetched before: Gather fetches all of its files before the first is heard
 */
export function* play(run: VerbRun, parent = 'Response', fetched?: Media): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, parent, leg, document);
  leg.answer();
  speaking(run, parent);
  const digits = attributes.text('digits');
  if (digits !== undefined && digits !== '') {
    leg.emit({ kind: 'tones', digits });
    yield* playThrough(exchange, leg, { kind: 'tones', digits }, tonesSeconds(digits));
    return { kind: 'next' };
  }
  const media = fetched ?? fetchMedia(run, 13420);
  if (!media) return { kind: 'next' };
  for (let left = loops(attributes); left > 0; left--) {
    leg.emit({ kind: 'play', url: media.url });
    yield* playThrough(exchange, leg, { kind: 'play', url: media.url }, media.seconds);
  }
  return { kind: 'next' };
}

/** `w` waits half a second, `W` a whole one: https://www.twilio.com/docs/voice/twiml/play#digits */
function tonesSeconds(digits: string): number {
  return [...digits].reduce((sum, key) => sum + (key === 'W' ? 1 : 0.5), 0);
}
