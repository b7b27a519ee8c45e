import type { FlowTemplate } from './index.ts';

/** Evenings and weekends: a greeting and a mailbox, with a shortcut for emergencies. */
export const afterHoursVoicemail: FlowTemplate = {
  id: 'after-hours-voicemail',
  title: 'After-hours voicemail',
  about: 'Callers hear that you are closed, press a key in an emergency, or leave a message.',
  document: {
    version: 1,
    name: 'After hours',
    settings: {
      language: 'en-US',
      voice: 'Polly.Matthew-Neural',
      fallback: 'Sorry, our mailbox is out of order. Please call again tomorrow.',
    },
    variables: { company: { type: 'string', initial: 'Acme', about: 'Name callers hear' } },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'closed' } },
      closed: {
        type: 'menu',
        name: 'We are closed',
        props: {
          prompts: [
            { say: 'You have reached {{ company }}. We are closed right now.' },
            { pause: 1 },
            { say: 'In an emergency, press 1. To leave a message, press 2 or stay on the line.' },
          ],
          choices: [
            { id: 'emergency', key: '1', label: 'Emergency', phrases: ['emergency'] },
            { id: 'leave', key: '2', label: 'Leave a message', phrases: ['message', 'leave a message'] },
          ],
          attempts: 1,
          timeout: 3,
        },
        exits: { emergency: 'oncall', leave: 'prompt', noInput: 'prompt', noMatch: 'prompt' },
      },
      oncall: {
        type: 'dial',
        name: 'On-call phone',
        props: { targets: [{ kind: 'number', to: '+15550100131' }], order: 'together', timeout: 30 },
        exits: { noAnswer: 'prompt', busy: 'prompt', failed: 'prompt' },
      },
      prompt: {
        type: 'say',
        name: 'Ask for a message',
        props: { prompts: [{ say: 'Please leave your name, your number and a short message after the tone.' }] },
        exits: { next: 'mailbox' },
      },
      mailbox: {
        type: 'record',
        name: 'Mailbox',
        props: { maxLength: 120, timeout: 5, finishOnKey: '#', transcribe: true, logRecording: true },
        exits: { recorded: 'thanks', silence: 'nothing' },
      },
      thanks: {
        type: 'say',
        name: 'Message taken',
        props: { prompts: [{ say: 'Thank you. We will call back on the next working day.' }] },
        exits: { next: 'bye' },
      },
      nothing: {
        type: 'say',
        name: 'Nothing heard',
        props: { prompts: [{ say: 'We did not hear anything. Goodbye.' }] },
        exits: { next: 'bye' },
      },
      bye: { type: 'hangup', name: 'Goodbye', props: {}, exits: {} },
    },
    layout: {
      start: [0, 40],
      closed: [220, 120],
      oncall: [560, 0],
      prompt: [900, 160],
      mailbox: [1240, 160],
      thanks: [1580, 80],
      nothing: [1580, 260],
      bye: [1920, 180],
    },
    tests: [],
  },
};
