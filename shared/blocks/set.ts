import { defineBlock, type StepNote } from '../block.ts';
import { assignments } from '../fields/assignments.ts';
import { RESERVED_NAMES, VARIABLE_NAME } from '../flow/types.ts';

/** Writes variables. */
export const set = defineBlock({
  type: 'set',
  title: 'Set variables',
  about: 'Keeps values under a name, for later texts and conditions.',
  keywords: ['assign', 'calculate', 'remember'],
  group: 'data',
  icon: 'variable',
  docs: null,
  fields: {
    assignments: assignments({
      label: 'Variables',
      hint: 'Type {{ to use what is known about the call',
      required: true,
      initial: [{ name: 'caller', value: '{{ call.From }}' }],
    }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  writes: (props) => (props.assignments ?? []).map(({ name }) => name).filter(usable),
  summary: (props) =>
    (props.assignments ?? []).map(({ name, value }) => `${name} = ${value}`).join(', ') || 'Sets nothing yet',
  run: (ctx) => {
    const values: Record<string, string> = {};
    const notes: StepNote[] = [];
    for (const { name, value } of ctx.props.assignments ?? []) {
      if (usable(name)) values[name] = value;
      else
        notes.push({
          code: 'bad-name',
          message: `"${name.slice(0, 40)}" cannot name a variable and was not set.`,
          field: 'assignments',
        });
    }
    return { go: 'next', set: values, notes };
  },
});

function usable(name: string): boolean {
  return VARIABLE_NAME.test(name) && !RESERVED_NAMES.includes(name);
}
