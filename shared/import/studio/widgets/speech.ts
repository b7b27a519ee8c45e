import { ssmlProblems } from '../../../fields/check-ssml.ts';
import type { Json } from '../../../flow/types.ts';
import {
  compact,
  type Helper,
  isTrue,
  type Mapped,
  type Mapper,
  type Mapping,
  nextOf,
  numberOf,
  numberProp,
  waysBy,
} from '../mapping.ts';

/** Say/Play: text, a sound, or keypad tones. */
export const sayPlay: Mapper = (mapping): Mapped => {
  const { state, notes } = mapping;
  const ways = waysBy(state, { audioComplete: ['next'] });
  const digits = mapping.text('digits');
  const prompts = promptsOf(mapping);
  if (digits !== undefined && prompts.length === 0) return { type: 'play', props: { digits }, ways };
  if (digits !== undefined)
    notes.differs(
      'It has a text or sound and keypad tones; the tones are left out, as only one of them is heard in Studio.',
    );
  if (prompts.length > 0) return { type: 'say', props: { prompts }, ways };
  notes.differs('It says nothing in Studio; here it is a second of silence.');
  return { type: 'pause', props: { length: 1 }, ways };
};

/** Gather Input On Call: keys, speech or both. */
export const gatherInput: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const [keys, speech] = [nextOf(state, 'keypress'), nextOf(state, 'speech')];
  const listens = { keys: keys !== undefined || speech === undefined, speech: speech !== undefined };
  if (!listens.speech && keys !== undefined) notes.differs('Speech is not listened for, because nothing follows it.');
  if (!listens.keys) notes.differs('Keys are not listened for, because nothing follows them.');
  const prompts = promptsOf(mapping);
  const props = compact({ ...(prompts.length > 0 && { prompts }), ...inputProps(mapping, listens) });
  const ways = {
    keypress: listens.keys ? ['input'] : [],
    speech: listens.speech ? ['input'] : [],
    timeout: ['noInput'],
  };
  if (keys === undefined || speech === undefined || keys === speech) {
    return { type: 'gather', props, ways: waysBy(state, ways) };
  }
  const helper = { suffix: '_by', exit: 'input', block: byKind(mapping) };
  return {
    type: 'gather',
    props,
    helpers: [helper],
    ways: waysBy(state, {
      ...ways,
      keypress: [{ helper: '_by', exit: 'keys' }],
      speech: [{ helper: '_by', exit: 'otherwise' }],
    }),
  };
};

/** Tells keys from speech, where they go different ways. */
function byKind({ id, state }: Mapping): Helper['block'] {
  const branch = { id: 'keys', label: 'Keys', variable: `blocks.${id}.Digits`, operator: 'is_not_blank', value: '' };
  return { type: 'condition', name: `${state.name}: keys or speech`, props: { branches: [branch] } };
}

function inputProps(
  mapping: Mapping,
  listens: { readonly keys: boolean; readonly speech: boolean },
): Readonly<Record<string, Json | undefined>> {
  const { state } = mapping;
  const { stop_gather: stops, number_of_digits: count } = state.properties;
  const finish = mapping.text('finish_on_key');
  const none = (stops !== undefined && !isTrue(stops)) || state.properties.finish_on_key === '';
  return {
    input: listens.speech ? (listens.keys ? ['dtmf', 'speech'] : ['speech']) : undefined,
    timeout: numberProp(mapping, 'timeout', 5),
    finishOnKey: !listens.keys ? undefined : none ? 'none' : finish === '#' ? undefined : finish,
    numDigits: listens.keys && numberOf(count) !== 0 ? numberProp(mapping, 'number_of_digits') : undefined,
    ...(listens.speech && speechProps(mapping)),
  };
}

function speechProps(mapping: Mapping): Readonly<Record<string, Json | undefined>> {
  const { state } = mapping;
  const language = languageOf(mapping, 'gather_language');
  const { profanity_filter: filter } = state.properties;
  const model = mapping.text('speech_model');
  const ends = mapping.text('speech_timeout') ?? 'auto';
  return {
    language,
    hints: mapping.text('hints'),
    profanityFilter: filter !== undefined && !isTrue(filter) ? false : undefined,
    speechModel: model === 'default' ? undefined : model,
    // With a model Twilio takes no `auto`: https://www.twilio.com/docs/api/errors/13335
    speechTimeout: ends === 'auto' && model !== undefined && model !== 'default' ? undefined : (numberOf(ends) ?? ends),
  };
}

/** What is heard: the sound if there is one, else the text. */
export function promptsOf(mapping: Mapping): readonly { readonly [name: string]: Json }[] {
  const { state } = mapping;
  const loop = numberOf(state.properties.loop);
  const times: Record<string, Json> = loop === undefined || loop === 1 ? {} : { loop: Math.min(loop, 99) };
  const play = mapping.text('play');
  if (play !== undefined) return [{ play: play.trim(), ...times }];
  const written = mapping.text('say');
  if (written === undefined) return [];
  const say = /^\s*<speak>([\s\S]*)<\/speak>\s*$/.exec(written)?.[1] ?? written;
  const voice = mapping.text('voice');
  const language = languageOf(mapping, 'language');
  return [
    {
      say,
      ...(isSsml(say) && { ssml: true }),
      ...(voice !== undefined && voice !== 'default' && { voice }),
      ...(language !== undefined && { language }),
      ...times,
    },
  ];
}

/** A language where it is not the one that holds anyway; exports know the short `en`, too. */
function languageOf(mapping: Mapping, property: string): string | undefined {
  const language = mapping.text(property);
  return language === undefined || ['default', 'en-US', 'en'].includes(language) ? undefined : language;
}

function isSsml(text: string): boolean {
  if (!/<(break|emphasis|lang|p|phoneme|prosody|s|say-as|sub|w|amazon:\w+)[\s/>]/.test(text)) return false;
  return ssmlProblems(text, undefined, '').every(({ severity }) => severity !== 'error');
}
