import { nearest } from '../text/nearest.ts';

/**
 * Time zones by their IANA names. Where a time of day is meant, *local* is a count of milliseconds like the epoch's, but of what
 * the clocks on the wall show: 09:00 on 2 January 1970 is 33 hours.
 */

export const DAY = 86_400_000;
export const MINUTE = 60_000;

/** Whether a zone has this name. */
export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Why a name is no time zone, with the one that was probably meant; undefined where it is one. */
export function timeZoneProblem(name: string): string | undefined {
  if (isTimeZone(name)) return undefined;
  const near = nearestZone(name);
  const hint = near === undefined ? 'Expected a name such as America/New_York.' : `Did you mean "${near}"?`;
  return `"${name.slice(0, 60)}" is not a time zone. ${hint}`;
}

/** What the clocks of a zone show. @throws RangeError where there is no such zone */
export function localTime(zone: string, at: number): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  const below = ((at % 1_000) + 1_000) % 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + below;
}

/** When the clocks of a zone show this: once, twice where they are put back, never where they are put forward over it. */
export function instantsOf(zone: string, local: number): readonly number[] {
  const found = new Set<number>();
  for (const around of [local - DAY, local + DAY]) {
    const at = local - offsetAt(zone, around);
    if (localTime(zone, at) === local) found.add(at);
  }
  return [...found].sort((a, b) => a - b);
}

/** First moment at which the clocks of a zone show this, or where they are put forward over it, the moment they are. */
export function instantOf(zone: string, local: number): number {
  const [first] = instantsOf(zone, local);
  return first ?? transitionIn(zone, local - DAY - offsetAt(zone, local), local + DAY - offsetAt(zone, local)) ?? local;
}

/** When the clocks are put forward or back in this span, if they are. A span of two days has at most one such moment. */
export function transitionIn(zone: string, from: number, to: number): number | undefined {
  const before = offsetAt(zone, from);
  if (offsetAt(zone, to) === before) return undefined;
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** Milliseconds that the clocks of a zone are ahead of UTC. */
export function offsetAt(zone: string, at: number): number {
  return localTime(zone, at) - at;
}

/** ISO 8601 with the zone's offset, to the second: `2026-11-02T09:00:00-05:00`. */
export function isoIn(zone: string, at: number): string {
  const offset = Math.round(offsetAt(zone, at) / MINUTE);
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${new Date(localTime(zone, at)).toISOString().slice(0, 19)}${sign}${two(hours)}:${two(minutes)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  // Only names that exist are kept, so there are never more than a few hundred.
  formats.set(timeZone, format);
  return format;
}

/** By the whole name, or by its place alone: people write "New York". */
function nearestZone(name: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const whole = nearest(name, zones);
  if (whole !== undefined) return whole;
  const places = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]));
  const place = name
    .slice(name.lastIndexOf('/') + 1)
    .trim()
    .replace(/\s+/g, '_');
  return places.get(nearest(place, places.keys()) ?? '');
}
