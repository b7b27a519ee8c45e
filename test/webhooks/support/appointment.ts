import { blockTypes } from '../../../shared/blocks/index.ts';
import { type CompiledFlow, compileFlow } from '../../../shared/engine/compile.ts';
import type { FlowDocument, Json } from '../../../shared/flow/types.ts';

const block = (type: string, props: Record<string, Json>, exits: Record<string, string> = {}) => ({
  type,
  props,
  exits,
});

/** A conversation by text: who, which day, is that right; `no` asks for the day again. */
export const appointment: FlowDocument = {
  version: 1,
  name: 'Appointment',
  settings: { fallback: 'Sorry, please write again later.' },
  variables: {},
  blocks: {
    start: block('start', { on: 'incoming-message' }, { next: 'name' }),
    name: block('waitMessage', { body: 'What is your name?', minutes: 60 }, { answered: 'day' }),
    day: block(
      'waitMessage',
      { body: 'Hello {{ blocks.name.Body }}, which day suits you?', minutes: 60 },
      { answered: 'confirm', late: 'sorry' },
    ),
    confirm: block('waitMessage', { body: '{{ message.Body }}, is that right?' }, { answered: 'judge' }),
    judge: block(
      'condition',
      { branches: [{ id: 'yes', label: 'Yes', variable: 'message.Body', operator: 'is_word_of', value: 'yes, y' }] },
      { yes: 'done', otherwise: 'day' },
    ),
    done: block('message', { body: 'See you on {{ blocks.day.Body }}, {{ blocks.name.Body }}.' }),
    sorry: block('message', { body: 'That was too late for {{ blocks.name.Body }}.' }),
  },
  layout: {},
  tests: [],
};

/** Makes a stored document of the product's own blocks ready to run. */
export function compileReal(document: string): CompiledFlow {
  return compileFlow(JSON.parse(document) as FlowDocument, blockTypes);
}
