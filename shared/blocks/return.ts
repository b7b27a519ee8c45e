import { defineBlock } from '../block.ts';
import { outcomeProblem } from '../fields/outcomes.ts';
import { text } from '../fields/text.ts';
import { hasTemplate } from '../template/template.ts';

/** Ends a flow that another one runs; the call goes on there. */
export const returnBlock = defineBlock({
  type: 'return',
  title: 'Return',
  about: 'Ends this flow. Where another flow runs it, the caller goes on there; where none does, the call ends.',
  keywords: ['subflow', 'back', 'outcome', 'end', 'exit', 'result'],
  group: 'end',
  icon: 'corner-down-left',
  docs: null,
  returns: true,
  fields: {
    outcome: text({
      label: 'Outcome',
      hint: 'The exit by which the other flow goes on; empty for “Done”',
      placeholder: 'done',
      options: { maxLength: 64 },
    }),
  },
  exits: () => [],
  check: ({ outcome = '' }) => {
    if (outcome === '' || outcome === 'done' || hasTemplate(outcome)) return [];
    return outcomeProblem(outcome).map((problem) => ({ ...problem, field: 'outcome' }));
  },
  summary: ({ outcome }) => (outcome ? `Goes back with “${outcome}”` : 'Goes back to the flow that runs this one'),
  run: ({ props }) => ({ return: { outcome: (props.outcome ?? '').trim() } }),
});
