import { defineBlock, type Entry } from '../block.ts';
import { choice } from '../fields/choice.ts';

/** Where a call or a message enters the flow. */
export const start = defineBlock({
  type: 'start',
  title: 'Start',
  about: 'The flow begins here when somebody calls, answers a call, or writes a message.',
  group: 'start',
  icon: 'phone-incoming',
  docs: null,
  fields: {
    on: choice({
      label: 'Begins when',
      options: {
        values: [
          { value: 'incoming-call', label: 'Somebody calls' },
          { value: 'outgoing-call', label: 'Somebody answers a call that goes out' },
          { value: 'incoming-message', label: 'Somebody writes a message' },
        ],
      },
      required: true,
      initial: 'incoming-call',
    }),
  },
  exits: () => [{ name: 'next', label: 'Then' }],
  summary: ({ on }) => SUMMARIES[entryOf(on)],
  entry: ({ on }) => entryOf(on),
  run: () => ({ go: 'next' }),
});

const SUMMARIES: Readonly<Record<Entry, string>> = {
  'incoming-call': 'Call comes in',
  'outgoing-call': 'Outgoing call is answered',
  'incoming-message': 'Message comes in',
};

function entryOf(on: string | undefined): Entry {
  return on === 'incoming-message' || on === 'outgoing-call' ? on : 'incoming-call';
}
