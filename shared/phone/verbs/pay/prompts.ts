import type { TwimlElement } from '../../../twiml/element.ts';
import { element } from '../../../twiml/element.ts';
import type { Task } from '../../time/task.ts';
import type { VerbRun } from '../../types.ts';
import { pause } from '../pause.ts';
import { play } from '../play.ts';
import { say } from '../say.ts';

/** What a prompt is for. */
export interface Occasion {
  /** A step's id, or `payment-processing`. */
  readonly step: string;
  /** From 1. */
  readonly attempt: number;
  /** What was wrong with the attempt before. */
  readonly error: string | undefined;
  readonly card: string | undefined;
}

/**
 * The Prompt a Pay holds for an occasion: of those that fit, the one that names most. Without `errorType` a Prompt is for the
 * case without errors, unless it names the attempt. https://www.twilio.com/docs/voice/twiml/pay/prompt
 */
export function promptFor(pay: TwimlElement, occasion: Occasion): TwimlElement | undefined {
  let best: { readonly prompt: TwimlElement; readonly names: number } | undefined;
  for (const prompt of pay.children) {
    if (typeof prompt === 'string' || prompt.tag !== 'Prompt' || prompt.attributes.for !== occasion.step) continue;
    const names = namesOf(prompt.attributes, occasion);
    if (names !== undefined && names > (best?.names ?? -1)) best = { prompt, names };
  }
  return best?.prompt;
}

/** Lets the Prompt be heard, or Twilio's own words where the application has none. */
export function* playPrompt(run: VerbRun, occasion: Occasion, language: string): Task<void> {
  const prompt = promptFor(run.element, occasion);
  const children = prompt?.children ?? [
    element('Say', language === 'en-US' ? {} : { language }, defaultText(occasion)),
  ];
  for (const child of children) {
    if (typeof child === 'string') continue;
    const nested: VerbRun = { ...run, element: child, first: false };
    if (child.tag === 'Say') yield* say(nested, 'Prompt');
    else if (child.tag === 'Play') yield* play(nested, 'Prompt');
    else if (child.tag === 'Pause') yield* pause(nested, 'Prompt');
  }
}

/** How many attributes of a Prompt name the occasion; undefined where one names another. */
function namesOf(attributes: Readonly<Record<string, string>>, occasion: Occasion): number | undefined {
  const { attempt, error, card } = occasion;
  if (error !== undefined && attributes.errorType === undefined && attributes.attempt === undefined) return undefined;
  // Callbacks say `input-timeout` where prompts say `timeout`.
  const pairs: readonly (readonly [string | undefined, string | undefined])[] = [
    [attributes.errorType, error === 'input-timeout' ? 'timeout' : error],
    [attributes.attempt, String(attempt)],
    [attributes.cardType, card],
  ];
  let names = 0;
  for (const [named, is] of pairs) {
    if (named === undefined) continue;
    if (is === undefined || !named.split(/\s+/).includes(is)) return undefined;
    names++;
  }
  return names;
}

function defaultText({ step, error }: Occasion): string {
  const ask = QUESTIONS[step] ?? '';
  if (error === undefined) return ask;
  const wrong = error === 'input-timeout' ? 'Nothing was entered.' : 'That does not seem to be right.';
  return `${wrong} ${ask}`;
}

/** Twilio's own prompts in our words; its recordings are not published. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'payment-card-number': 'Please enter your card number.',
  'expiration-date': 'Please enter the month and year your card expires, two digits each.',
  'security-code': 'Please enter the security code of your card.',
  'postal-code': 'Please enter your postal code, then press pound.',
  'bank-routing-number': 'Please enter your nine digit bank routing number.',
  'bank-account-number': 'Please enter your bank account number, then press pound.',
  'payment-processing': 'Thank you. Your payment is being processed.',
};
