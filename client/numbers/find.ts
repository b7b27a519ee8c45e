import type { LineView, NumberView, PointsTo } from '../../shared/api/numbers.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { answererWords } from '../state/number-words.ts';

/** What of the account's numbers is wanted. */
export type Filter = 'all' | 'flow' | 'environment' | 'changed' | 'elsewhere' | 'nothing';

export const FILTERS: readonly { readonly filter: Filter; readonly label: string }[] = [
  { filter: 'all', label: 'All numbers' },
  { filter: 'flow', label: 'Answered by a flow' },
  { filter: 'environment', label: 'In another environment than live' },
  { filter: 'changed', label: 'Changed at Twilio' },
  { filter: 'elsewhere', label: 'Answered elsewhere' },
  { filter: 'nothing', label: 'Answered by nothing' },
];

/** The numbers that pass the filter and hold every word of the query: in the number, its name, or what answers it. */
export function findNumbers(numbers: readonly NumberView[], query: string, filter: Filter): readonly NumberView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  // "+1 (555) 010-0100" is one number, not four words.
  const digits = /^[\d\s()+.-]+$/.test(query) ? query.replace(/\D/g, '') : '';
  return numbers.filter((number) => {
    if (!passes(number, filter)) return false;
    if (words.length === 0) return true;
    if (digits !== '') return number.phoneNumber.includes(digits) || number.friendlyName.includes(query.trim());
    const text = textOf(number);
    return words.every((word) => text.includes(word));
  });
}

/** How many numbers pass each filter. */
export function countNumbers(numbers: readonly NumberView[]): Readonly<Record<Filter, number>> {
  const count = (filter: Filter): number => numbers.filter((number) => passes(number, filter)).length;
  return {
    all: numbers.length,
    flow: count('flow'),
    environment: count('environment'),
    changed: count('changed'),
    elsewhere: count('elsewhere'),
    nothing: count('nothing'),
  };
}

/** Whether somebody must look at a line: it is not as Patchcord set it, or would not be set so today. */
export function needsCare({ assigned }: LineView): boolean {
  return assigned !== null && (assigned.drift.length > 0 || assigned.outdated);
}

const texts = new WeakMap<NumberView, string>();

function textOf(number: NumberView): string {
  const known = texts.get(number);
  if (known !== undefined) return known;
  const lines = [number.voice, number.messaging].filter(({ possible }) => possible);
  const text = [
    number.phoneNumber,
    number.sid,
    number.friendlyName,
    ...lines.map(({ pointsTo }) => answererWords(pointsTo)),
  ]
    .join(' ')
    .toLowerCase();
  texts.set(number, text);
  return text;
}

function isElsewhere(pointsTo: PointsTo): boolean {
  const to = 'to' in pointsTo ? pointsTo.to : pointsTo;
  return to?.kind === 'flow' && to.environment !== LIVE;
}

function passes(number: NumberView, filter: Filter): boolean {
  if (filter === 'all') return true;
  const lines = [number.voice, number.messaging].filter(({ possible }) => possible);
  if (filter === 'changed') return lines.some(needsCare);
  if (filter === 'environment') return lines.some(({ pointsTo }) => isElsewhere(pointsTo));
  const kinds = lines.map(({ pointsTo }) => pointsTo.kind);
  if (filter === 'flow') return kinds.includes('flow');
  if (filter === 'nothing') return kinds.every((kind) => kind === 'none');
  return kinds.some((kind) => kind !== 'flow' && kind !== 'none');
}
