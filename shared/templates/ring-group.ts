import type { FlowTemplate } from './index.ts';

/** A team's line: everybody rings, then one after another, then a mailbox. */
export const ringGroup: FlowTemplate = {
  id: 'ring-group',
  title: 'Ring group with fallback',
  about: 'Rings the whole team at once, then the backups one after another, then takes a message.',
  document: {
    version: 1,
    name: 'Team line',
    settings: {
      language: 'en-US',
      voice: 'Polly.Joanna-Neural',
      fallback: 'Sorry, we could not connect you. Please call again in a moment.',
    },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'welcome' } },
      welcome: {
        type: 'say',
        name: 'Welcome',
        props: { prompts: [{ say: 'Welcome. We are connecting you with the team.' }] },
        exits: { next: 'team' },
      },
      team: {
        type: 'dial',
        name: 'Everybody',
        props: {
          targets: [
            { kind: 'number', to: '+15550100141' },
            { kind: 'number', to: '+15550100142' },
            { kind: 'client', to: 'reception' },
          ],
          order: 'together',
          timeout: 20,
        },
        exits: { noAnswer: 'hold', busy: 'hold', failed: 'hold' },
      },
      hold: {
        type: 'say',
        name: 'Still trying',
        props: { prompts: [{ say: 'Everybody is busy. We are trying one more phone.' }] },
        exits: { next: 'backup' },
      },
      backup: {
        type: 'dial',
        name: 'Backups in turn',
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
        name: 'Nobody is free',
        props: { prompts: [{ say: 'Nobody is free at the moment. Please leave a message after the tone.' }] },
        exits: { next: 'mailbox' },
      },
      mailbox: {
        type: 'record',
        name: 'Team mailbox',
        props: { maxLength: 180, finishOnKey: '#', logRecording: true },
        exits: { recorded: 'bye' },
      },
      bye: { type: 'hangup', name: 'Goodbye', props: {}, exits: {} },
    },
    layout: {
      start: [0, 60],
      welcome: [220, 0],
      team: [560, 0],
      hold: [900, 80],
      backup: [1240, 80],
      sorry: [1580, 160],
      mailbox: [1920, 160],
      bye: [2260, 180],
    },
    tests: [],
  },
};
