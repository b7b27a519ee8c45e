import type { FlowTemplate } from './index.ts';

/** The small office: a menu, two teams, opening hours, and a mailbox where nobody answers. */
export const frontDesk: FlowTemplate = {
  id: 'front-desk',
  title: 'Small-office menu',
  about: 'A menu leads to two teams and the opening hours; where nobody answers, callers leave a message.',
  document: {
    version: 1,
    name: 'Front desk',
    settings: {
      language: 'en-US',
      voice: 'Polly.Joanna-Neural',
      timezone: 'America/New_York',
      fallback: 'Sorry, we cannot take your call right now. Please try again in a few minutes.',
    },
    variables: { company: { type: 'string', initial: 'Acme', about: 'Name callers hear' } },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
      menu: {
        type: 'menu',
        name: 'Main menu',
        props: {
          prompts: [
            {
              say: 'Thanks for calling {{ company }}. For sales, press 1. For support, press 2. For our opening hours, press 3.',
            },
          ],
          choices: [
            { id: 'sales', key: '1', label: 'Sales', phrases: ['sales', 'buy'] },
            { id: 'support', key: '2', label: 'Support', phrases: ['support', 'help'] },
            { id: 'hours', key: '3', label: 'Opening hours', phrases: ['hours', 'opening hours'] },
          ],
          attempts: 3,
          timeout: 5,
          noMatchPrompts: [{ say: 'Sorry, that is not one of the choices.' }],
        },
        exits: { sales: 'sales', support: 'greeting', hours: 'hours', noInput: 'message', noMatch: 'message' },
      },
      sales: {
        type: 'dial',
        name: 'Sales team',
        props: {
          targets: [
            { kind: 'number', to: '+15550100111' },
            { kind: 'number', to: '+15550100112' },
            { kind: 'number', to: '+15550100113' },
          ],
          order: 'together',
          timeout: 20,
        },
        exits: { noAnswer: 'message', busy: 'message', failed: 'message' },
      },
      greeting: {
        type: 'say',
        name: 'Support greeting',
        props: { prompts: [{ say: 'One moment, we are finding somebody to help you.' }] },
        exits: { next: 'support' },
      },
      support: {
        type: 'dial',
        name: 'Support desk',
        props: {
          targets: [
            { kind: 'number', to: '+15550100121' },
            { kind: 'client', to: 'support-lead' },
          ],
          order: 'inTurn',
          timeout: 15,
        },
        exits: { noAnswer: 'message', busy: 'message', failed: 'message' },
      },
      hours: {
        type: 'say',
        name: 'Opening hours',
        props: {
          prompts: [{ say: 'We are open Monday to Friday, from nine in the morning to five in the afternoon.' }],
        },
        exits: { next: 'menu' },
      },
      message: {
        type: 'say',
        name: 'Ask for a message',
        props: { prompts: [{ say: 'Nobody can take your call right now. Please leave a message after the tone.' }] },
        exits: { next: 'record' },
      },
      record: {
        type: 'record',
        name: 'Leave a message',
        props: { maxLength: 120, finishOnKey: '#', transcribe: true, logRecording: true },
        exits: { recorded: 'thanks' },
      },
      thanks: {
        type: 'say',
        name: 'Thank the caller',
        props: { prompts: [{ say: 'Thank you. We will call you back at the number you called from.' }] },
        exits: { next: 'bye' },
      },
      bye: { type: 'hangup', name: 'Goodbye', props: {}, exits: {} },
    },
    layout: {
      start: [0, 40],
      menu: [220, 120],
      sales: [560, 0],
      greeting: [560, 280],
      hours: [560, 460],
      support: [900, 220],
      message: [1240, 120],
      record: [1580, 120],
      thanks: [1920, 120],
      bye: [2260, 160],
    },
    tests: [],
  },
};
