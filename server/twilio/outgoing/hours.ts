import type { CallingHours } from '../../../shared/api/outgoing.ts';
import { minutesOf, weekdayOf } from '../../../shared/time/dates.ts';
import { openingAt } from '../../../shared/time/openings.ts';
import { Schedule } from '../../../shared/time/schedule.ts';
import { DAY, instantOf, localTime, MINUTE } from '../../../shared/time/zone.ts';
import type { OutgoingListSettings } from '../../store/outgoing.ts';

/**
 * When a call with these settings may be placed next.
 *
 * @param now milliseconds since the epoch
 * @returns `now` where it may be placed now; a day later where no time is known at which it may
 */
export function mayCallAt({ hours, open }: Pick<OutgoingListSettings, 'hours' | 'open'>, now: number): number {
  if (hours) return nextOpening(hours, now);
  if (!open) return now;
  const opening = openingAt(new Schedule(open), open.timezone, now);
  return opening.state === 'open' ? now : (opening.opens ?? now + DAY);
}

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
