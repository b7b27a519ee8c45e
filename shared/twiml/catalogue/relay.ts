import { attribute } from './attribute.ts';
import type { AttributeSpec, ElementSpec } from './types.ts';

const noun = { document: 'voice', kind: 'noun', parents: ['Connect'], children: ['Language', 'Parameter'] } as const;

const interruptions = ['none', 'dtmf', 'speech', 'any'];

/** What ConversationRelay and Assistant share. */
const talk: readonly AttributeSpec[] = [
  attribute.text('welcomeGreeting', 'What to say first.'),
  attribute.oneOf('welcomeGreetingInterruptible', interruptions, 'What may interrupt the greeting.', {
    default: 'any',
  }),
  attribute.text('language', 'Language of both speech and recognition.', { default: 'en-US' }),
  attribute.text('ttsLanguage', 'Language of the speech, when it differs.'),
  attribute.oneOf('ttsProvider', ['Google', 'Amazon', 'ElevenLabs'], 'Who makes the speech.', {
    default: 'ElevenLabs',
  }),
  attribute.text('voice', 'Voice, named as the provider does, without Polly. or Google. before it.', {
    defaultAbout: "the provider's default voice",
  }),
  attribute.text('transcriptionLanguage', 'Language of the recognition, when it differs.'),
  attribute.oneOf(
    'transcriptionProvider',
    ['Google', 'Deepgram'],
    'Who recognises speech; Google for accounts using it before 2025-09-12.',
    {
      default: 'Deepgram',
    },
  ),
  attribute.text('speechModel', 'Recognition model of the provider.', {
    defaultAbout: 'telephony for Google, a general nova model for Deepgram',
  }),
  attribute.oneOf('interruptible', [...interruptions, 'true', 'false'], 'What may interrupt the speech.', {
    default: 'any',
  }),
  attribute.oneOf('interruptSensitivity', ['low', 'medium', 'high'], 'How easily speech interrupts.', {
    default: 'high',
  }),
  attribute.boolean('dtmfDetection', 'Report pressed keys.', undefined),
  attribute.oneOf('reportInputDuringAgentSpeech', interruptions, 'Which input to report while speaking.', {
    default: 'none',
  }),
  attribute.boolean('preemptible', 'Let newer speech replace what is being spoken.', false),
  attribute.text('hints', 'Words and phrases to expect, separated by commas.', { separator: ',' }),
  attribute.someOf('debug', ['debugging', 'speaker-events', 'tokens-played'], 'Extra messages for debugging.'),
  attribute.oneOf('elevenlabsTextNormalization', ['on', 'auto', 'off'], 'Let ElevenLabs spell out numbers and dates.', {
    default: 'off',
  }),
  attribute.text('intelligenceService', 'SID or name of a Conversational Intelligence service.'),
  attribute.boolean('partialPrompts', 'Send recognised text before it is final.', undefined, { undocumented: true }),
  attribute.boolean('profanityFilter', 'Mask swear words in the recognised text.', undefined, { undocumented: true }),
];

/** Nouns of Connect that hold a conversation. */
export const relayElements: readonly ElementSpec[] = [
  {
    ...noun,
    id: 'ConversationRelay',
    tag: 'ConversationRelay',
    status: 'ga',
    about: 'Turns the call into text messages on a WebSocket and back.',
    docs: 'https://www.twilio.com/docs/voice/twiml/connect/conversationrelay',
    text: { allowed: false },
    attributes: [
      attribute.url('url', 'WebSocket URL; it must start with wss://.', {
        required: true,
        pattern: '^wss://.+$',
        form: 'an address that begins with wss://',
      }),
      ...talk,
      attribute.text('events', 'Events to send; not documented.', { undocumented: true }),
      lowerCase('backgroundnoisereduction', 'backgroundNoiseReduction', 'Reduce noise behind the caller.'),
      lowerCase('deepgramsmartformat', 'deepgramSmartFormat', 'Let Deepgram format numbers and dates.'),
      lowerCase('ignorebackchannel', 'ignoreBackchannel', 'Do not stop for short words such as yes or right.'),
      lowerCase('speechtimeout', 'speechTimeout', 'Silence that ends what the caller says.'),
    ],
    notes: ['It holds the call until your app sends an end message.'],
  },
  {
    ...noun,
    id: 'Language',
    tag: 'Language',
    status: 'ga',
    about: 'Voice and recognition for one language.',
    docs: 'https://www.twilio.com/docs/voice/twiml/connect/conversationrelay',
    parents: ['Assistant', 'ConversationRelay'],
    children: [],
    text: { allowed: false },
    attributes: [
      attribute.text('code', 'Language code, or multi with Deepgram or ElevenLabs.', { required: true }),
      attribute.text('ttsProvider', 'Who makes the speech.', { defaultAbout: 'as in the element around it' }),
      attribute.text('voice', 'Voice, named as the provider does.', { defaultAbout: 'as in the element around it' }),
      attribute.text('transcriptionProvider', 'Who recognises speech.', {
        defaultAbout: 'as in the element around it',
      }),
      attribute.text('speechModel', 'Recognition model.', { defaultAbout: 'as in the element around it' }),
    ],
  },
  {
    ...noun,
    id: 'ConversationRelaySession',
    tag: 'ConversationRelaySession',
    status: 'undocumented',
    about: 'A ConversationRelay session set up elsewhere.',
    children: [],
    text: { allowed: false },
    attributes: [
      attribute.text('connector', 'Name of the connector.', { undocumented: true }),
      attribute.text('sessionConfiguration', 'Name of the configuration.', { undocumented: true }),
    ],
  },
  {
    ...noun,
    id: 'Assistant',
    tag: 'Assistant',
    status: 'beta',
    about: 'A Twilio AI assistant (preview).',
    text: { allowed: false },
    attributes: [
      ...talk.map((spec) => ({ ...spec, undocumented: true })),
      attribute.text('id', 'Id of the assistant.', { required: true, undocumented: true }),
    ],
    notes: ['Its defaults are those of ConversationRelay; they are not documented.'],
  },
];

/** Twilio's library writes these names in lower case, its change log in camel case. */
function lowerCase(name: string, canonical: string, about: string): AttributeSpec {
  return attribute.text(name, about, { canonical, undocumented: true });
}
