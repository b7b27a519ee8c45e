import { defineBlock, type StepNote, type StepResult } from '../block.ts';
import { type NumberValue, number, numberText } from '../fields/number.ts';

/** Counts how often a call comes by, and lets it go round so many times. */
export const loop = defineBlock({
  type: 'loop',
  title: 'Loop',
  about: 'Lets a call go round a number of times, then lets it go on.',
  keywords: ['counter', 'count', 'repeat', 'retry', 'attempts', 'times'],
  group: 'route',
  icon: 'repeat',
  docs: null,
  fields: {
    times: number({
      label: 'Go round',
      hint: 'How often “Again” is taken before “Done”',
      required: true,
      options: { min: 1, max: 1_000, unit: 'times' },
      initial: 3,
    }),
  },
  exits: () => [
    { name: 'again', label: 'Again', returns: true },
    { name: 'done', label: 'Done' },
  ],
  outputs: () => ['count'],
  summary: ({ times }) => `Goes round ${times ?? '…'} ${String(times) === '1' ? 'time' : 'times'}, then on`,
  rounds: ({ times }) => roundsOf(times) ?? 0,
  run: (ctx) => {
    const times = roundsOf(ctx.props.times);
    if (times === undefined) return { ...leave(0), notes: [badTimes(ctx.props.times)] };
    const { count, done } = ctx.results ?? {};
    const rounds = typeof count === 'number' && done !== true ? count : 0;
    return rounds < times ? { go: 'again', results: { count: rounds + 1 } } : leave(rounds);
  },
});

/** Once it is done it begins anew, while later blocks still read how often it went round. */
function leave(count: number): StepResult {
  return { go: 'done', results: { count, done: true } };
}

function badTimes(times: NumberValue = ''): StepNote {
  const message = `"${String(times).slice(0, 40)}" is not a number of times, so nothing is repeated.`;
  return { code: 'bad-value', message, field: 'times' };
}

function roundsOf(times: NumberValue | undefined): number | undefined {
  const text = numberText(times, { min: 0, max: 1_000 });
  return text === undefined ? undefined : Number(text);
}
