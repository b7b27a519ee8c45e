import type { BlockProblem, RunContext, StepNote } from '../../block.ts';
import type { VoicemailNotice } from '../../effect.ts';
import { phoneProblem } from '../../fields/phone.ts';
import { hasTemplate } from '../../template/template.ts';

/** The fields that say who is told of a message. */
export interface NoticeProps {
  readonly box?: string;
  /** Numbers with commas between them. */
  readonly notifyTo?: string;
  readonly notifyFrom?: string;
  readonly notifyText?: string;
}

/** The call's two ends, whoever called. */
export interface Parties {
  /** Who left the message. */
  readonly caller: string;
  /** Our number. */
  readonly own: string;
}

/**
 * Whom to tell of a message, and what; undefined for nobody. What is no number is left out, with a note.
 *
 * @param seconds length of the message
 */
export function noticeOf(
  { props }: Pick<RunContext<NoticeProps>, 'props'>,
  { caller, own, seconds }: Parties & { readonly seconds: number },
  notes: StepNote[],
): VoicemailNotice | undefined {
  const to = numbersIn(props.notifyTo).filter((number) => isNumber(number, notes));
  if (to.length === 0) return undefined;
  const from = props.notifyFrom?.trim() || own;
  if (phoneProblem(from, SENDER) !== undefined || NO_PHONE.test(from)) {
    const message = `Nobody is told of the message: “${from.slice(0, 40)}” sends no text messages.`;
    notes.push({ code: 'no-sender', message, field: 'notifyFrom' });
    return undefined;
  }
  const box = props.box?.trim() ? ` in ${props.box.trim()}` : '';
  const usual = `New voicemail${box} from ${caller || 'a hidden number'}, ${lengthWords(seconds)}.`;
  return { to: to.slice(0, MOST_TOLD), from, text: (props.notifyText?.trim() || usual).slice(0, MOST_TEXT) };
}

/** Whether anybody is to be told. */
export function isTold({ notifyTo }: Readonly<Record<string, unknown>>): boolean {
  return typeof notifyTo === 'string' && notifyTo.trim() !== '';
}

/** What is wrong with the numbers that are told. */
export function noticeProblems({ notifyTo = '' }: NoticeProps): readonly BlockProblem[] {
  if (hasTemplate(notifyTo)) return [];
  const wrong = numbersIn(notifyTo).flatMap((number) => phoneProblem(number) ?? []);
  return wrong.map((message) => ({ code: 'bad-phone-number', severity: 'error', message, field: 'notifyTo' }));
}

const SENDER = { sender: true, service: true } as const;
/** Addresses of ours that were called, but send nothing. */
const NO_PHONE = /^(?:client|sips?):/;
const MOST_TOLD = 5;
const MOST_TEXT = 600;

function numbersIn(text = ''): readonly string[] {
  const numbers = text.split(/[,;\n]/).map((number) => number.trim());
  return [...new Set(numbers.filter((number) => number !== ''))];
}

function isNumber(number: string, notes: StepNote[]): boolean {
  const problem = phoneProblem(number);
  if (problem !== undefined) notes.push({ code: 'no-recipient', message: problem, field: 'notifyTo' });
  return problem === undefined;
}

function lengthWords(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}
