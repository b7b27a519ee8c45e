import { attribute } from './attribute.ts';
import { callbacks, needing } from './callbacks.ts';
import type { AttributeNeed, ElementSpec } from './types.ts';

const RECORDED: AttributeNeed = { attribute: 'record', values: ['record-from-start'] };

/** Conference, the noun of Dial with the most to say. */
export const conferenceElements: readonly ElementSpec[] = [
  {
    id: 'Conference',
    tag: 'Conference',
    document: 'voice',
    kind: 'noun',
    status: 'ga',
    about: 'A conference room to join.',
    docs: 'https://www.twilio.com/docs/voice/twiml/conference',
    parents: ['Dial'],
    children: [],
    maxPerParent: 1,
    text: { allowed: true, required: true, content: 'name', twilioError: 13237 },
    attributes: [
      attribute.boolean('muted', 'Join without being heard.', false, { twilioError: 13230 }),
      attribute.oneOf(
        'beep',
        ['true', 'false', 'onEnter', 'onExit'],
        'When a tone announces people coming and going.',
        {
          default: 'true',
          twilioError: 13235,
        },
      ),
      attribute.boolean('startConferenceOnEnter', 'Start when this person joins, if two are there.', true, {
        twilioError: 13232,
      }),
      attribute.boolean('endConferenceOnExit', 'End for everyone when this person leaves.', false, {
        twilioError: 13231,
      }),
      attribute.text('participantLabel', 'Name of this person, unique in the room (16025 when taken).', {
        maxLength: 128,
      }),
      attribute.oneOf(
        'jitterBufferSize',
        ['large', 'medium', 'small', 'off'],
        'Smoothing of the sound: larger is steadier, smaller quicker.',
        {
          default: 'large',
        },
      ),
      attribute.url('waitUrl', 'Music or TwiML while waiting: Play, Say, Pause, Redirect (13238); empty for silence.', {
        runs: 'conferenceWait',
        defaultAbout: "Twilio's classical music",
        twilioError: 13233,
      }),
      attribute.method('waitMethod', 'waitUrl', { twilioError: 13234 }),
      attribute.integer('maxParticipants', 'Most people in the room.', { default: 250, min: 2, max: 250 }),
      attribute.oneOf(
        'record',
        ['do-not-record', 'record-from-start'],
        'Whether to record, once two people are joined.',
        {
          default: 'do-not-record',
        },
      ),
      attribute.oneOf(
        'trim',
        ['trim-silence', 'do-not-trim'],
        'Whether to cut silence at both ends of the recording.',
        {
          default: 'trim-silence',
          needs: RECORDED,
          twilioError: 13239,
        },
      ),
      attribute.oneOf('region', ['us1', 'us2', 'ie1', 'sg1', 'br1', 'au1', 'jp1', 'de1'], 'Where the sound is mixed.'),
      attribute.text('coach', 'Call SID of the person in the room that this one coaches.', { twilioError: 13240 }),
      attribute.url('statusCallback', 'URL told what happens in the room; the first person in decides.'),
      attribute.someOf(
        'statusCallbackEvent',
        ['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify', 'speaker', 'announcement'],
        'What to report; the first person in decides.',
      ),
      attribute.method('statusCallbackMethod', 'statusCallback'),
      ...needing(callbacks.recording, RECORDED),
      attribute.url('eventCallbackUrl', 'Older name of the recording callback; unused beside it.', {
        deprecated: 'Use recordingStatusCallback.',
      }),
      callbacks.recordingConfiguration,
    ],
    notes: [
      'It starts with two people, one of them with startConferenceOnEnter.',
      'A waiting document that ends leaves silence; loop it with Redirect.',
      'The default music is fetched with GET.',
      'Leaving ends the Dial with DialCallStatus answered and without DialCallSid.',
    ],
  },
];
