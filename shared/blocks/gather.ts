import { type BlockProblem, defineBlock, type StepNote } from '../block.ts';
import { afterAttributes, afterFields, afterOf, readAfter } from '../fields/after.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { given } from '../fields/parameters.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { promptsSummary } from '../fields/prompt-summary.ts';
import { prompts } from '../fields/prompts.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { readPrompts } from '../fields/read-prompts.ts';
import { element } from '../twiml/element.ts';

/** Collects keys or speech. */
export const gather = defineBlock({
  type: 'gather',
  title: 'Collect input',
  term: 'Gather',
  about: 'Asks the caller for keys or speech, such as an order number, and keeps the answer.',
  keywords: ['dtmf', 'digits', 'speech recognition', 'pin', 'ask'],
  group: 'ask',
  icon: 'keyboard',
  docs: 'https://www.twilio.com/docs/voice/twiml/gather',
  channels: ['voice'],
  fields: {
    prompts: prompts({
      label: 'What callers hear',
      term: 'Say',
      hint: 'Type {{ to insert a variable',
      initial: [{ say: 'Please enter your number, then press the pound key.' }],
    }),
    ...attributesOf('Gather', {
      except: ['action', 'method', 'actionOnEmptyResult'],
      main: ['input', 'numDigits', 'timeout', 'finishOnKey'],
    }),
    ...afterFields('Gather', { next: 'Send the answer to the address this document came from' }),
    ...attributesOf('Gather', {
      only: ['actionOnEmptyResult'],
      when: (props) => afterOf(props) !== 'exits',
    }),
  },
  exits: (props) =>
    afterOf(props) === 'exits'
      ? [
          { name: 'input', label: 'The caller answered' },
          { name: 'noInput', label: 'Nobody answered' },
        ]
      : [{ name: 'next', label: 'Nobody answered', ends: true }],
  outputs: (props) => (afterOf(props) === 'exits' ? OUTPUTS : []),
  waits: (props) => afterOf(props) === 'exits',
  summary: (props) => promptsSummary(props.prompts, 'Waits for an answer without a prompt'),
  check: (props) => [...(props.prompts?.length ? [] : [SILENT]), ...(afterOf(props) === 'next' ? [NO_ACTION] : [])],
  run: (ctx) => {
    const { elements, notes } = promptElements(ctx.props.prompts, ctx);
    const all: StepNote[] = [...notes];
    const waits = afterOf(ctx.props) === 'exits';
    const except = waits ? [...ACTION, 'actionOnEmptyResult'] : ACTION;
    const attributes = emitAttributes(ctx.props, 'Gather', { except, notes: all });
    const speech = attributes.input?.includes('speech') ?? false;
    const language =
      attributes.language ?? (speech && ctx.settings.language !== 'en-US' ? ctx.settings.language : undefined);
    const after = { ...afterAttributes(ctx, 'Gather'), ...(waits && { actionOnEmptyResult: true }) };
    const twiml = [element('Gather', { ...attributes, language, ...after }, ...elements)];
    return waits ? { twiml, wait: true, notes: all } : { twiml, go: 'next', notes: all };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    const answered = parameters.Digits || parameters.SpeechResult;
    return { go: answered ? 'input' : 'noInput', results };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Gather');
    const prompts = readPrompts(element.children);
    return attributes && prompts && { ...(prompts.length > 0 && { prompts }), ...attributes, ...readAfter(attributes) };
  },
});

const OUTPUTS = ['Digits', 'SpeechResult', 'Confidence', 'FinishedOnKey'];

const ACTION = ['action', 'method'];

const SILENT: BlockProblem = {
  code: 'missing-prompt',
  severity: 'warning',
  message: 'Callers hear nothing and may not know that they should answer. Add a prompt.',
  field: 'prompts',
};

/** The default of `action`: https://www.twilio.com/docs/voice/twiml/gather#action */
const NO_ACTION: BlockProblem = {
  code: 'no-action',
  severity: 'warning',
  message:
    'Twilio sends the answer to the address this document came from, where this flow does not read it. Go on by what happened instead.',
  field: 'after',
};
