import { defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import type { CodeOutcome } from '../effect.ts';
import { code } from '../fields/code.ts';
import { type Pair, pairs } from '../fields/pairs.ts';
import type { Json } from '../flow/types.ts';

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
  },
  exits: () => [
    { name: 'done', label: 'Then', ends: true },
    { name: 'timeout', label: 'It took too long', or: 'failed' },
    { name: 'failed', label: 'It failed' },
  ],
  outputs: () => ['result'],
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
  performed: (outcome) => after(outcome as CodeOutcome),
});

function after({ logs = [], ...outcome }: CodeOutcome): StepResult {
  const notes: StepNote[] = logs.map((line) => ({ code: 'console', message: line }));
  if (outcome.result === 'done') return { go: 'done', results: { result: outcome.value }, notes };
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

function inputOf({
  props,
  render,
  lookup,
}: RunContext<{ readonly parameters?: readonly Pair[] }>): Record<string, Json> {
  const input: Record<string, Json> = {};
  for (const { name, value } of props.parameters ?? []) {
    if (name === '' || name === '__proto__') continue;
    const [, path] = /^\s*\{\{\s*([A-Za-z_][\w.]*)\s*\}\}\s*$/.exec(value) ?? [];
    input[name] = path === undefined ? render(value) : (lookup(path) ?? null);
  }
  return input;
}
