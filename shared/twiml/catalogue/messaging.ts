import { attribute } from './attribute.ts';
import type { ElementSpec } from './types.ts';

const docs = 'https://www.twilio.com/docs/messaging/twiml/message';

/** Elements of an answer to a message. */
export const messagingElements: readonly ElementSpec[] = [
  {
    id: 'Message',
    tag: 'Message',
    document: 'messaging',
    kind: 'verb',
    status: 'ga',
    about: 'Replies with a message.',
    docs,
    parents: ['Response'],
    children: ['Body', 'Media'],
    text: {
      allowed: true,
      required: true,
      unless: { children: ['Body', 'Media'] },
      content: 'message',
      maxLength: 1600,
      twilioError: 14103,
    },
    attributes: [
      attribute.text('to', 'Who gets the message.', { defaultAbout: 'the sender', twilioError: 14101 }),
      attribute.text('from', 'Number or sender name it comes from (error 14108 when it cannot send).', {
        defaultAbout: 'the number that got the message',
        twilioError: 14102,
      }),
      attribute.url('action', 'URL told whether it was sent; verbs after it may never run.'),
      attribute.method('method', 'action'),
      attribute.url('statusCallback', 'URL told whether it was sent.', {
        deprecated: 'Use action.',
        twilioError: 14105,
      }),
    ],
    flow: {
      class: 'message',
      blocking: false,
      endsDocument: 'conditional',
      defaultAction: 'none',
      outcomes: [
        {
          id: 'sent',
          when: 'the message was taken',
          next: 'actionOrNextVerb',
          params: ['MessageSid', 'MessageStatus'],
        },
      ],
    },
    notes: [
      'At most ten replies to one message (14109), at most ten Media.',
      'Several Body elements become one text.',
      'Not available in the regions IE1 and AU1.',
    ],
  },
  {
    id: 'Body',
    tag: 'Body',
    document: 'messaging',
    kind: 'noun',
    status: 'ga',
    about: 'Text of the message.',
    docs,
    parents: ['Message'],
    children: [],
    text: { allowed: true, required: true, content: 'message', maxLength: 1600 },
    attributes: [],
  },
  {
    id: 'Media',
    tag: 'Media',
    document: 'messaging',
    kind: 'noun',
    status: 'ga',
    about: 'URL of a picture or other file to send.',
    docs,
    parents: ['Message'],
    children: [],
    maxPerParent: 10,
    text: { allowed: true, required: true, content: 'url' },
    attributes: [],
  },
  {
    id: 'MessagingRedirect',
    tag: 'Redirect',
    document: 'messaging',
    kind: 'verb',
    status: 'ga',
    about: 'Goes on with the TwiML at another URL.',
    docs: 'https://www.twilio.com/docs/messaging/twiml/redirect',
    parents: ['Response'],
    children: [],
    text: { allowed: true, required: true, content: 'url' },
    attributes: [attribute.method('method', 'the URL', { twilioError: 13710 })],
    flow: {
      class: 'transfer',
      blocking: false,
      endsDocument: 'always',
      outcomes: [{ id: 'redirect', when: 'always', next: 'url' }],
    },
    notes: ['Long chains end with error 14106.'],
  },
];
