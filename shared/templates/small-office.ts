import type { FlowTemplate } from './template.ts';

/** The flow of the first start: a menu by key or voice, two teams, opening hours and a mailbox behind everything. */
export const smallOffice: FlowTemplate = {
  id: 'small-office',
  title: 'Small-office menu',
  about: 'Callers choose sales, support or opening hours by key or voice; whoever reaches nobody leaves a message.',
  document: {
    version: 1,
    name: 'Front desk',
    settings: {
      language: 'en-US',
      voice: 'Polly.Joanna-Neural',
      timezone: 'America/New_York',
      fallback: 'We are sorry, something went wrong on our side. Please call again in a few minutes.',
    },
    variables: {
      company: { type: 'string', initial: 'Acme', about: 'Name callers hear' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
      menu: {
        type: 'menu',
        name: 'Main menu',
        props: {
          prompts: [
            {
              say: 'Thank you for calling {{ company }}. For sales, press 1. For support, press 2. For our opening hours, press 3. Or just say what you need.',
            },
          ],
          choices: [
            { id: 'sales', key: '1', label: 'Sales', phrases: ['sales', 'buy', 'order'] },
            { id: 'support', key: '2', label: 'Support', phrases: ['support', 'help', 'problem'] },
            { id: 'hours', key: '3', label: 'Opening hours', phrases: ['hours', 'open', 'closed'] },
          ],
          attempts: 3,
          noInputPrompts: [{ say: 'Are you still there?' }],
          noMatchPrompts: [{ say: 'Sorry, that is not one of the choices.' }],
          timeout: 6,
          speechTimeout: 'auto',
        },
        exits: { sales: 'sales', support: 'supportHello', hours: 'hours', noInput: 'sorry', noMatch: 'sorry' },
      },
      sales: {
        type: 'dial',
        name: 'Sales team',
        props: {
          targets: [
            { kind: 'number', to: '+15550100111' },
            { kind: 'number', to: '+15550100112' },
            { kind: 'client', to: 'sales-desk' },
          ],
          order: 'together',
          timeout: 20,
        },
        exits: { noAnswer: 'mailbox', busy: 'mailbox', failed: 'mailbox' },
      },
      supportHello: {
        type: 'say',
        name: 'Support greeting',
        props: { prompts: [{ say: 'One moment, we are finding somebody to help you.' }] },
        exits: { next: 'support' },
      },
      support: {
        type: 'dial',
        name: 'Support, in turn',
        props: {
          targets: [
            { kind: 'number', to: '+15550100121' },
            { kind: 'number', to: '+15550100122' },
          ],
          order: 'inTurn',
          timeout: 15,
        },
        exits: { noAnswer: 'mailbox', busy: 'mailbox', failed: 'mailbox' },
      },
      hours: {
        type: 'say',
        name: 'Opening hours',
        props: {
          prompts: [
            { say: 'We are open Monday to Friday, from nine in the morning to six in the evening, New York time.' },
            { pause: 1 },
          ],
        },
        exits: { next: 'menu' },
      },
      sorry: {
        type: 'say',
        name: 'Nothing chosen',
        props: { prompts: [{ say: 'Sorry, we did not get that. Please call again. Goodbye.' }] },
        exits: {},
      },
      mailbox: {
        type: 'say',
        name: 'Mailbox greeting',
        props: {
          prompts: [{ say: 'Please leave your name, your number and a short message after the beep.' }],
        },
        exits: { next: 'message' },
      },
      message: {
        type: 'record',
        name: 'Leave a message',
        props: { maxLength: 120, finishOnKey: '#', transcribe: true, logRecording: true },
        exits: { recorded: 'thanks', silence: 'thanks' },
      },
      thanks: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'Thank you. Somebody from {{ company }} will call you back. Goodbye.' }] },
        exits: {},
      },
    },
    layout: {
      start: [-20, 70],
      menu: [170, 60],
      sales: [480, -80],
      supportHello: [480, 130],
      sorry: [480, 300],
      hours: [480, 470],
      support: [790, 110],
      mailbox: [1100, -60],
      message: [1410, -60],
      thanks: [1720, -60],
    },
    tests: [
      {
        name: 'Key 1 reaches sales',
        steps: [
          { says: 'For sales, press 1' },
          { press: '1' },
          { dialled: 'answer' },
          { dials: '+15550100111' },
          { dials: 'sales-desk' },
          { endsAt: 'sales' },
        ],
      },
      {
        name: 'When sales does not answer, callers leave a message',
        steps: [
          { press: '1' },
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { dialled: 'no-answer' },
          { says: 'Please leave your name' },
          { say: 'This is Ada. Please call me back.' },
          { press: '#' },
          { says: 'Somebody from Acme will call you back' },
          { endsAt: 'thanks' },
        ],
      },
      {
        name: 'Support is found by voice, and its second phone rings after the first',
        steps: [
          { say: 'I need some help' },
          { says: 'One moment' },
          { dialled: 'busy', to: '+15550100121' },
          { dialled: 'answer', to: '+15550100122' },
          { dials: '+15550100121' },
          { dials: '+15550100122' },
          { endsAt: 'support' },
        ],
      },
      {
        name: 'Who says nothing is asked again, and then the call ends',
        steps: [
          { silence: true },
          { says: 'Are you still there?' },
          { silence: true },
          { silence: true },
          { says: 'Please call again' },
          { endsAt: 'sorry' },
        ],
      },
    ],
  },
};
