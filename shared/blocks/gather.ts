import { defineBlock } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { given } from '../fields/parameters.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { promptsSummary } from '../fields/prompt-summary.ts';
import { prompts } from '../fields/prompts.ts';
import { element } from '../twiml/element.ts';

/** Collects keys or speech. */
export const gather = defineBlock({
  type: 'gather',
  title: 'Collect input',
  term: 'Gather',
  about: 'Asks the caller for keys or speech, such as an order number, and keeps the answer.',
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
  },
  exits: () => [
    { name: 'input', label: 'The caller answered' },
    { name: 'noInput', label: 'Nobody answered' },
  ],
  outputs: () => OUTPUTS,
  summary: (props) => promptsSummary(props.prompts, 'Waits for an answer without a prompt'),
  check: (props) =>
    props.prompts?.length
      ? []
      : [
          {
            code: 'missing-prompt',
            severity: 'warning',
            message: 'Callers hear nothing and may not know that they should answer. Add a prompt.',
            field: 'prompts',
          },
        ],
  run: (ctx) => {
    const { elements, notes } = promptElements(ctx.props.prompts, ctx);
    const all: { code: string; message: string; field?: string }[] = [...notes];
    const attributes = emitAttributes(ctx.props, 'Gather', { notes: all });
    const speech = attributes.input?.includes('speech') ?? false;
    const language =
      attributes.language ?? (speech && ctx.settings.language !== 'en-US' ? ctx.settings.language : undefined);
    const ours = { action: ctx.actionUrl, method: 'POST', actionOnEmptyResult: true };
    return { twiml: [element('Gather', { ...attributes, language, ...ours }, ...elements)], wait: true, notes: all };
  },
  resume: ({ parameters }) => {
    const results = given(parameters, OUTPUTS);
    const answered = parameters.Digits || parameters.SpeechResult;
    return { go: answered ? 'input' : 'noInput', results };
  },
});

const OUTPUTS = ['Digits', 'SpeechResult', 'Confidence', 'FinishedOnKey'];
