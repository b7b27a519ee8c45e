import { defineBlock } from '../block.ts';
import { choice } from '../fields/choice.ts';
import { text } from '../fields/text.ts';

/** Writes a line into the call's log. */
export const log = defineBlock({
  type: 'log',
  title: 'Log',
  about: 'Writes a line into the call’s log; callers notice nothing.',
  keywords: ['note', 'trace', 'debug', 'print', 'write'],
  group: 'data',
  icon: 'notebook-pen',
  docs: null,
  fields: {
    message: text({
      label: 'Line',
      hint: 'Type {{ to insert a variable',
      required: true,
      options: { multiline: true, maxLength: 2_000 },
      initial: 'Caller {{ call.From }}',
    }),
    level: choice({
      label: 'Level',
      placeholder: 'Info',
      options: {
        values: [
          { value: 'info', label: 'Info' },
          { value: 'warning', label: 'Warning' },
          { value: 'error', label: 'Error' },
        ],
      },
    }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => props.message || 'Writes nothing yet',
  run: ({ props: { message = '', level } }) => {
    const line = message.length > MOST ? `${message.slice(0, MOST - 1)}…` : message;
    return { go: 'next', notes: line.trim() === '' ? [] : [{ code: 'log', level: levelOf(level), message: line }] };
  },
});

/** Characters of one line. */
const MOST = 2_000;

function levelOf(level: string | undefined): 'info' | 'warning' | 'error' {
  return level === 'warning' || level === 'error' ? level : 'info';
}
