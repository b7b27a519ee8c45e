import { Attributes } from '../attributes.ts';
import { resolveUrl } from '../http/url.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { playThrough } from './play-through.ts';
import { loops } from './say.ts';

/** Plays a file, or keys as tones. https://www.twilio.com/docs/voice/twiml/play */
export function* play(run: VerbRun, parent = 'Response'): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, parent, leg, document);
  leg.answer();
  const digits = attributes.text('digits');
  if (digits !== undefined && digits !== '') {
    leg.emit({ kind: 'tones', digits });
    yield* playThrough(exchange, leg, { kind: 'tones', digits }, digits.length * TONE_SECONDS);
    return { kind: 'next' };
  }
  const text = element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
  const url = text === '' ? undefined : resolveUrl(text, document.url);
  const seconds = url === undefined ? undefined : exchange.world.media(url);
  if (url === undefined || seconds === undefined) {
    const code = url === undefined ? 13420 : 11200;
    leg.emit({ kind: 'warning', code, message: `Play: there is no audio at ${text || 'an empty address'}.` });
    return { kind: 'next' };
  }
  for (let left = loops(attributes); left > 0; left--) {
    leg.emit({ kind: 'play', url });
    yield* playThrough(exchange, leg, { kind: 'play', url }, seconds);
  }
  return { kind: 'next' };
}

/** `w` is a pause as long as a tone with its gap: https://www.twilio.com/docs/voice/twiml/play#digits */
const TONE_SECONDS = 0.5;
