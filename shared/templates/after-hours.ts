import type { FlowTemplate } from './template.ts';

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const SATURDAY = '2026-06-06T12:00:00-04:00';

/** For a line that an office answers by day: at night urgent calls get through, all others leave a message. */
export const afterHours: FlowTemplate = {
  id: 'after-hours',
  title: 'After-hours voicemail',
  about:
    'Rings the office while it is open. After hours callers leave a message, or reach the person on call with one key.',
  document: {
    version: 1,
    name: 'After hours',
    settings: { language: 'en-US', voice: 'Polly.Matthew-Neural', timezone: 'America/New_York' },
    variables: {
      company: { type: 'string', initial: 'Acme', about: 'Name callers hear' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'office' } },
      office: {
        type: 'hours',
        name: 'Office hours',
        props: { week: Object.fromEntries(WORKDAYS.map((day) => [day, [{ from: '09:00', to: '17:00' }]])) },
        exits: { open: 'frontDesk', closed: 'closed' },
      },
      frontDesk: {
        type: 'dial',
        name: 'Front desk',
        props: { targets: [{ kind: 'number', to: '+15550100130' }], order: 'together', timeout: 25 },
        exits: { noAnswer: 'mailbox', busy: 'mailbox', failed: 'mailbox' },
      },
      closed: {
        type: 'menu',
        name: 'We are closed',
        props: {
          prompts: [
            {
              say: 'You have reached {{ company }}. Our office is closed.{% if blocks.office.nextOpening != "" %} We open {{ blocks.office.nextOpeningDay }} at {{ blocks.office.nextOpeningTime }}.{% endif %} If this is urgent, press 1. To leave a message, press 2 or stay on the line.',
            },
          ],
          choices: [
            { id: 'urgent', key: '1', label: 'Urgent', phrases: [] },
            { id: 'message', key: '2', label: 'Leave a message', phrases: [] },
          ],
          attempts: 1,
          timeout: 4,
        },
        exits: { urgent: 'hold', message: 'mailbox', noInput: 'mailbox', noMatch: 'mailbox' },
      },
      hold: {
        type: 'say',
        name: 'Please hold',
        props: { prompts: [{ say: 'Please hold while we reach the person on call.' }] },
        exits: { next: 'onCall' },
      },
      onCall: {
        type: 'dial',
        name: 'Person on call',
        props: { targets: [{ kind: 'number', to: '+15550100131' }], order: 'together', timeout: 25 },
        exits: { noAnswer: 'mailbox', busy: 'mailbox', failed: 'mailbox' },
      },
      mailbox: {
        type: 'voicemail',
        name: 'Mailbox',
        props: {
          greeting: [
            {
              say: 'Please leave your name, your number and your message after the beep. Press pound when you are done.',
            },
          ],
          box: 'After hours',
          maxLength: 120,
          timeout: 8,
          finishOnKey: '#',
          transcribe: true,
          thanks: [{ say: 'Thank you. We will call you back on the next working day. Goodbye.' }],
          waitForText: true,
        },
        exits: { left: 'end', empty: 'nothing', failed: 'end' },
      },
      nothing: {
        type: 'say',
        name: 'Nothing was said',
        props: { prompts: [{ say: 'We could not hear a message. Please call again. Goodbye.' }] },
        exits: { next: 'end' },
      },
      end: { type: 'hangup', name: 'Hang up', props: {}, exits: {} },
    },
    layout: {
      start: [0, 180],
      office: [220, 120],
      frontDesk: [560, 320],
      closed: [560, 60],
      hold: [900, 0],
      onCall: [1240, 0],
      mailbox: [1580, 200],
      nothing: [1920, 300],
      end: [2260, 200],
    },
    tests: [
      {
        name: 'While the office is open its phone rings',
        at: '2026-06-08T12:00:00-04:00',
        steps: [
          { dialled: 'no-answer' },
          { dials: '+15550100130' },
          { says: 'Please leave your name' },
          { say: 'This is Ann. Please call me back.' },
          { hangUp: true, listening: true },
          { happens: 'voicemail', of: 'After hours' },
        ],
      },
      {
        name: 'Urgent calls reach the person on call',
        at: SATURDAY,
        steps: [
          { says: 'Our office is closed. We open Monday at 9:00 AM.' },
          { press: '1' },
          { says: 'Please hold' },
          { dialled: 'answer' },
          { dials: '+15550100131' },
          { endsAt: 'onCall' },
        ],
      },
      {
        name: 'Who stays on the line leaves a message',
        at: SATURDAY,
        steps: [
          { silence: true },
          { says: 'Please leave your name' },
          { say: 'The coffee machine is broken.' },
          { press: '#' },
          { happens: 'voicemail', of: 'After hours' },
          { says: 'on the next working day' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'When the person on call does not answer, there is the mailbox',
        at: SATURDAY,
        steps: [
          { press: '1' },
          { dialled: 'no-answer' },
          { says: 'after the beep' },
          { silence: true },
          { endsAt: 'end' },
        ],
      },
    ],
  },
};
