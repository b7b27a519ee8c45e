import type { Channel, NumberChoice, NumberView } from '../../shared/api/numbers.ts';
import { answererWords, channelWord } from '../state/number-words.ts';
import { formatPhone } from '../ui/format.ts';

/** One thing that publishing changes. */
export interface Change {
  readonly key: string;
  readonly subject: string;
  readonly now: string;
  readonly then: string;
}

interface PlanOfChanges {
  readonly name: string;
  /** Version that answers afterwards; null while its number is not known. */
  readonly version: number | null;
  readonly choices: readonly NumberChoice[];
  readonly known: readonly NumberView[];
}

/** What the chosen numbers are answered by now and afterwards, line by line. */
export function changesOf({ name, version, choices, known }: PlanOfChanges): readonly Change[] {
  const then = version === null ? name : `${name}, version ${version}`;
  return choices.flatMap((choice) => {
    const number = known.find(({ sid }) => sid === choice.sid);
    if (!number) return [];
    const channels: readonly Channel[] = ['voice', 'messaging'];
    return channels
      .filter((channel) => choice[channel])
      .map((channel) => ({
        key: `${choice.sid} ${channel}`,
        subject: formatPhone(number.phoneNumber),
        now: `answers ${channelWord(channel)} with ${answererWords(number[channel].pointsTo)} now`,
        then,
      }));
  });
}

/** What the one button does. */
export function buttonWords(draft: boolean, version: number | null, numbers: number, environment?: string): string {
  const what = draft ? `Publish${version === null ? '' : ` version ${version}`}` : 'Publish';
  const count = numbers === 1 ? '1 number' : `${numbers} numbers`;
  const where = [...(environment === undefined || !draft ? [] : [environment]), ...(numbers === 0 ? [] : [count])].join(
    ' and ',
  );
  return where === '' ? what : `${what} to ${where}`;
}
