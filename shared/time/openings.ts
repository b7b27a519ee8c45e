import type { Schedule, Status } from './schedule.ts';
import { DAY, instantOf, instantsOf, localTime, transitionIn } from './zone.ts';

/** How things are now, and when they change; moments in milliseconds since the epoch. */
export interface Opening extends Status {
  /** When it closes; only while it is open, and only where it ever does. */
  readonly closes?: number;
  /** When it opens next: while it is open, the time after that. Absent where it never does. */
  readonly opens?: number;
}

/**
 * What a schedule says at a moment. A time of day that is shown twice when clocks are put back counts both times; one that is skipped
 * never comes, and what begins there begins when the clocks are put forward.
 *
 * @throws RangeError where there is no such zone
 */
export function openingAt(schedule: Schedule, zone: string, now: number): Opening {
  const status = schedule.at(localTime(zone, now));
  const isOpen = status.state === 'open';
  const closes = isOpen ? nextTime(schedule, zone, now, false) : undefined;
  const opens = isOpen && closes === undefined ? undefined : nextTime(schedule, zone, closes ?? now, true);
  return { ...status, ...(closes !== undefined && { closes }), ...(opens !== undefined && { opens }) };
}

/** First moment after `now` at which it is open, or not; undefined where there is none. */
function nextTime(schedule: Schedule, zone: string, now: number, open: boolean): number | undefined {
  const isWanted = (local: number): boolean => (schedule.at(local).state === 'open') === open;
  for (const day of schedule.days(Math.floor(localTime(zone, now) / DAY))) {
    const turns = schedule.turns(day);
    // Only days with such a time on their clocks are worth asking the zone about.
    if (!turns.some(isWanted)) continue;
    const found = moments(zone, day, turns).find((at) => at > now && isWanted(localTime(zone, at)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** When the clocks show these times of a day, and when they are put forward or back on it. */
function moments(zone: string, day: number, turns: readonly number[]): readonly number[] {
  const found = new Set<number>();
  // From just before it: where clocks are put forward at midnight, the day begins with that.
  const changed = transitionIn(zone, instantOf(zone, day * DAY) - 1, instantOf(zone, (day + 1) * DAY));
  if (changed !== undefined) found.add(changed);
  for (const local of turns) for (const at of instantsOf(zone, local)) found.add(at);
  return [...found].sort((a, b) => a - b);
}
