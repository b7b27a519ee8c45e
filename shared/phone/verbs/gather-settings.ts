import type { Attributes } from '../attributes.ts';

/** What the attributes of a Gather come to. https://www.twilio.com/docs/voice/twiml/gather#attributes */
export interface GatherSettings {
  readonly dtmf: boolean;
  readonly speech: boolean;
  /** Seconds of silence after the prompts, or after a key. */
  readonly timeout: number;
  /** Seconds of silence after speech. */
  readonly speechTimeout: number;
  readonly maxSpeechTime: number;
  readonly numDigits: number;
  /** Empty for none. */
  readonly finishOnKey: string;
  readonly bargeIn: boolean;
  readonly profanityFilter: boolean;
  readonly actionOnEmptyResult: boolean;
  readonly partial: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined;
}

export function gatherSettings(attributes: Attributes): GatherSettings {
  const input = attributes.words('input');
  const speech = input.includes('speech');
  const timeout =
    attributes.raw('timeout') === 'auto' ? DEFAULT_SECONDS : (attributes.number('timeout') ?? DEFAULT_SECONDS);
  attributes.text('hints');
  const model = attributes.listed('speechModel');
  checkLanguage(attributes, model);
  const partial = attributes.url('partialResultCallback');
  return {
    dtmf: input.includes('dtmf') || !speech,
    speech,
    timeout,
    speechTimeout: speechTimeout(attributes, timeout),
    maxSpeechTime: maxSpeechTime(attributes),
    numDigits: attributes.number('numDigits') ?? Number.POSITIVE_INFINITY,
    finishOnKey: attributes.text('finishOnKey') ?? '#',
    bargeIn: attributes.flag('bargeIn'),
    profanityFilter: attributes.flag('profanityFilter'),
    actionOnEmptyResult: attributes.flag('actionOnEmptyResult'),
    partial:
      partial === undefined ? undefined : { url: partial, method: attributes.method('partialResultCallbackMethod') },
  };
}

const DEFAULT_SECONDS = 5;

/** The first pause between words, where Twilio is left to find the end of speech. */
const FIRST_PAUSE_SECONDS = 1;

/** Seconds of speech after which Twilio stops listening in any case. */
const LONGEST_SPEECH = 60;

function speechTimeout(attributes: Attributes, timeout: number): number {
  const text = attributes.text('speechTimeout');
  if (text === undefined) return attributes.raw('timeout') === 'auto' ? FIRST_PAUSE_SECONDS : timeout;
  if (text !== 'auto') return Number(text);
  if (!attributes.has('speechModel')) return FIRST_PAUSE_SECONDS;
  attributes.warn('speechTimeout', 'is "auto", which cannot be used with a speechModel', 13335);
  return timeout;
}

function maxSpeechTime(attributes: Attributes): number {
  const given = attributes.number('maxSpeechTime');
  if (given === undefined) return LONGEST_SPEECH;
  if (given >= 1) return Math.min(given, LONGEST_SPEECH);
  attributes.warn('maxSpeechTime', `is "${given}"; expected a number of seconds`);
  return LONGEST_SPEECH;
}

function checkLanguage(attributes: Attributes, model: string | undefined): void {
  if (attributes.listed('language') !== 'multi' || model === 'deepgram_nova-3') return;
  attributes.warn('language', 'is "multi", which only deepgram_nova-3 understands');
}
