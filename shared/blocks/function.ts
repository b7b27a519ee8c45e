import { defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import type { CodeOutcome } from '../effect.ts';
import { code } from '../fields/code.ts';
import { type Mapping, mappings } from '../fields/mappings.ts';
import { type Pair, pairs } from '../fields/pairs.ts';
import type { FlowSettings, Json } from '../flow/types.ts';
import { keep } from './values/keep.ts';

/** Runs JavaScript of the flow's author. */
export const functionBlock = defineBlock({
  type: 'function',
  title: 'Function',
  verbs: () => [],
  about:
    'Runs JavaScript that you write, to work out a value. It sees what you give it and nothing else: no network, no files, and a tenth of a second.',
  keywords: ['javascript', 'js', 'code', 'script', 'calculate', 'compute', 'program'],
  group: 'data',
  icon: 'square-function',
  docs: null,
  fields: {
    parameters: pairs({
      label: 'Parameters',
      hint: 'The code reads them as input.name. A single {{ variable }} keeps its type.',
      options: { noun: 'parameter', names: 'identifier' },
      initial: [{ name: 'from', value: '{{ call.From }}' }],
    }),
    code: code({
      label: 'Code',
      hint: 'What it returns is the result. Dates are in UTC; console.log writes to the call’s log.',
      required: true,
      initial: "// The last four digits of the caller's number\nreturn { last: String(input.from).slice(-4) };",
    }),
    keep: mappings({
      label: 'Keep from the result',
      hint: 'Paths begin with result: result, result.total, result.items[0].name',
      options: { roots: ['result'], of: 'result', example: 'result.total' },
    }),
  },
  exits: () => [
    { name: 'done', label: 'Then', ends: true },
    { name: 'timeout', label: 'It took too long', or: 'failed' },
    { name: 'failed', label: 'It failed' },
  ],
  outputs: () => ['result'],
  writes: (props) => (props.keep ?? []).map(({ variable }) => variable).filter((name) => name !== ''),
  summary: ({ code: text = '' }) => firstWords(text),
  run: (ctx) => {
    const text = ctx.props.code ?? '';
    if (text.trim() === '')
      return {
        go: 'failed',
        results: {},
        notes: [{ code: 'no-code', message: 'There is no code to run.', field: 'code' }],
      };
    return { perform: { kind: 'code', code: text, input: inputOf(ctx) } };
  },
  performed: (outcome, { props, settings }) => after(outcome as CodeOutcome, props.keep ?? [], settings),
});

function after(
  { logs = [], ...outcome }: CodeOutcome,
  mappings: readonly Mapping[],
  settings: FlowSettings,
): StepResult {
  const notes: StepNote[] = logs.map((line) => ({ code: 'console', message: line }));
  if (outcome.result === 'done') {
    const results = { result: outcome.value };
    if (mappings.length === 0) return { go: 'done', results, notes };
    const kept = keep({ mappings, results, of: 'result', field: 'keep' }, settings);
    return { go: 'done', results, set: kept.set, notes: [...notes, ...kept.notes] };
  }
  const where = 'line' in outcome && outcome.line !== undefined ? `Line ${outcome.line}: ` : '';
  const message = `The code failed. ${where}${outcome.reason}`;
  const note = { code: `code-${outcome.result}`, message, field: 'code' };
  return { go: outcome.result, results: {}, notes: [...notes, note] };
}

function firstWords(code: string): string {
  const lines = code.split('\n').map((line) => line.trim());
  const comment = lines.find((line) => line.startsWith('//'))?.replace(/^\/+\s*/, '');
  return comment || lines.find((line) => line !== '') || 'Runs nothing yet';
}

function inputOf(ctx: RunContext<{ readonly parameters?: readonly Pair[] }>): Record<string, Json> {
  const { props, render, lookup, settings } = ctx;
  // Flows from before get a text from a place in a list, and go on so.
  const variable = settings.typedVariables ? PATH : NAMES;
  const input: Record<string, Json> = {};
  for (const { name, value } of props.parameters ?? []) {
    if (name === '' || name === '__proto__') continue;
    const [, path] = variable.exec(value) ?? [];
    input[name] = path === undefined ? render(value) : (lookup(path) ?? null);
  }
  return input;
}

/** A text that is one expression, which names a value. */
const NAMES = /^\s*\{\{\s*([A-Za-z_][\w.]*)\s*\}\}\s*$/;
const PATH = /^\s*\{\{\s*([A-Za-z_](?:[\w.]|\[\d+\])*)\s*\}\}\s*$/;
