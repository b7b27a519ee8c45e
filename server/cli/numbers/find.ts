import type { NumberListView, NumberView } from '../../../shared/api/numbers.ts';
import type { ApiClient } from '../api-client.ts';
import { CommandFailure } from '../command.ts';

/** Numbers a refusal names. */
const NAMED = 20;

/**
 * The account's numbers that somebody named, in that order.
 *
 * @param wanted numbers as people write them, or SIDs
 * @throws CommandFailure naming what the account has instead
 */
export async function findNumbers(api: ApiClient, wanted: readonly string[]): Promise<NumberView[]> {
  const { numbers } = await api<NumberListView>('GET', '/numbers');
  const found = wanted.map((name) => {
    const plain = plainNumber(name);
    return numbers.find((candidate) => candidate.phoneNumber === plain || candidate.sid === name) ?? name;
  });
  const missing = found.filter((one) => typeof one === 'string');
  if (missing.length === 0) return found.filter((one) => typeof one !== 'string');
  const known = numbers.map((candidate) => candidate.phoneNumber).slice(0, NAMED);
  throw new CommandFailure(
    'no-such-number',
    `The account has no number ${missing.join(', ')}. It has ${known.join(', ') || 'none'}.`,
  );
}

/** `+1 (555) 010-0101` as Twilio writes it. */
export function plainNumber(text: string): string {
  return text.replace(/[\s().-]/g, '');
}
