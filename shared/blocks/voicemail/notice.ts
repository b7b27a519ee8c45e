import type { BlockProblem, RunContext, StepNote } from '../../block.ts';
import type { VoicemailNotice } from '../../effect.ts';
import { phoneProblem } from '../../fields/phone.ts';
import { sealUrl } from '../../template/sealed.ts';
import { hasTemplate } from '../../template/template.ts';
import { isHiddenCaller } from '../../text/hidden-callers.ts';
import type { Parties } from '../values/parties.ts';

/** The fields that say who is told of a message. */
export interface NoticeProps {
  readonly box?: string;
  /** Numbers with commas between them. */
  readonly notifyTo?: string;
  readonly notifyFrom?: string;
  readonly notifyText?: string;
  readonly webhook?: string;
  readonly transcribe?: boolean;
  readonly waitForText?: boolean;
}

type Props = Readonly<Record<string, unknown>>;
type Context = Pick<RunContext<NoticeProps>, 'props' | 'render'>;

/** Minutes after which those are told, without what was said, who wait for it. */
export const LONGEST_WAIT = 10;

/**
 * Whom to tell of a message, and what; undefined for nobody. What is no number is left out, with a note.
 *
 * @param message its two ends and its length in seconds
 */
export function noticeOf(
  ctx: Context,
  message: Parties & { readonly seconds: number },
  notes: StepNote[],
): VoicemailNotice | undefined {
  const { props, render } = ctx;
  const sms = smsOf(props, message, notes);
  const webhook = sealUrl(props.webhook ?? '', render);
  if (!sms && webhook === '') return undefined;
  const waits = props.transcribe === true && props.waitForText === true;
  return { ...(sms && { sms }), ...(webhook !== '' && { webhook }), waits };
}

/** Whether anybody is to be told. */
export function isTold(props: Props): boolean {
  return isTexted(props) || isFilled(props.webhook);
}

/** Whether somebody is to be told by text message. */
export function isTexted({ notifyTo }: Props): boolean {
  return isFilled(notifyTo);
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

function smsOf(
  props: NoticeProps,
  { other, own, seconds }: Parameters<typeof noticeOf>[1],
  notes: StepNote[],
): VoicemailNotice['sms'] {
  const to = numbersIn(props.notifyTo).filter((number) => isNumber(number, notes));
  if (to.length === 0) return undefined;
  const from = props.notifyFrom?.trim() || own;
  if (phoneProblem(from, SENDER) !== undefined || NO_PHONE.test(from)) {
    const message = `Nobody is told of the message by text message: “${from.slice(0, 40)}” sends none.`;
    notes.push({ code: 'no-sender', message, field: 'notifyFrom' });
    return undefined;
  }
  const box = props.box?.trim() ? ` in ${props.box.trim()}` : '';
  const usual = `New voicemail${box} from ${isHiddenCaller(other) ? 'a hidden number' : other}, ${lengthWords(seconds)}.`;
  return { to: to.slice(0, MOST_TOLD), from, text: (props.notifyText?.trim() || usual).slice(0, MOST_TEXT) };
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

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
