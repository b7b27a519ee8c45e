/** A flow that reminds people of something: it greets by name, and lets a person confirm with a key. */
export const reminder = {
  version: 1,
  name: 'Reminder',
  settings: {},
  variables: { name: { type: 'string', initial: 'you' }, visits: { type: 'number', initial: 1 } },
  blocks: {
    start: { type: 'start', props: { on: 'outgoing-call' }, exits: { next: 'greet' } },
    greet: {
      type: 'menu',
      props: {
        prompts: [{ say: 'Hello {{ name }}, visit {{ visits }}, {{ call.AnsweredBy }}. Press 1.' }],
        choices: [{ id: 'confirm', key: '1', label: 'Confirm', phrases: [] }],
        attempts: 1,
        timeout: 4,
      },
      exits: { confirm: 'thanks', noInput: 'bye', noMatch: 'bye' },
    },
    thanks: { type: 'say', props: { prompts: [{ say: 'Thank you {{ name }}.' }] }, exits: { next: 'bye' } },
    bye: { type: 'hangup', props: {}, exits: {} },
  },
  layout: {},
  tests: [],
};
