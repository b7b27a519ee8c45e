import { defineBlock, type StepNote } from '../block.ts';
import { flowId } from '../fields/flow-id.ts';
import { flowParameters } from '../fields/flow-parameters.ts';
import { outcomes } from '../fields/outcomes.ts';

/** Has the caller go through another flow, and goes on with what came of it. */
export const subflow = defineBlock({
  type: 'subflow',
  title: 'Run another flow',
  about: 'The caller goes through another flow; when that one ends without ending the call, it goes on here.',
  keywords: ['subflow', 'call', 'include', 'reuse', 'shared', 'module', 'function'],
  group: 'route',
  icon: 'workflow',
  docs: null,
  fields: {
    flow: flowId({ label: 'Flow to run', required: true }),
    parameters: flowParameters({
      label: 'Parameters',
      hint: 'What that flow begins with; type {{ to use what is known here',
    }),
    outcomes: outcomes({
      label: 'Outcomes',
      hint: 'Names that Return blocks of that flow give; each becomes an exit',
    }),
  },
  calls: ({ flow }) => flow || undefined,
  exits: (props) => [
    { name: 'done', label: 'Done', ends: true },
    ...named(props.outcomes).map((name) => ({ name, label: name, or: 'done' })),
    { name: 'failed', label: 'Could not be run' },
  ],
  summary: ({ flow, parameters = [] }) => {
    if (!flow) return 'No flow chosen yet';
    const given = parameters.map(({ name, value }) => `${name} = ${value}`).join(', ');
    return given === '' ? `Runs ${flow}` : `Runs ${flow} with ${given}`;
  },
  run: ({ props }) => {
    const parameters = (props.parameters ?? []).map(({ name, value }) => [name, value] as const);
    return { enter: { parameters: Object.fromEntries(parameters) } };
  },
  returned: ({ outcome, results, refused }, { props }) => {
    if (refused) return { go: 'failed' };
    if (outcome === '' || outcome === 'done') return { go: 'done', results };
    if (named(props.outcomes).includes(outcome)) return { go: outcome, results };
    return { go: 'done', results, notes: [unlisted(outcome)] };
  },
});

/** Exits need names, and each its own. */
function named(list: readonly string[] = []): string[] {
  const [done, failed] = ['done', 'failed'];
  return [...new Set(list)].filter((name) => name !== '' && name !== done && name !== failed);
}

function unlisted(outcome: string): StepNote {
  const message = `The flow ended with "${outcome.slice(0, 64)}", which is not among the outcomes; it went on by "Done".`;
  return { code: 'unknown-outcome', message, field: 'outcomes' };
}
