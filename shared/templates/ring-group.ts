import type { FlowTemplate } from './template.ts';

/** Several phones ring at once; if nobody answers, others are tried in turn, and last of all there is a mailbox. */
export const ringGroup: FlowTemplate = {
  id: 'ring-group',
  title: 'Ring group with fallback',
  about: 'The whole team rings at once, then the backups one after another, then callers leave a message.',
  document: {
    version: 1,
    name: 'Ring group',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural' },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: {
        type: 'say',
        name: 'Greeting',
        props: { prompts: [{ say: 'Thank you for calling. We are connecting you.' }] },
        exits: { next: 'team' },
      },
      team: {
        type: 'dial',
        name: 'Team',
        props: {
          targets: [
            { kind: 'number', to: '+15550100141' },
            { kind: 'number', to: '+15550100142' },
            { kind: 'number', to: '+15550100143' },
          ],
          order: 'together',
          timeout: 20,
        },
        exits: { noAnswer: 'patience', busy: 'patience', failed: 'patience' },
      },
      patience: {
        type: 'say',
        name: 'Please hold',
        props: { prompts: [{ say: 'Everybody is busy right now. Please stay on the line.' }] },
        exits: { next: 'backup' },
      },
      backup: {
        type: 'dial',
        name: 'Backups, in turn',
        props: {
          targets: [
            { kind: 'number', to: '+15550100151' },
            { kind: 'sip', to: 'sip:desk@example.com' },
          ],
          order: 'inTurn',
          timeout: 15,
        },
        exits: { noAnswer: 'sorry', busy: 'sorry', failed: 'sorry' },
      },
      sorry: {
        type: 'say',
        name: 'Mailbox greeting',
        props: {
          prompts: [
            {
              say: 'Sorry, nobody can take your call. Please leave a message after the beep and we will call you back.',
            },
          ],
        },
        exits: { next: 'mailbox' },
      },
      mailbox: {
        type: 'record',
        name: 'Mailbox',
        props: { maxLength: 120, finishOnKey: '#', logRecording: true },
        exits: { recorded: 'thanks' },
      },
      thanks: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'Thank you. Goodbye.' }] },
        exits: {},
      },
    },
    layout: {
      start: [0, 80],
      hello: [220, 20],
      team: [560, 0],
      patience: [900, 100],
      backup: [1240, 80],
      sorry: [1580, 180],
      mailbox: [1920, 160],
      thanks: [2260, 160],
    },
    tests: [
      {
        name: 'The whole team rings',
        steps: [
          { says: 'We are connecting you' },
          { dialled: 'answer', after: 6 },
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { dials: '+15550100141' },
          { dials: '+15550100142' },
          { dials: '+15550100143' },
          { endsAt: 'team' },
        ],
      },
      {
        name: 'When the team is busy, the backups ring one after another',
        steps: [
          { dialled: 'busy', to: '+15550100141' },
          { dialled: 'busy', to: '+15550100142' },
          { dialled: 'busy', to: '+15550100143' },
          { dialled: 'no-answer', to: '+15550100151' },
          { says: 'Please stay on the line' },
          { dials: '+15550100151' },
          { dials: 'sip:desk@example.com' },
          { endsAt: 'backup' },
        ],
      },
      {
        name: 'When nobody answers, callers leave a message',
        steps: [
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { says: 'nobody can take your call' },
          { say: 'Please call me back.' },
          { press: '#' },
          { endsAt: 'thanks' },
        ],
      },
    ],
  },
};
