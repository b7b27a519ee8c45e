import type { Exception, OpeningHours } from '../../../shared/time/opening-hours.ts';

const MINUTE = 60_000;
const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const WEEK = 7 * 1_440;

/**
 * What opening hours say, found the slow way: the clock on the wall is read at every minute of a week, and what it shows is
 * compared as text. It shares no line with what it judges.
 */
export function slowly(hours: OpeningHours, zone: string, now: number) {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const at = (moment: number) => statusAt(hours, wall.format(moment).replace(' ', 'T').slice(0, 16));
  const first = at(now);
  const until = now + WEEK * MINUTE;
  const from = Math.ceil((now + 1) / MINUTE) * MINUTE;
  let closes: number | undefined;
  let opens: number | undefined;
  for (let moment = from; moment < until && opens === undefined; moment += MINUTE) {
    const isOpen = at(moment).state === 'open';
    if (first.state === 'open' && closes === undefined) {
      if (!isOpen) closes = moment;
    } else if (isOpen) opens = moment;
  }
  return { ...first, closes, opens, until };
}

interface Status {
  readonly state: 'open' | 'closed' | 'holiday';
  readonly reason: string;
}

/** @param wall `2026-12-24T09:30` */
function statusAt(hours: OpeningHours, wall: string): Status {
  const [shortest] = hours.exceptions
    .map((exception, index) => ({ exception, index, ...bounds(exception) }))
    .filter(({ from, to }) => from <= wall && wall < to)
    .sort((a, b) => length(a) - length(b) || b.index - a.index);
  if (shortest) return { state: shortest.exception.open ? 'open' : 'closed', reason: shortest.exception.name };
  const [date = '', clock = ''] = wall.split('T');
  const before = shift(date, -1);
  const spans = (on: string) => hours.week[NAMES[new Date(`${on}T12:00Z`).getUTCDay()] ?? 'sun'] ?? [];
  const own = spans(date).some(({ from, to }) =>
    to > from ? from <= clock && clock < to : to !== from && from <= clock,
  );
  const night = spans(before).some(({ from, to }) => to < from && clock < to);
  const [today, yesterday] = [holiday(hours, date), holiday(hours, before)];
  if ((own && today === undefined) || (night && yesterday === undefined)) return { state: 'open', reason: '' };
  const reason = today ?? (night ? yesterday : undefined);
  return reason === undefined ? { state: 'closed', reason: '' } : { state: 'holiday', reason };
}

function bounds({ from, to }: Exception) {
  const end = to.includes('T') ? to : `${shift(to, 1)}T00:00`;
  const [date = '', clock] = end.split('T');
  return {
    from: from.includes('T') ? midnight(from) : `${from}T00:00`,
    to: clock === '24:00' ? `${shift(date, 1)}T00:00` : end,
  };
}

function midnight(moment: string): string {
  const [date = '', clock] = moment.split('T');
  return clock === '24:00' ? `${shift(date, 1)}T00:00` : moment;
}

function length({ from, to }: { from: string; to: string }): number {
  return Date.parse(`${to}Z`) - Date.parse(`${from}Z`);
}

function shift(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function holiday({ holidays }: OpeningHours, date: string): string | undefined {
  return holidays.find((one) => (one.yearly ? one.date.slice(5) === date.slice(5) : one.date === date))?.name;
}
