import { defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { matchKeys, matchSpeech } from '../fields/match-choice.ts';
import { type MenuChoice, menuChoices } from '../fields/menu-choices.ts';
import { type NumberValue, number, numberText } from '../fields/number.ts';
import { given } from '../fields/parameters.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { promptsSummary } from '../fields/prompt-summary.ts';
import { type Prompt, prompts } from '../fields/prompts.ts';
import type { Json } from '../flow/types.ts';
import { element } from '../twiml/element.ts';

/** A phone menu: a key or spoken words for every choice. */
export const menu = defineBlock({
  type: 'menu',
  title: 'Menu',
  term: 'Gather',
  about: 'Offers choices; the caller presses a key or says a word, and is asked again if that was none of them.',
  keywords: ['ivr', 'auto attendant', 'keypad', 'dtmf', 'options'],
  group: 'ask',
  icon: 'list-tree',
  docs: 'https://www.twilio.com/docs/voice/twiml/gather',
  channels: ['voice'],
  fields: {
    prompts: prompts({
      label: 'What callers hear',
      term: 'Say',
      hint: 'Type {{ to insert a variable',
      required: true,
      initial: [{ say: 'Thank you for calling. For sales, press 1. For support, press 2.' }],
    }),
    choices: menuChoices({
      label: 'Choices',
      hint: 'Key, name, and words a caller may say',
      required: true,
      initial: [
        { id: 'choice1', key: '1', label: 'Sales', phrases: [] },
        { id: 'choice2', key: '2', label: 'Support', phrases: [] },
      ],
    }),
    attempts: number({
      label: 'Ask at most',
      hint: 'How often callers hear the menu before it gives up',
      options: { min: 1, max: 10, unit: 'times' },
      initial: 3,
      placeholder: '3',
    }),
    noInputPrompts: prompts({ label: 'If nobody presses a key, say first', initial: [] }),
    noMatchPrompts: prompts({
      label: 'After a wrong key, say first',
      initial: [{ say: 'Sorry, that is not one of the choices.' }],
    }),
    ...attributesOf('Gather', {
      except: ['action', 'method', 'actionOnEmptyResult', 'input', 'numDigits', 'hints'],
      main: ['timeout'],
    }),
  },
  exits: (props) => [
    ...(props.choices ?? []).map(({ id, key, label }) => ({ name: id, label: label || 'Choice', ...(key && { key }) })),
    { name: 'noInput', label: 'No key pressed' },
    { name: 'noMatch', label: timesLabel(props.attempts) },
  ],
  outputs: () => [...OUTPUTS, 'Choice'],
  summary: (props) => promptsSummary(props.prompts, 'Offers choices without a prompt'),
  run: (ctx) => ask(ctx),
  resume: ({ parameters }, ctx) => {
    const results = given(parameters, OUTPUTS);
    const all = ctx.props.choices ?? [];
    const { Digits = '', SpeechResult = '' } = parameters;
    const chosen = matchKeys(Digits, all) ?? matchSpeech(SpeechResult, all);
    if (chosen !== undefined) return { go: chosen.id, results: { ...results, Choice: chosen.label } };
    const reason = Digits === '' && SpeechResult === '' ? 'noInput' : 'noMatch';
    const attempt = stateOf(ctx.state).attempt;
    if (attempt >= attemptsOf(ctx.props.attempts)) return { go: reason, results };
    return { again: true, state: { attempt: attempt + 1, reason }, results };
  },
});

const OUTPUTS = ['Digits', 'SpeechResult', 'Confidence'];

type MenuProps = {
  readonly prompts?: readonly Prompt[];
  readonly choices?: readonly MenuChoice[];
  readonly noInputPrompts?: readonly Prompt[];
  readonly noMatchPrompts?: readonly Prompt[];
  readonly [name: string]: unknown;
};

function ask(ctx: RunContext<MenuProps>): StepResult {
  const { props } = ctx;
  const { attempt, reason } = stateOf(ctx.state);
  const first = reason === 'noInput' ? props.noInputPrompts : reason === 'noMatch' ? props.noMatchPrompts : undefined;
  const { elements, notes } = promptElements([...(first ?? []), ...(props.prompts ?? [])], ctx);
  const all: StepNote[] = [...notes];
  const attributes = emitAttributes(props, 'Gather', { except: ['input', 'numDigits', 'hints'], notes: all });
  const twiml = element(
    'Gather',
    { ...inputAttributes(ctx, attributes), action: ctx.actionUrl, method: 'POST', actionOnEmptyResult: true },
    ...elements,
  );
  return { twiml: [twiml], wait: true, state: { attempt, ...(reason && { reason }) } satisfies Json, notes: all };
}

/** What follows from the choices: input, number of keys, hints; speech attributes only where speech is listened to. */
function inputAttributes(ctx: RunContext<MenuProps>, attributes: Readonly<Record<string, string>>) {
  const choices = ctx.props.choices ?? [];
  const keys = choices.map((choice) => choice.key).filter((key) => key !== '');
  const phrases = choices.flatMap((choice) => choice.phrases.map((phrase) => phrase.trim()).filter(Boolean));
  const speech = phrases.length > 0;
  const { settings } = ctx;
  return {
    input: speech ? (keys.length > 0 ? 'dtmf speech' : 'speech') : undefined,
    numDigits: keys.length > 0 ? Math.max(...keys.map((key) => key.length)) : undefined,
    ...(speech && { hints: hintsOf(phrases), language: settings.language === 'en-US' ? undefined : settings.language }),
    ...attributes,
    // The key that ends input never reaches us, so it cannot be a choice as well; # does unless another is chosen.
    ...(keys.some((key) => key.includes(attributes.finishOnKey ?? '#')) && { finishOnKey: '' }),
  };
}

/** Twilio separates hints by commas, and takes 500 of 100 characters: https://www.twilio.com/docs/voice/twiml/gather#hints */
function hintsOf(phrases: readonly string[]): string {
  const unique = new Set(phrases.map((phrase) => phrase.replace(/,/g, ' ').slice(0, 100)));
  return [...unique].slice(0, 500).join(',');
}

function stateOf(state: Json | undefined): { attempt: number; reason?: 'noInput' | 'noMatch' } {
  const { attempt, reason } = (state ?? {}) as { attempt?: unknown; reason?: unknown };
  return {
    attempt: typeof attempt === 'number' ? attempt : 1,
    ...((reason === 'noInput' || reason === 'noMatch') && { reason }),
  };
}

function attemptsOf(attempts: NumberValue | undefined): number {
  return Number(numberText(attempts, { min: 1, max: 10 }) ?? DEFAULT_ATTEMPTS);
}

function timesLabel(attempts: NumberValue | undefined): string {
  const times = attemptsOf(attempts);
  return times === 1 ? 'Wrong key' : `Wrong key, ${times} times`;
}

const DEFAULT_ATTEMPTS = 3;
