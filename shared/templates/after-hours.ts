import type { FlowTemplate } from './template.ts';

/** For a line that nobody answers at night: urgent calls get through, all others leave a message. */
export const afterHours: FlowTemplate = {
  id: 'after-hours',
  title: 'After-hours voicemail',
  about: 'Callers hear that the office is closed and leave a message; one key reaches the person on call.',
  document: {
    version: 1,
    name: 'After hours',
    settings: { language: 'en-US', voice: 'Polly.Matthew-Neural', timezone: 'America/New_York' },
    variables: {
      company: { type: 'string', initial: 'Acme', about: 'Name callers hear' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'closed' } },
      closed: {
        type: 'menu',
        name: 'We are closed',
        props: {
          prompts: [
            {
              say: 'You have reached {{ company }}. Our office is closed. If this is urgent, press 1. To leave a message, press 2 or stay on the line.',
            },
          ],
          choices: [
            { id: 'urgent', key: '1', label: 'Urgent', phrases: [] },
            { id: 'message', key: '2', label: 'Leave a message', phrases: [] },
          ],
          attempts: 1,
          timeout: 4,
        },
        exits: { urgent: 'hold', message: 'greeting', noInput: 'greeting', noMatch: 'greeting' },
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
        exits: { noAnswer: 'greeting', busy: 'greeting', failed: 'greeting' },
      },
      greeting: {
        type: 'say',
        name: 'Mailbox greeting',
        props: {
          prompts: [
            {
              say: 'Please leave your name, your number and your message after the beep. Press pound when you are done.',
            },
          ],
        },
        exits: { next: 'mailbox' },
      },
      mailbox: {
        type: 'record',
        name: 'Mailbox',
        props: { maxLength: 120, timeout: 8, finishOnKey: '#', transcribe: true, logRecording: true },
        exits: { recorded: 'thanks', silence: 'thanks' },
      },
      thanks: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'Thank you. We will call you back on the next working day. Goodbye.' }] },
        exits: { next: 'end' },
      },
      end: { type: 'hangup', name: 'Hang up', props: {}, exits: {} },
    },
    layout: {
      start: [0, 160],
      closed: [220, 100],
      hold: [560, 0],
      onCall: [900, 0],
      greeting: [1240, 220],
      mailbox: [1580, 180],
      thanks: [1920, 180],
      end: [2260, 180],
    },
    tests: [
      {
        name: 'Urgent calls reach the person on call',
        steps: [
          { says: 'Our office is closed' },
          { press: '1' },
          { says: 'Please hold' },
          { dialled: 'answer' },
          { dials: '+15550100131' },
          { endsAt: 'onCall' },
        ],
      },
      {
        name: 'Who stays on the line leaves a message',
        steps: [
          { silence: true },
          { says: 'Please leave your name' },
          { say: 'The coffee machine is broken.' },
          { press: '#' },
          { says: 'on the next working day' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'When the person on call does not answer, there is the mailbox',
        steps: [
          { press: '1' },
          { dialled: 'no-answer' },
          { says: 'after the beep' },
          { hangUp: true, listening: true },
          { endsAt: 'mailbox' },
        ],
      },
    ],
  },
};
