import type { TwimlElement } from '../../twiml/element.ts';
import type { Task } from '../time/task.ts';
import type { VerbRun } from '../types.ts';
import { fetchMedia, type Media } from './media.ts';
import { pause } from './pause.ts';
import { play } from './play.ts';
import { say } from './say.ts';

/**
 * What a Gather lets be heard, ready to be played. All files are fetched before the first is heard.
 * https://www.twilio.com/docs/voice/twiml/gather#nested-verbs
 */
export function gatherPrompts(run: VerbRun): Task<void> {
  const ready = new Map<TwimlElement, Media | undefined>();
  for (const child of run.element.children) {
    if (typeof child === 'string') continue;
    if (child.tag === 'Say' || child.tag === 'Pause') ready.set(child, undefined);
    else if (child.tag === 'Play' && !Object.hasOwn(child.attributes, 'digits')) {
      const media = fetchMedia({ ...run, element: child }, 13325);
      if (media) ready.set(child, media);
    } else {
      const what = child.tag === 'Play' ? 'Play with digits' : child.tag;
      run.leg.emit({ kind: 'warning', code: 13320, message: `Gather: ${what} may not be nested in it.` });
    }
  }
  return playAll(run, ready);
}

function* playAll(run: VerbRun, ready: ReadonlyMap<TwimlElement, Media | undefined>): Task<void> {
  for (const [element, media] of ready) {
    const nested: VerbRun = { ...run, element, first: false };
    if (element.tag === 'Say') yield* say(nested, 'Gather');
    else if (element.tag === 'Pause') yield* pause(nested, 'Gather');
    else yield* play(nested, 'Gather', media);
  }
}
