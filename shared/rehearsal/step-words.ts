import type { CallStep } from '../flow/call-test.ts';
import type { PhoneEvent } from '../phone/events.ts';
import { teller } from '../phone/transcript.ts';

/** A step as the end of a sentence: `the caller presses 1`, `“Goodbye” is said`. */
export function stepWords(step: CallStep): string {
  if ('dialled' in step) return `${step.to ?? 'the next phone'} ${DIALLED[step.dialled]}`;
  if ('press' in step) return `the caller presses ${step.press}`;
  if ('say' in step) return `the caller says “${step.say}”`;
  if ('write' in step)
    return `the caller writes “${step.write}”${step.file === undefined ? '' : ` with a file (${step.file})`}`;
  if ('wait' in step) return `${step.wait} s pass${step.listening ? ' while something listens' : ''}`;
  if ('silence' in step) return 'the caller is silent';
  if ('hangUp' in step) return 'the caller hangs up';
  if ('says' in step) return `“${step.says}” is said`;
  if ('hears' in step) return `the text ${step.hears} is said`;
  if ('plays' in step) return `…${step.plays} plays`;
  if ('dials' in step) return `${step.dials} is dialled`;
  if ('sends' in step) return `“${step.sends}” is sent${step.to === undefined ? '' : ` to ${step.to}`}`;
  if ('happens' in step) return `${step.happens} happens${step.of === undefined ? '' : ` (${step.of})`}`;
  if ('variable' in step) return `${step.variable} is ${JSON.stringify(step.is)}`;
  return 'at' in step ? `the call is at block ${step.at}` : `the call ends at block ${step.endsAt}`;
}

const DIALLED = {
  answer: 'answers',
  busy: 'is busy',
  'no-answer': 'does not answer',
  fail: 'cannot be reached',
} as const;

/** What the caller noticed from the event at `from` on, in words, one item each. */
export function heardWords(events: readonly PhoneEvent[], from: number, caller: string): readonly string[] {
  const tell = teller();
  // Told from the first on: earlier events say whose phone is which.
  return events.flatMap((event, index) => {
    const line = tell(event, caller);
    if (!line || index < from || line.who === 'caller') return [];
    if (line.heard === 'say') return [`“${line.text}”`];
    return [line.heard === 'play' ? `plays ${line.text}` : line.text];
  });
}
