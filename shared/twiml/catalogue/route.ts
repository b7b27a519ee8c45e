import { attribute } from './attribute.ts';
import type { ElementSpec } from './types.ts';

const verb = { document: 'voice', kind: 'verb', status: 'ga', parents: ['Response'], children: [] } as const;

/** Verbs that send the call elsewhere or end it. */
export const routeElements: readonly ElementSpec[] = [
  {
    ...verb,
    id: 'Redirect',
    tag: 'Redirect',
    about: 'Goes on with the TwiML at another URL.',
    docs: 'https://www.twilio.com/docs/voice/twiml/redirect',
    text: { allowed: true, content: 'url' },
    attributes: [attribute.method('method', 'the URL', { twilioError: 13710 })],
    flow: {
      class: 'transfer',
      blocking: false,
      endsDocument: 'always',
      answersCall: 'yes',
      outcomes: [{ id: 'redirect', when: 'always', next: 'url' }],
    },
    notes: ['Without text the current URL is requested again.', 'A relative URL starts from the current document.'],
  },
  {
    ...verb,
    id: 'Reject',
    tag: 'Reject',
    about: 'Refuses the call without answering it.',
    docs: 'https://www.twilio.com/docs/voice/twiml/reject',
    children: ['Parameter'],
    text: { allowed: false },
    attributes: [
      attribute.oneOf('reason', ['rejected', 'busy'], 'What the caller hears: not in service, or busy.', {
        default: 'rejected',
        twilioError: 13810,
      }),
    ],
    flow: {
      class: 'terminal',
      blocking: false,
      endsDocument: 'always',
      answersCall: 'no',
      outcomes: [
        { id: 'reject', when: 'it is the first verb of an unanswered call', next: 'rejectCall' },
        { id: 'late', when: 'the call was already answered', next: 'endCall', confidence: 'inferred' },
      ],
    },
    notes: ['Only as the very first verb is the call not billed.'],
  },
  {
    ...verb,
    id: 'Hangup',
    tag: 'Hangup',
    about: 'Ends the call.',
    docs: 'https://www.twilio.com/docs/voice/twiml/hangup',
    children: ['Parameter'],
    text: { allowed: false },
    attributes: [],
    flow: {
      class: 'terminal',
      blocking: false,
      endsDocument: 'always',
      answersCall: 'yes',
      outcomes: [{ id: 'hangup', when: 'always', next: 'endCall' }],
    },
    notes: [
      'As the first verb it answers, and bills, the call; Reject does not.',
      'On the called leg of a Dial it drops only that leg.',
    ],
  },
  {
    ...verb,
    id: 'Refer',
    tag: 'Refer',
    about: 'Transfers a SIP call to another address (SIP REFER).',
    docs: 'https://www.twilio.com/docs/voice/twiml/refer',
    children: ['Sip'],
    childRules: { min: 1, max: 1 },
    text: { allowed: false },
    attributes: [
      attribute.url('action', 'URL requested after the transfer; without it the next verb runs.'),
      attribute.method('method', 'action'),
    ],
    flow: {
      class: 'transfer',
      blocking: true,
      endsDocument: 'conditional',
      defaultAction: 'none',
      outcomes: [
        {
          id: 'done',
          when: 'the transfer worked or failed',
          next: 'actionOrNextVerb',
          params: ['ReferCallStatus', 'ReferSipResponseCode', 'NotifySipResponseCode'],
        },
        {
          id: 'notSip',
          when: 'the call is no SIP call',
          next: 'actionOrNextVerb',
          note: 'Error 13801.',
          confidence: 'inferred',
        },
      ],
    },
  },
  {
    id: 'ReferSip',
    tag: 'Sip',
    document: 'voice',
    kind: 'noun',
    status: 'ga',
    about: 'The SIP address to transfer to.',
    docs: 'https://www.twilio.com/docs/voice/twiml/refer',
    parents: ['Refer'],
    children: [],
    text: { allowed: true, required: true, content: 'sip' },
    attributes: [],
  },
  {
    ...verb,
    id: 'Sms',
    tag: 'Sms',
    status: 'legacy',
    about: 'Sends a text message during a call.',
    docs: 'https://www.twilio.com/docs/voice/twiml/sms',
    text: { allowed: true, required: true, content: 'message', maxLength: 1600 },
    attributes: [
      attribute.text('to', 'Who gets the message.', {
        defaultAbout: 'the caller, or on outgoing calls the called party',
        twilioError: 14101,
      }),
      attribute.text('from', 'Number the message comes from (error 14108 when it cannot send).', {
        defaultAbout: 'the called party, or on outgoing calls the caller',
        twilioError: 14102,
      }),
      attribute.url('action', 'URL requested once the message is taken or refused; without it the next verb runs.'),
      attribute.method('method', 'action', { twilioError: 14104 }),
      attribute.url('statusCallback', 'URL told by POST whether the message was sent.', { twilioError: 14105 }),
    ],
    flow: {
      class: 'inline',
      blocking: false,
      endsDocument: 'conditional',
      answersCall: 'yes',
      defaultAction: 'none',
      outcomes: [
        {
          id: 'sent',
          when: 'the message was taken or refused',
          next: 'actionOrNextVerb',
          params: ['SmsSid', 'SmsStatus'],
        },
      ],
    },
    notes: ['Twilio no longer lists it and advises REST instead.', 'Error 13803 outside the US region.'],
  },
  {
    ...verb,
    id: 'Echo',
    tag: 'Echo',
    status: 'undocumented',
    about: 'Plays the caller back to themselves.',
    text: { allowed: false },
    attributes: [],
    flow: {
      class: 'inline',
      blocking: true,
      endsDocument: 'always',
      outcomes: [{ id: 'echo', when: 'until the caller hangs up', next: 'endCall', confidence: 'undocumented' }],
    },
  },
];
