import { Attributes } from '../attributes.ts';
import { PHONE_LIMITS } from '../limits.ts';
import { spoken } from '../speech.ts';
import type { Task } from '../time/task.ts';
import type { Next, VerbRun } from '../types.ts';
import { playThrough, speaking } from './play-through.ts';
import { knownVoice, languageOf, tooLong } from './voices.ts';

/** Says a text. https://www.twilio.com/docs/voice/twiml/say */
export function* say(run: VerbRun, parent = 'Response'): Task<Next> {
  const { element, leg, exchange, document } = run;
  const attributes = new Attributes(element, parent, leg, document);
  leg.answer();
  speaking(run, parent);
  const { text, seconds } = spoken(element);
  if (text === '') {
    leg.emit({ kind: 'warning', code: 13520, message: 'Say: there is no text to say.' });
    return { kind: 'next' };
  }
  const voice = knownVoice(attributes);
  const limit = tooLong(element, voice);
  if (limit !== undefined) {
    leg.emit({ kind: 'warning', code: 13521, message: `Say: ${limit}; it is not spoken.` });
    return { kind: 'next' };
  }
  const item = { kind: 'say', text, voice, language: languageOf(attributes) } as const;
  for (let left = loops(attributes); left > 0; left--) {
    leg.emit(item);
    yield* playThrough(exchange, leg, item, seconds);
  }
  return { kind: 'next' };
}

/** How often a verb runs: 0 is as often as Twilio allows. */
export function loops(attributes: Attributes): number {
  const given = attributes.number('loop') ?? 1;
  return given === 0 ? PHONE_LIMITS.loops : Math.min(given, PHONE_LIMITS.loops);
}
