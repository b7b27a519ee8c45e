import { readFlow } from '../../../shared/document.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';

/** Asks for a customer's number by another flow, and says what that gave. */
export const callingFlow = read({
  version: 1,
  name: 'Main',
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'who' } },
    who: {
      type: 'subflow',
      props: { flow: 'ask', parameters: [{ name: 'what', value: 'customer number' }], outcomes: ['unknown'] },
      exits: { done: 'hello', unknown: 'sorry', failed: 'sorry' },
    },
    hello: { type: 'say', props: { prompts: [{ say: 'Hello, customer {{ blocks.who.number }}.' }] }, exits: {} },
    sorry: { type: 'say', props: { prompts: [{ say: 'Sorry.' }] }, exits: {} },
  },
  layout: {},
});

/** The flow that is called. @param asks the words it asks with */
export function askFlow(asks: string): FlowDocument {
  return read({
    version: 1,
    name: 'Ask',
    variables: {
      what: { type: 'string', scope: 'parameter', initial: 'number' },
      number: { type: 'string', scope: 'result', initial: '' },
    },
    blocks: {
      start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'key' } },
      key: {
        type: 'gather',
        props: { prompts: [{ say: asks }], numDigits: 1 },
        exits: { input: 'keep', noInput: 'none' },
      },
      keep: {
        type: 'set',
        props: { assignments: [{ name: 'number', value: '{{ blocks.key.Digits }}' }] },
        exits: { next: 'back' },
      },
      back: { type: 'return', props: {}, exits: {} },
      none: { type: 'return', props: { outcome: 'unknown' }, exits: {} },
    },
    layout: {},
  });
}

function read(document: unknown): FlowDocument {
  const result = readFlow(document);
  if (!result.ok) throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return result.flow;
}
