import { defineBlock, type RunContext, type StepResult } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { type LanguageChoice, languageChoices } from '../fields/language-choices.ts';
import { matchKeys, matchSpeech } from '../fields/match-choice.ts';
import { number, numberText } from '../fields/number.ts';
import { given } from '../fields/parameters.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { promptsSummary } from '../fields/prompt-summary.ts';
import { type Prompt, prompts } from '../fields/prompts.ts';
import { matchLanguage } from '../languages/match-language.ts';
import { element } from '../twiml/element.ts';

/** Asks callers which of the flow's languages they want to hear. */
export const chooseLanguage = defineBlock({
  type: 'chooseLanguage',
  title: 'Ask for the language',
  term: 'Gather',
  about: 'Offers the flow’s languages; from here on the caller hears the one they chose by a key or a word.',
  keywords: ['spanish', 'bilingual', 'translation', 'locale', 'press 1 for english'],
  group: 'ask',
  icon: 'languages',
  docs: 'https://www.twilio.com/docs/voice/twiml/gather',
  channels: ['voice'],
  fields: {
    prompts: prompts({
      label: 'What callers hear',
      term: 'Say',
      hint: 'One text for each language, each with its own voice',
      required: true,
      options: { everyLanguage: true },
      initial: [
        { say: 'For English, press 1.', language: 'en-US' },
        { say: 'Para español, oprima el dos.', language: 'es-MX' },
      ],
    }),
    choices: languageChoices({
      label: 'Languages',
      hint: 'Key, and words a caller may say',
      required: true,
      initial: [
        { language: 'en-US', key: '1', phrases: [] },
        { language: 'es-MX', key: '2', phrases: [] },
      ],
    }),
    attempts: number({
      label: 'Ask at most',
      hint: 'How often callers hear the question before it gives up',
      options: { min: 1, max: 10, unit: 'times' },
      initial: 2,
      placeholder: '2',
    }),
    ...attributesOf('Gather', {
      except: ['action', 'method', 'actionOnEmptyResult', 'input', 'numDigits', 'hints'],
      main: ['timeout'],
    }),
  },
  exits: () => [
    { name: 'next', label: 'Language chosen' },
    { name: 'noChoice', label: 'None chosen', or: 'next' },
  ],
  outputs: () => [...OUTPUTS, 'language'],
  summary: (props) => promptsSummary(props.prompts, 'Asks without a prompt'),
  run: (ctx) => ask(ctx),
  resume: ({ parameters }, ctx) => {
    const results = given(parameters, OUTPUTS);
    const choices = ctx.props.choices ?? [];
    const chosen = matchKeys(parameters.Digits ?? '', choices) ?? matchSpeech(parameters.SpeechResult ?? '', choices);
    if (chosen !== undefined) {
      const language = matchLanguage(chosen.language, ctx.languages);
      if (language !== undefined) return { go: 'next', language, results: { ...results, language } };
      const message = `"${chosen.language}" is none of the flow's languages (${ctx.languages.join(', ')}).`;
      return { go: 'noChoice', results, notes: [{ code: 'unknown-language', message, field: 'choices' }] };
    }
    const attempt = typeof ctx.state === 'number' ? ctx.state : 1;
    const most = Number(numberText(ctx.props.attempts, { min: 1, max: 10 }) ?? DEFAULT_ATTEMPTS);
    return attempt >= most ? { go: 'noChoice', results } : { again: true, state: attempt + 1, results };
  },
});

const OUTPUTS = ['Digits', 'SpeechResult', 'Confidence'];
const DEFAULT_ATTEMPTS = 2;

type Props = {
  readonly prompts?: readonly Prompt[];
  readonly choices?: readonly LanguageChoice[];
  readonly [name: string]: unknown;
};

function ask(ctx: RunContext<Props>): StepResult {
  const { prompts, choices = [] } = ctx.props;
  const { elements, notes } = promptElements(prompts, ctx);
  const all = [...notes];
  const attributes = emitAttributes(ctx.props, 'Gather', { except: ['input', 'numDigits', 'hints'], notes: all });
  const keys = choices.map(({ key }) => key).filter((key) => key !== '');
  const phrases = choices.flatMap((choice) => choice.phrases.map((phrase) => phrase.trim()).filter(Boolean));
  const gather = element(
    'Gather',
    {
      input: phrases.length === 0 ? undefined : keys.length > 0 ? 'dtmf speech' : 'speech',
      numDigits: keys.length > 0 ? 1 : undefined,
      ...(phrases.length > 0 && { hints: phrases.map((phrase) => phrase.replace(/,/g, ' ').slice(0, 100)).join(',') }),
      ...attributes,
      ...(keys.includes(attributes.finishOnKey ?? '#') && { finishOnKey: '' }),
      action: ctx.actionUrl,
      method: 'POST',
      actionOnEmptyResult: true,
    },
    ...elements,
  );
  return { twiml: [gather], wait: true, state: typeof ctx.state === 'number' ? ctx.state : 1, notes: all };
}
