import { attribute } from './attribute.ts';
import { callbacks, needing } from './callbacks.ts';
import type { AttributeNeed, ElementSpec, FlowOutcome } from './types.ts';

const RECORDED: AttributeNeed = {
  attribute: 'record',
  values: ['true', ...['', '-dual'].flatMap((both) => [`record-from-answer${both}`, `record-from-ringing${both}`])],
};

/** Dial itself; its nouns are in `dial-nouns.ts`. */
export const dialElements: readonly ElementSpec[] = [
  {
    id: 'Dial',
    tag: 'Dial',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Calls someone else and joins the two calls.',
    docs: 'https://www.twilio.com/docs/voice/twiml/dial',
    parents: ['Response'],
    children: ['Number', 'Client', 'Sip', 'Conference', 'Queue', 'Sim', 'Application', 'WhatsApp'],
    childRules: { max: 10, alone: ['Conference', 'Queue', 'Application'], twilioError: 13215 },
    text: {
      allowed: true,
      required: true,
      unless: { children: ['Number', 'Client', 'Sip', 'Conference', 'Queue', 'Sim', 'Application', 'WhatsApp'] },
      content: 'phoneNumber',
    },
    attributes: [
      attribute.url('action', 'URL requested when the dialled call is over; without it the next verb runs.'),
      attribute.method('method', 'action', { twilioError: 13210 }),
      attribute.integer('timeout', 'How long to let it ring; Twilio adds five seconds.', {
        default: 30,
        min: 5,
        max: 600,
        unit: 's',
        twilioError: 13212,
      }),
      attribute.integer('timeLimit', 'Longest call; up to 86400 s when the account allows 24-hour calls.', {
        default: 14400,
        min: 1,
        max: 14400,
        unit: 's',
        twilioError: 13216,
      }),
      attribute.boolean('hangupOnStar', 'Let the first caller end the dialled call with the star key.', false, {
        twilioError: 13213,
      }),
      attribute.boolean(
        'answerOnBridge',
        'Keep the caller ringing until someone answers; only as the first verb.',
        false,
        {
          twilioError: 13219,
        },
      ),
      attribute.text(
        'callerId',
        'Number shown to the called party: yours, verified, or the caller; required from a Client.',
        {
          defaultAbout: "the caller's number",
          twilioError: 13214,
        },
      ),
      attribute.text('callReason', 'Why you call, for branded calls (private beta).', {
        maxLength: 50,
        notInLibrary: true,
      }),
      attribute.oneOf(
        'record',
        [
          'do-not-record',
          'record-from-answer',
          'record-from-ringing',
          'record-from-answer-dual',
          'record-from-ringing-dual',
          'true',
          'false',
        ],
        'Whether to record, from when, and in one or two channels; true means from the answer.',
        { default: 'do-not-record', twilioError: 13217 },
      ),
      attribute.oneOf(
        'recordingTrack',
        ['both', 'inbound', 'outbound'],
        'Which side to record; one side alone is mono.',
        { default: 'both', needs: RECORDED },
      ),
      ...needing(callbacks.recording, RECORDED),
      attribute.oneOf(
        'trim',
        ['trim-silence', 'do-not-trim'],
        'Whether to cut silence at both ends of the recording.',
        { default: 'do-not-trim', needs: RECORDED },
      ),
      callbacks.recordingConfiguration,
      attribute.oneOf(
        'ringTone',
        (
          'at au bg br be ch cl cn cz de dk ee es fi fr gr hu il in it lt jp mx my nl no nz ph pl pt ru se sg th uk us ' +
          'us-old tw ve za'
        ).split(' '),
        'Country whose ringing tone the caller hears.',
        { defaultAbout: "the carrier's ringing tone", twilioError: 13220 },
      ),
      attribute.url('referUrl', 'URL that answers when the called SIP party asks for a transfer (13802 without it).', {
        runs: 'refer',
      }),
      attribute.method('referMethod', 'referUrl'),
      attribute.boolean('sequential', 'Call the numbers one after another instead of all at once.', false, {
        twilioError: 13218,
      }),
      attribute.text('passports', 'Signed caller identity (SHAKEN, div) in Base64, separated by commas.', {
        separator: ',',
        undocumented: true,
      }),
      attribute.oneOf(
        'events',
        ['call-progress-event'],
        'Progress events of the library; their effect is not documented.',
        {
          undocumented: true,
        },
      ),
    ],
    flow: {
      class: 'dial',
      blocking: true,
      endsDocument: 'conditional',
      answersCall: 'unlessAnswerOnBridge',
      defaultAction: 'none',
      outcomes: [
        ended('completed', 'the called party answered and the call is over'),
        ended('answered', 'the call left a Conference'),
        ended('busy', 'the line was busy'),
        ended('no-answer', 'nobody answered in time'),
        ended('failed', 'the number is wrong or cannot be reached'),
        ended('canceled', 'the dialled call was cancelled by REST before the answer'),
        {
          id: 'parentHangup',
          when: 'the first caller hangs up',
          next: 'endCall',
          note: 'In practice the action URL is requested, too; its answer is ignored.',
          confidence: 'reported',
        },
      ],
    },
    notes: [
      'With an action URL the verbs after it are never reached.',
      'Several numbers, clients and SIP addresses ring together; the first to answer wins.',
      'A document run on the called leg may not contain Dial (13201).',
    ],
  },
];

function ended(id: string, when: string): FlowOutcome {
  return { id, when, next: 'actionOrNextVerb', params: [`DialCallStatus=${id}`] };
}
