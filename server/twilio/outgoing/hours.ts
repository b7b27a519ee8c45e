import type { CallingHours } from '../../../shared/api/outgoing.ts';
import { minutesOf, weekdayOf } from '../../../shared/time/dates.ts';
import { DAY, instantOf, localTime, MINUTE } from '../../../shared/time/zone.ts';

/**
 * When a list may call next. A time that the clocks skip in spring is the moment they are put forward.
 *
 * @param now milliseconds since the epoch
 * @returns `now` where it may call now, else when its hours begin; never more than eight days ahead
 */
export function nextOpening(hours: CallingHours, now: number): number {
  const [from = 0, to = 0] = [minutesOf(hours.from), minutesOf(hours.to)];
  const on = (day: number, minutes: number): number => instantOf(hours.timezone, day * DAY + minutes * MINUTE);
  const today = Math.floor(localTime(hours.timezone, now) / DAY);
  for (let day = today - 1; day <= today + 8; day++) {
    if (hours.days && !hours.days.includes(weekdayOf(day))) continue;
    // Over midnight they end on the next day; the same time twice is the whole day.
    const closes = on(to > from ? day : day + 1, to);
    if (now < closes) return Math.max(now, on(day, from));
  }
  return now + DAY;
}
