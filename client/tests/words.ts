import { type CallStep, type CallTest, isExpectation } from '../../shared/flow/call-test.ts';
import { stepWords } from '../../shared/rehearsal/step-words.ts';
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

/** Who calls or writes, and when. `texts`: nobody can call the flow. */
export function beginning(
  { from, at, steps, language, refused = {} }: Pick<CallTest, 'from' | 'at' | 'steps' | 'language' | 'refused'>,
  texts: boolean,
): string {
  const what = texts || steps.some((step) => 'write' in step) ? 'A message' : 'A call';
  const who = `${what} from ${formatPhone(from ?? DEFAULT_CALLER)}`;
  const spoken =
    language === undefined
      ? who
      : `${who}, ${language === 'all' ? 'in every language' : `in ${languageName(language)}`}`;
  const when = at === undefined ? spoken : `${spoken}, ${formatMoment(at)}`;
  const numbers = Object.keys(refused).map(formatPhone).join(', ');
  return numbers === '' ? when : `${when}. Twilio refuses messages to ${numbers}.`;
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
