import { attribute } from './attribute.ts';
import { callbacks } from './callbacks.ts';
import type { ElementSpec } from './types.ts';

const noun = { document: 'voice', kind: 'noun', status: 'ga', parents: ['Start', 'Stop'] } as const;

const tasks = ['Stream', 'Siprec', 'Transcription', 'Recording'];

const tracks = ['inbound_track', 'outbound_track', 'both_tracks'];

/** Start and Stop, and what runs beside the call. */
export const backgroundElements: readonly ElementSpec[] = [
  {
    id: 'Start',
    tag: 'Start',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Starts something that runs beside the call.',
    docs: 'https://www.twilio.com/docs/voice/twiml/stream',
    parents: ['Response'],
    children: tasks,
    childRules: { min: 1, max: 1, twilioError: 14300 },
    text: { allowed: false },
    attributes: [
      attribute.url('action', 'URL taken by the library; not in the pages.', { undocumented: true }),
      attribute.method('method', 'action', { undocumented: true }),
    ],
    flow: {
      class: 'background',
      blocking: false,
      endsDocument: 'never',
      outcomes: [{ id: 'started', when: 'at once', next: 'nextVerb' }],
    },
    notes: ['Without a verb after it the call ends.'],
  },
  {
    id: 'Stop',
    tag: 'Stop',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Stops something started before, by its name.',
    docs: 'https://www.twilio.com/docs/voice/twiml/stream',
    parents: ['Response'],
    children: tasks,
    childRules: { min: 1, max: 1, twilioError: 14300 },
    text: { allowed: false },
    attributes: [],
    flow: {
      class: 'background',
      blocking: false,
      endsDocument: 'never',
      outcomes: [{ id: 'stopped', when: 'at once', next: 'nextVerb' }],
    },
    notes: ['The child needs only its name.', 'A two-way stream cannot be stopped this way.'],
  },
  {
    ...noun,
    id: 'Siprec',
    tag: 'Siprec',
    about: 'Sends the sound of the call to a SIPREC recorder.',
    docs: 'https://www.twilio.com/docs/voice/twiml/siprec',
    children: ['Parameter'],
    text: { allowed: false },
    attributes: [
      attribute.text('name', 'Name by which to stop it.'),
      attribute.text('connectorName', 'SIPREC connector installed in the account.', { requiredIn: ['Start'] }),
      attribute.oneOf('track', tracks, 'Which side to send.', { default: 'inbound_track' }),
      attribute.url('statusCallback', 'Absolute URL told about the session.'),
      attribute.method('statusCallbackMethod', 'statusCallback'),
    ],
    notes: ['Pressed keys are not sent.'],
  },
  {
    ...noun,
    id: 'Transcription',
    tag: 'Transcription',
    about: 'Writes down the call while it goes on.',
    docs: 'https://www.twilio.com/docs/voice/twiml/transcription',
    children: ['Config', 'Parameter'],
    text: { allowed: false },
    attributes: [
      attribute.text('name', 'Name by which to stop it.'),
      attribute.url('statusCallbackUrl', 'Absolute URL told the text; not named statusCallback here.'),
      attribute.method('statusCallbackMethod', 'statusCallbackUrl', { undocumented: true }),
      attribute.text('languageCode', 'Language that is spoken.', { default: 'en-US' }),
      attribute.oneOf('track', tracks, 'Which side to write down.', { default: 'both_tracks' }),
      attribute.text('inboundTrackLabel', 'Name for the inbound side.'),
      attribute.text('outboundTrackLabel', 'Name for the outbound side.'),
      attribute.oneOf('transcriptionEngine', ['google', 'deepgram'], 'Who recognises speech.', { default: 'google' }),
      attribute.text('speechModel', 'Recognition model of the provider.', { default: 'telephony' }),
      attribute.boolean('profanityFilter', 'Mask swear words.', true),
      attribute.boolean('partialResults', 'Send text before it is final.', false),
      attribute.text('hints', 'Words and phrases to expect, separated by commas.', { separator: ',' }),
      attribute.boolean('enableAutomaticPunctuation', 'Add punctuation.', true),
      attribute.text('intelligenceService', 'SID or name of a Conversational Intelligence service.'),
      attribute.boolean('enableProviderData', "Send the provider's raw data along.", false, { notInLibrary: true }),
      attribute.text('conversationConfiguration', 'Configuration of the conversation it belongs to.', {
        notInLibrary: true,
      }),
      attribute.text('conversationId', 'Conversation it belongs to.', { notInLibrary: true }),
    ],
  },
  {
    ...noun,
    id: 'Recording',
    tag: 'Recording',
    about: 'Records the call while it goes on.',
    docs: 'https://www.twilio.com/docs/voice/twiml/recording',
    children: [],
    text: { allowed: false },
    attributes: [
      attribute.text('name', 'Name by which to stop it; unique in the call.', { notInLibrary: true }),
      ...callbacks.recording,
      attribute.oneOf('trim', ['trim-silence', 'do-not-trim'], 'Whether to cut silence at both ends.', {
        default: 'trim-silence',
      }),
      attribute.oneOf('track', ['inbound', 'outbound', 'both'], 'Which side to record.', { default: 'both' }),
      attribute.oneOf('channels', ['mono', 'dual'], 'One channel for all, or one per side.', { default: 'dual' }),
      callbacks.recordingConfiguration,
    ],
  },
];
