import { defineBlock, type Entry } from '../block.ts';
import { choice } from '../fields/choice.ts';

/** Where a call or a message enters the flow. */
export const start = defineBlock({
  type: 'start',
  title: 'Start',
  about: 'The flow begins here when somebody calls, or writes a message.',
  group: 'start',
  icon: 'phone-incoming',
  docs: null,
  fields: {
    on: choice({
      label: 'Begins when',
      options: {
        values: [
          { value: 'incoming-call', label: 'Somebody calls' },
          { value: 'incoming-message', label: 'Somebody writes a message' },
        ],
      },
      required: true,
      initial: 'incoming-call',
    }),
  },
  exits: () => [{ name: 'next', label: 'Then' }],
  summary: ({ on }) => (entryOf(on) === 'incoming-call' ? 'Call comes in' : 'Message comes in'),
  entry: ({ on }) => entryOf(on),
  run: () => ({ go: 'next' }),
});

function entryOf(on: string | undefined): Entry {
  return on === 'incoming-message' ? 'incoming-message' : 'incoming-call';
}
