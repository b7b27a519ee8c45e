import { type CallingHours, WEEKDAYS } from '../../../shared/api/outgoing.ts';

/**
 * When a list may call next.
 *
 * @param now milliseconds since the epoch
 * @returns `now` where it may call now, else when its hours begin; never more than eight days ahead
 */
export function nextOpening(hours: CallingHours, now: number): number {
  const [from, to] = [minutesOf(hours.from), minutesOf(hours.to)];
  const today = localDay(hours.timezone, now);
  for (let ahead = -1; ahead <= 8; ahead++) {
    const day = today + ahead;
    if (hours.days && !hours.days.includes(weekdayOf(day))) continue;
    const opens = instantOf(hours.timezone, day, from);
    // Over midnight they end on the next day; the same time twice is the whole day.
    const closes = instantOf(hours.timezone, to > from ? day : day + 1, to);
    if (now < closes) return Math.max(now, opens);
  }
  return now + 86_400_000;
}

/** Whether the name is a time zone's. */
export function isTimezone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** What the clocks of a zone show, as if it were UTC. */
function localTime(zone: string, at: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Days since 1970 on the calendar of a zone. */
function localDay(zone: string, at: number): number {
  return Math.floor(localTime(zone, at) / DAY);
}

/** When the clocks of a zone show this. An hour that is skipped in spring is the one after it. */
function instantOf(zone: string, day: number, minutes: number): number {
  const wanted = day * DAY + minutes * MINUTE;
  const guess = wanted - (localTime(zone, wanted) - wanted);
  return guess - (localTime(zone, guess) - wanted);
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function weekdayOf(day: number): (typeof WEEKDAYS)[number] {
  // 1 January 1970 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] as (typeof WEEKDAYS)[number];
}
