import { attribute } from './attribute.ts';
import { dtmfPattern } from './callbacks.ts';
import { sayLanguageCodes } from './languages.ts';
import { ssmlTags } from './ssml.ts';
import type { ElementSpec } from './types.ts';

const spoken = ['Gather', 'Prompt', 'Response'];

/** Say, Play and Pause: what a caller hears, also nested in Gather and in payment prompts. */
export const speakElements: readonly ElementSpec[] = [
  {
    id: 'Say',
    tag: 'Say',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Speaks text to the caller.',
    docs: 'https://www.twilio.com/docs/voice/twiml/say',
    parents: spoken,
    children: ssmlTags,
    text: { allowed: true, required: true, mixed: true, content: 'speech', twilioError: 13520 },
    attributes: [
      attribute.text(
        'voice',
        'Who speaks: man, woman, or a Polly or Google voice; the account can change the default.',
        {
          default: 'man',
          twilioError: 13511,
        },
      ),
      attribute.oneOf('language', sayLanguageCodes, 'Language of the text; the voice must support it.', {
        default: 'en-US',
        openEnum: true,
      }),
      attribute.integer('loop', 'How often to say it; 0 repeats until the caller hangs up, at most 1000 times.', {
        default: 1,
        min: 0,
        max: 1000,
        unit: 'times',
        twilioError: 13510,
      }),
    ],
    flow: {
      class: 'inline',
      blocking: true,
      endsDocument: 'never',
      answersCall: 'yes',
      outcomes: [
        { id: 'done', when: 'the text was spoken', next: 'nextVerb' },
        { id: 'hangup', when: 'the caller hangs up', next: 'endCall' },
      ],
    },
    notes: [
      'Digits written together are read as one number; separate them to have them read one by one.',
      'White space does not change speech.',
      'Inside Gather the first key, or speech with bargeIn, stops the text.',
    ],
  },
  {
    id: 'Play',
    tag: 'Play',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Plays a sound file or keypad tones.',
    docs: 'https://www.twilio.com/docs/voice/twiml/play',
    parents: spoken,
    children: [],
    text: { allowed: true, required: true, unless: { attributes: ['digits'] }, content: 'url' },
    attributes: [
      attribute.integer('loop', 'How often to play it; 0 repeats until the caller hangs up, at most 1000 times.', {
        default: 1,
        min: 0,
        max: 1000,
        unit: 'times',
        twilioError: 13410,
      }),
      attribute.text('digits', 'Keypad tones to play: 0-9 A-D * #, w waits half a second, W one; not inside Gather.', {
        pattern: dtmfPattern,
        notIn: ['Gather'],
        twilioError: 13430,
      }),
    ],
    flow: {
      class: 'inline',
      blocking: true,
      endsDocument: 'never',
      answersCall: 'yes',
      outcomes: [
        { id: 'done', when: 'the sound ended', next: 'nextVerb' },
        {
          id: 'badMedia',
          when: 'the file cannot be fetched or is no audio',
          next: 'nextVerb',
          note: 'Errors 12300, 13420, 13325 in Gather, or 11200; whether the call goes on is not documented.',
          confidence: 'inferred',
        },
      ],
    },
    notes: [
      'The file is fetched with GET and without the usual Twilio parameters.',
      'Files are cached by ETag and Last-Modified; Cache-Control: no-cache makes Twilio ask again.',
      'A file longer than 40 minutes can drop the call.',
    ],
  },
  {
    id: 'Pause',
    tag: 'Pause',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Waits in silence.',
    docs: 'https://www.twilio.com/docs/voice/twiml/pause',
    parents: spoken,
    children: [],
    text: { allowed: false },
    attributes: [
      attribute.integer('length', 'How long to wait.', { default: 1, min: 1, unit: 's', twilioError: 13910 }),
    ],
    flow: {
      class: 'inline',
      blocking: true,
      endsDocument: 'never',
      answersCall: 'notWhenFirst',
      outcomes: [{ id: 'done', when: 'the time is over', next: 'nextVerb' }],
    },
    notes: ['As the first verb it delays answering; the caller hears ringing meanwhile.'],
  },
];
