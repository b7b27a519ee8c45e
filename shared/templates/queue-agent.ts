import type { FlowTemplate } from './template.ts';

/** For the number that colleagues call: it connects them with those who wait in the queue of `call-queue`, one after another. */
export const queueAgent: FlowTemplate = {
  id: 'queue-agent',
  title: 'Queue, for agents',
  about: 'Colleagues call in and are connected with the callers who wait in a queue, one after another.',
  document: {
    version: 1,
    name: 'Queue, for agents',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural' },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Colleague calls', props: { on: 'incoming-call' }, exits: { next: 'hello' } },
      hello: {
        type: 'say',
        name: 'Greeting',
        props: { prompts: [{ say: 'Welcome. We are getting the next caller.' }] },
        exits: { next: 'next' },
      },
      next: {
        type: 'dialQueue',
        name: 'Next caller',
        props: { queue: 'support', queue_url: { exit: 'whisper' }, timeout: 60, hangupOnStar: true },
        exits: { completed: 'again', empty: 'nobody', failed: 'nobody', whisper: 'notice' },
      },
      notice: {
        type: 'say',
        name: 'Notice for the caller',
        props: { prompts: [{ say: 'We are connecting you. This call may be recorded.' }] },
        exits: {},
      },
      again: {
        type: 'say',
        name: 'One more',
        props: { prompts: [{ say: 'That call is over. Here is the next one.' }] },
        exits: { next: 'next' },
      },
      nobody: {
        type: 'say',
        name: 'Nobody waits',
        props: { prompts: [{ say: 'Nobody is waiting. Please call again later.' }] },
        exits: {},
      },
    },
    layout: {
      start: [0, 100],
      hello: [220, 40],
      next: [560, 40],
      again: [900, -120],
      nobody: [900, 60],
      notice: [900, 240],
    },
    tests: [
      {
        name: 'A colleague hears that nobody waits',
        steps: [{ says: 'getting the next caller' }, { says: 'Nobody is waiting' }, { endsAt: 'nobody' }],
      },
      {
        name: 'A colleague hangs up while waiting',
        steps: [{ says: 'getting the next caller' }, { hangUp: true }],
      },
    ],
  },
};
