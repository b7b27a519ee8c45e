import type { FlowTemplate } from './template.ts';

/** Callers wait with music, hear their place, and can leave a message instead. Agents call the flow `queue-agent`. */
export const callQueue: FlowTemplate = {
  id: 'call-queue',
  title: 'Call queue',
  about: 'Callers wait with music until somebody takes the call, hear their place, and can leave a message instead.',
  document: {
    version: 1,
    name: 'Call queue',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural' },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: {
        type: 'say',
        name: 'Greeting',
        props: { prompts: [{ say: 'Thank you for calling. The next free colleague will take your call.' }] },
        exits: { next: 'line' },
      },
      line: {
        type: 'enqueue',
        name: 'Support line',
        props: { queue: 'support', waitUrl: { exit: 'waiting' } },
        exits: { bridged: 'goodbye', leave: 'sorry', queueFull: 'sorry', failed: 'sorry', waiting: 'place' },
      },
      place: {
        type: 'say',
        name: 'Place in line',
        props: { prompts: [{ say: 'You are number {{ blocks.line.QueuePosition }} in line.' }] },
        exits: { next: 'music' },
      },
      music: {
        type: 'menu',
        name: 'Music, and a way out',
        props: {
          prompts: [
            { say: 'To leave a message instead, press 1 at any time.' },
            { play: 'https://demo.twilio.com/docs/classic.mp3' },
          ],
          choices: [{ id: 'message', key: '1', label: 'Leave a message', phrases: [] }],
          attempts: 1,
          timeout: 1,
        },
        exits: { message: 'out' },
      },
      out: { type: 'leave', name: 'Out of the queue', props: {}, exits: {} },
      goodbye: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'Thank you for your patience. Goodbye.' }] },
        exits: {},
      },
      sorry: {
        type: 'say',
        name: 'Mailbox greeting',
        props: { prompts: [{ say: 'Please leave your name, your number and a message after the beep.' }] },
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
        name: 'We will call back',
        props: { prompts: [{ say: 'Thank you. We will call you back.' }] },
        exits: {},
      },
    },
    layout: {
      start: [0, 80],
      hello: [220, 20],
      line: [560, 0],
      goodbye: [900, -140],
      sorry: [900, 40],
      place: [900, 260],
      mailbox: [1240, 20],
      music: [1240, 260],
      thanks: [1580, 0],
      out: [1580, 280],
    },
    tests: [
      {
        name: 'Callers who wait can leave a message',
        media: { 'classic.mp3': 60 },
        steps: [
          { says: 'The next free colleague' },
          { says: 'You are number 1 in line' },
          { says: 'press 1 at any time' },
          { press: '1', during: true },
          { says: 'leave your name' },
          { say: 'Please call me back.' },
          { press: '#' },
          { says: 'We will call you back' },
          { endsAt: 'thanks' },
        ],
      },
      {
        name: 'Callers who wait on hear their place again after the music',
        media: { 'classic.mp3': 60 },
        steps: [
          { says: 'You are number 1 in line' },
          { plays: 'classic.mp3' },
          { wait: 70 },
          { says: 'You are number 1 in line' },
          { plays: 'classic.mp3' },
          { hangUp: true },
        ],
      },
    ],
  },
};
