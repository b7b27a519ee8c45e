import { attribute } from './attribute.ts';
import { callbacks } from './callbacks.ts';
import { gatherLanguageCodes } from './languages.ts';
import type { AttributeNeed, ElementSpec } from './types.ts';

/** For what only speech has. */
const SPEECH: AttributeNeed = { attribute: 'input', values: ['speech'] };

/** Gather and Record: what a caller answers. */
export const askElements: readonly ElementSpec[] = [
  {
    id: 'Gather',
    tag: 'Gather',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Collects keys or speech from the caller.',
    docs: 'https://www.twilio.com/docs/voice/twiml/gather',
    parents: ['Response'],
    children: ['Say', 'Play', 'Pause'],
    childRules: { twilioError: 13320 },
    text: { allowed: false },
    attributes: [
      attribute.url('action', 'URL that receives the input and answers with the next TwiML.', {
        defaultAbout: 'the URL of the current document',
      }),
      attribute.method('method', 'action'),
      attribute.someOf('input', ['dtmf', 'speech'], 'What counts as input; with both, the first one wins.', {
        default: 'dtmf',
        twilioError: 13326,
      }),
      attribute.integer('timeout', 'Silence after the prompt or the last key before going on.', {
        default: 5,
        min: 1,
        unit: 's',
        twilioError: 13313,
      }),
      attribute.integer(
        'speechTimeout',
        'Silence that ends speech; auto ends at the first pause, not with a speechModel (13335).',
        {
          values: ['auto'],
          min: 1,
          defaultAbout: 'the value of timeout',
          unit: 's',
          needs: SPEECH,
          twilioError: 13327,
        },
      ),
      attribute.integer('maxSpeechTime', 'Longest speech to listen to; Twilio stops at 60 seconds anyway.', {
        unit: 's',
        undocumented: true,
        needs: SPEECH,
        twilioError: 13328,
      }),
      attribute.text('finishOnKey', 'Key that ends the input and is not part of it; empty for none.', {
        default: '#',
        pattern: '^([0-9]|#|\\*|)$',
        twilioError: 13310,
      }),
      attribute.integer('numDigits', 'Number of keys after which the input is sent at once.', {
        min: 1,
        defaultAbout: 'unlimited',
        needs: { attribute: 'input', values: ['dtmf'] },
        twilioError: 13314,
      }),
      attribute.boolean('actionOnEmptyResult', 'Request the action URL even when nothing was entered or said.', false, {
        twilioError: 13338,
      }),
      attribute.text('hints', 'Words and phrases the caller is likely to say, separated by commas.', {
        separator: ',',
        maxItems: 500,
        maxItemLength: 100,
        needs: SPEECH,
        twilioError: 13330,
      }),
      attribute.oneOf('language', gatherLanguageCodes, 'Language the caller speaks; multi needs deepgram_nova-3.', {
        default: 'en-US',
        openEnum: true,
        pattern: '^multi$',
        needs: SPEECH,
        twilioError: 13331,
      }),
      attribute.oneOf(
        'speechModel',
        [
          'default',
          'numbers_and_commands',
          'phone_call',
          'experimental_conversations',
          'experimental_utterances',
          'googlev2_long',
          'googlev2_short',
          'googlev2_telephony',
          'googlev2_telephony_short',
          'deepgram_nova-2',
          'deepgram_nova-3',
        ],
        'Speech recognition model; other Deepgram models are named deepgram_ and the model.',
        { default: 'default', openEnum: true, pattern: '^deepgram_.+$', needs: SPEECH, twilioError: 13334 },
      ),
      attribute.boolean('enhanced', 'Premium recognition; only for speechModel phone_call.', false, {
        deprecated: 'Choose a newer speechModel instead.',
        needs: { attribute: 'speechModel', values: ['phone_call'] },
      }),
      attribute.boolean('profanityFilter', 'Mask swear words in the recognised text.', true, {
        needs: SPEECH,
        twilioError: 13333,
      }),
      attribute.url(
        'partialResultCallback',
        'URL told what is recognised while the caller speaks; its answer is ignored.',
        { needs: SPEECH },
      ),
      attribute.method('partialResultCallbackMethod', 'partialResultCallback'),
      attribute.boolean('bargeIn', 'Let speech interrupt the prompt.', true, {
        undocumented: true,
        needs: SPEECH,
        twilioError: 13332,
      }),
      attribute.boolean('debug', 'Debugging switch of the library; its effect is not documented.', false, {
        undocumented: true,
      }),
    ],
    conflicts: [
      {
        attribute: 'speechTimeout',
        value: 'auto',
        beside: { attribute: 'speechModel' },
        why: 'Twilio takes no auto where a speechModel is chosen. Give a number of seconds, or choose no model.',
        twilioError: 13335,
      },
    ],
    flow: {
      class: 'gather',
      blocking: true,
      endsDocument: 'conditional',
      answersCall: 'yes',
      defaultAction: 'currentUrl',
      outcomes: [
        {
          id: 'digits',
          when: 'a key was pressed, then numDigits, finishOnKey or timeout was reached',
          next: 'action',
          params: ['Digits', 'FinishedOnKey'],
        },
        { id: 'speech', when: 'speech was recognised', next: 'action', params: ['SpeechResult', 'Confidence'] },
        {
          id: 'empty',
          when: 'timeout without input, or finishOnKey came first',
          next: 'nextVerb',
          note: 'With actionOnEmptyResult the action URL is requested instead.',
        },
        {
          id: 'hangup',
          when: 'the caller hangs up',
          next: 'endCall',
          note: 'The action URL is not requested.',
          confidence: 'inferred',
        },
      ],
    },
    notes: [
      'The timer starts when the nested prompt ends or at the first key; the first key stops the prompt for good.',
      'Verbs after it are reached only when there was no input.',
      'A redirect (3xx) from the action URL loses Digits.',
    ],
  },
  {
    id: 'Record',
    tag: 'Record',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Records the caller.',
    docs: 'https://www.twilio.com/docs/voice/twiml/record',
    parents: ['Response'],
    children: [],
    text: { allowed: false },
    attributes: [
      attribute.url(
        'action',
        'URL requested after the recording; required when a live call is changed to Record (11100).',
        {
          defaultAbout: 'the URL of the current document',
        },
      ),
      attribute.method('method', 'action'),
      attribute.integer('timeout', 'Silence that ends the recording; 0 never does.', {
        default: 5,
        min: 0,
        unit: 's',
        twilioError: 13611,
      }),
      attribute.text('finishOnKey', 'Keys that end the recording, any one of them.', {
        default: '1234567890*#',
        pattern: '^[0-9*#]*$',
        twilioError: 13613,
      }),
      attribute.integer(
        'maxLength',
        'Longest recording: 120 s if it is written down, 600 s for SDK calls, 86400 s if enabled (else error 13615).',
        {
          default: 3600,
          min: 2,
          max: 14400,
          unit: 's',
          twilioError: 13612,
        },
      ),
      attribute.boolean('playBeep', 'Beep before recording.', true, { twilioError: 13616 }),
      attribute.oneOf('trim', ['trim-silence', 'do-not-trim'], 'Whether to cut silence at both ends.', {
        default: 'trim-silence',
      }),
      ...callbacks.recording,
      attribute.boolean(
        'transcribe',
        'Write down what was said; American English, 2 to 120 seconds (else error 13617).',
        false,
      ),
      attribute.url('transcribeCallback', 'URL told the transcription by POST; needs transcribe.', {
        needs: { attribute: 'transcribe', values: ['true'] },
      }),
      callbacks.recordingConfiguration,
    ],
    conflicts: [
      {
        attribute: 'maxLength',
        value: { over: 120 },
        beside: { attribute: 'transcribe', values: ['true'] },
        why: 'Only recordings of at most 120 seconds are written down. Set the longest recording to 120.',
        twilioError: 13617,
      },
    ],
    flow: {
      class: 'record',
      blocking: true,
      endsDocument: 'always',
      answersCall: 'yes',
      defaultAction: 'currentUrl',
      outcomes: [
        { id: 'silence', when: 'the caller was silent for timeout seconds', next: 'action' },
        { id: 'key', when: 'a finishOnKey key was pressed', next: 'action', params: ['Digits'] },
        { id: 'maxLength', when: 'maxLength was reached', next: 'action' },
        {
          id: 'hangup',
          when: 'the caller hangs up',
          next: 'action',
          params: ['Digits=hangup'],
          note: 'The call is over: the answer cannot change it.',
        },
        {
          id: 'empty',
          when: 'nothing was recorded',
          next: 'nextVerb',
          note: 'Older behaviour; today silent recordings are kept and following verbs are never reached.',
          confidence: 'legacy',
        },
      ],
    },
    notes: [
      'The action request carries RecordingUrl, RecordingDuration and Digits, in practice RecordingSid as well.',
      'The file may not be ready when the action URL is requested; use recordingStatusCallback.',
    ],
  },
];
