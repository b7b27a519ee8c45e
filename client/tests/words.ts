import { type CallStep, type CallTest, isExpectation } from '../../shared/flow/call-test.ts';
import { stepWords } from '../../shared/rehearsal/step-words.ts';
import { isoIn } from '../../shared/time/zone.ts';
import { languageName } from '../../shared/twiml/catalogue/language-names.ts';
import { DEFAULT_CALLER } from '../state/phone.ts';
import type { RunResult } from '../state/tests.ts';
import { formatMoment, formatPhone } from '../ui/format.ts';

/** A step as a sentence, with blocks by their names and numbers for reading. */
export function sentence(step: CallStep, nameOf: (block: string) => string): string {
  const words = stepWords(named(step, nameOf));
  // Addresses and variables stay as they are written.
  return words.replace(/^the /, 'The ') + (isExpectation(step) ? '' : more(step));
}

function named(step: CallStep, nameOf: (block: string) => string): CallStep {
  if ('dialled' in step) return step.to === undefined ? step : { ...step, to: formatPhone(step.to) };
  if ('at' in step) return { at: `“${nameOf(step.at)}”` };
  if ('endsAt' in step) return { endsAt: `“${nameOf(step.endsAt)}”` };
  if ('hears' in step) return { hears: `of “${nameOf(step.hears.split('.')[0] ?? '')}” (${step.hears})` };
  return 'dials' in step ? { dials: formatPhone(step.dials) } : step;
}

/** What else an action says of itself. */
function more(step: CallStep): string {
  if ('dialled' in step) {
    const after = step.after === undefined ? '' : ` after ${step.after} s`;
    const talks = step.talks === undefined ? '' : `, talks for ${step.talks} s`;
    return `${after}${talks}${step.press ? `, presses ${step.press}` : ''}`;
  }
  if ('listening' in step && step.listening) return ' once something listens';
  return 'during' in step && step.during ? ' while the prompt still plays' : '';
}

/** Who calls or writes, and when. `texts`: nobody can call the flow. `zone`: whose clocks tell the time; the test's own if absent. */
export function beginning(test: Omit<CallTest, 'name'>, texts: boolean, zone?: string): string {
  const { from, at, steps, language } = test;
  const what = texts || steps.some((step) => 'write' in step) ? 'A message' : 'A call';
  const who = `${what} from ${from === '' ? 'a hidden number' : formatPhone(from ?? DEFAULT_CALLER)}`;
  const spoken =
    language === undefined
      ? who
      : `${who}, ${language === 'all' ? 'in every language' : `in ${languageName(language)}`}`;
  const moment = at !== undefined && zone !== undefined ? isoIn(zone, Date.parse(at)) : at;
  const when = moment === undefined ? spoken : `${spoken}, ${formatMoment(moment)}`;
  const made = madeUp(test);
  return made.length === 0 ? when : `${when}. ${made.join(' ')}`;
}

/** What is not as in a real call, so that nobody wonders why a test goes another way than the phone. */
function madeUp({
  refused = {},
  http = {},
  functions = {},
  outcomes = {},
  env = {},
}: Omit<CallTest, 'name'>): string[] {
  const said = (names: readonly string[], words: (list: string) => string): string[] =>
    names.length === 0 ? [] : [words(names.join(', '))];
  return [
    ...said(Object.keys(refused).map(formatPhone), (list) => `Twilio refuses messages to ${list}.`),
    ...said(Object.keys(http), (list) => `Answers are made up of ${list}.`),
    ...said(Object.keys(functions), (list) => `What functions give is made up: ${list}.`),
    ...said(Object.keys(outcomes), (list) => `How it ends is made up: ${list}.`),
    ...said(Object.keys(env), (list) => `Bindings of its own: ${list}.`),
  ];
}

/** How a test went: in a word or two, and as a sentence. */
export function outcomeWords(result: RunResult | undefined, fresh: boolean): { short: string; long: string } {
  if (!result) return { short: 'Not run yet', long: 'This test has not run yet.' };
  const word = result.passed ? 'Passed' : 'Failed';
  if (!fresh) return { short: `${word} earlier`, long: `${word} before the flow changed. Run it again.` };
  return {
    short: word,
    long: result.passed
      ? `Passed${inLanguages(result)}: everything was heard and done as written.`
      : `Failed${result.runs.length > 1 ? ` as “${result.name}”` : ''}: it went another way.`,
  };
}

function inLanguages({ runs }: RunResult): string {
  return runs.length > 1 ? ` in ${runs.length} languages` : '';
}
