import { WEEKDAYS, type Weekday } from './dates.ts';
import type { Span, Week } from './opening-hours.ts';

/** Hours of a week in a few words: `Mon–Fri 09:00–17:00, Sat 10:00–14:00`; days in a row with the same hours are one. */
export function hoursSummary(week: Week): string {
  const parts: string[] = [];
  for (let first = 0; first < WEEKDAYS.length; ) {
    const spans = spansWords(week, first);
    let last = first;
    while (last + 1 < WEEKDAYS.length && spansWords(week, last + 1) === spans) last++;
    if (spans !== '') parts.push(`${daysWords(first, last)} ${spans}`);
    first = last + 1;
  }
  return parts.join(', ') || 'Never open';
}

function daysWords(first: number, last: number): string {
  if (first === 0 && last === WEEKDAYS.length - 1) return 'Every day';
  const [from, to] = [short(WEEKDAYS[first]), short(WEEKDAYS[last])];
  return first === last ? from : `${from}${last === first + 1 ? ', ' : '–'}${to}`;
}

function short(day: Weekday | undefined = 'mon'): string {
  return day.charAt(0).toUpperCase() + day.slice(1);
}

function spansWords(week: Week, index: number): string {
  const spans: readonly Span[] = week[WEEKDAYS[index] ?? 'mon'] ?? [];
  return spans.map(({ from, to }) => `${from}–${to}`).join(' and ');
}
