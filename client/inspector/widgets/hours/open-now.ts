import type { OpeningHours } from '../../../../shared/time/opening-hours.ts';
import { openingAt } from '../../../../shared/time/openings.ts';
import { Schedule } from '../../../../shared/time/schedule.ts';
import { spokenTime } from '../../../../shared/time/spoken.ts';
import { isoIn, isTimeZone } from '../../../../shared/time/zone.ts';

export interface OpenNowWords {
  readonly open: boolean;
  /** `open until 17:00`, `closed (Christmas Day), opens tomorrow at 09:00`. */
  readonly words: string;
  /** What the clocks show there: `10:32`. */
  readonly clock: string;
}

/** How things are at a moment, in words; undefined without a time zone. */
export function openNow(hours: OpeningHours, zone: string | undefined, now: number): OpenNowWords | undefined {
  if (!zone || !isTimeZone(zone)) return undefined;
  const { state, reason, opens, closes } = openingAt(new Schedule(hours), zone, now);
  const why = reason === '' ? '' : ` (${reason})`;
  const clock = clockIn(zone, now);
  if (state === 'open') {
    const until = closes === undefined ? '' : ` until ${onDay(closes, now, zone, true)}`;
    return { open: true, words: `open${why}${until}`, clock };
  }
  const again = opens === undefined ? 'never opens' : `opens ${onDay(opens, now, zone, false)}`;
  return { open: false, words: `closed${why}, ${again}`, clock };
}

/** The day is left out where that is today and `bare`. */
function onDay(at: number, now: number, zone: string, bare: boolean): string {
  const { day } = spokenTime(at, now, zone);
  const time = clockIn(zone, at);
  return bare && day === 'today' ? time : `${day} at ${time}`;
}

function clockIn(zone: string, at: number): string {
  return isoIn(zone, at).slice(11, 16);
}
