import type { FlowTemplate } from './template.ts';

/** For a line that cannot always be answered: who is missed is written to, and who wants the link gets it. */
export const textMe: FlowTemplate = {
  id: 'text-me',
  title: 'Missed-call text back',
  about: 'Callers are put through; whoever is missed gets a text message, can have a link sent, or leaves a message.',
  document: {
    version: 1,
    name: 'Missed-call text back',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural', timezone: 'America/New_York' },
    variables: {
      company: { type: 'string', initial: 'Acme', about: 'Name callers hear' },
      link: { type: 'string', initial: 'https://example.com/book', about: 'Where appointments are booked' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'desk' } },
      desk: {
        type: 'dial',
        name: 'Front desk',
        props: { targets: [{ kind: 'number', to: '+15550100111' }], order: 'together', timeout: 20 },
        exits: { noAnswer: 'missed', busy: 'missed', failed: 'missed' },
      },
      missed: {
        type: 'menu',
        name: 'We missed you',
        props: {
          prompts: [
            {
              say: 'Sorry we cannot take your call at {{ company }} right now. To get a text message with our booking link, press 1. To leave a message, press 2 or stay on the line.',
            },
          ],
          choices: [
            { id: 'link', key: '1', label: 'Text me the link', phrases: [] },
            { id: 'message', key: '2', label: 'Leave a message', phrases: [] },
          ],
          attempts: 1,
          timeout: 4,
        },
        exits: { link: 'text', message: 'greeting', noInput: 'greeting', noMatch: 'greeting' },
      },
      text: {
        type: 'send',
        name: 'Text the link',
        props: { body: 'Book your appointment at {{ company }}: {{ link }} Reply STOP to opt out.' },
        exits: { sent: 'onItsWay', optedOut: 'optedOut', failed: 'noText' },
      },
      onItsWay: {
        type: 'say',
        name: 'On its way',
        props: { prompts: [{ say: 'The link is on its way to your phone. Goodbye.' }] },
        exits: { next: 'end' },
      },
      optedOut: {
        type: 'say',
        name: 'Opted out',
        props: {
          prompts: [
            {
              say: 'You have asked us not to text you. Send us the word START, and call again. You can leave a message now.',
            },
          ],
        },
        exits: { next: 'greeting' },
      },
      noText: {
        type: 'say',
        name: 'No text',
        props: { prompts: [{ say: 'We cannot send a text message to your phone.' }] },
        exits: { next: 'greeting' },
      },
      greeting: {
        type: 'say',
        name: 'Mailbox greeting',
        props: { prompts: [{ say: 'Please leave your message after the beep. Press pound when you are done.' }] },
        exits: { next: 'mailbox' },
      },
      mailbox: {
        type: 'record',
        name: 'Mailbox',
        props: { maxLength: 120, timeout: 8, finishOnKey: '#', logRecording: true },
        exits: { recorded: 'written', silence: 'written' },
      },
      written: {
        type: 'send',
        name: 'Missed-call text',
        props: { body: 'We have your message and call you back. Sooner? Book at {{ link }}' },
        exits: { sent: 'thanks', failed: 'thanks' },
      },
      thanks: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'Thank you. We will call you back. Goodbye.' }] },
        exits: { next: 'end' },
      },
      end: { type: 'hangup', name: 'Hang up', props: {}, exits: {} },
    },
    layout: {
      start: [0, 160],
      desk: [220, 120],
      missed: [560, 120],
      text: [900, 0],
      onItsWay: [1240, 0],
      optedOut: [1240, 180],
      noText: [1240, 360],
      greeting: [1580, 240],
      mailbox: [1920, 240],
      written: [2260, 200],
      thanks: [2600, 200],
      end: [2940, 120],
    },
    tests: [
      {
        name: 'Key 1 sends the link',
        steps: [
          { dialled: 'no-answer' },
          { press: '1' },
          { sends: 'https://example.com/book', to: '+15550100199' },
          { says: 'on its way' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'Who has opted out is told so, and can leave a message',
        refused: { '+15550100199': 21_610 },
        steps: [
          { dialled: 'busy' },
          { press: '1' },
          { says: 'asked us not to text you' },
          { says: 'after the beep' },
          { say: 'Please call me back.' },
          { press: '#' },
          { says: 'We will call you back' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'Landlines hear that they get no text',
        refused: { '+15550100199': 21_614 },
        steps: [
          { dialled: 'no-answer' },
          { press: '1' },
          { says: 'cannot send a text' },
          { hangUp: true, listening: true },
        ],
      },
      {
        name: 'A message left is answered by a text',
        steps: [
          { dialled: 'no-answer' },
          { press: '2' },
          { say: 'It is about my bike.' },
          { press: '#' },
          { sends: 'We have your message' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'A caller who hides their number gets no text',
        from: 'anonymous',
        steps: [
          { dialled: 'no-answer' },
          { press: '1' },
          { says: 'cannot send a text' },
          { hangUp: true, listening: true },
        ],
      },
    ],
  },
};
