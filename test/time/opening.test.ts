import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WEEKDAYS } from '../../shared/time/dates.ts';
import type { OpeningHours, Week } from '../../shared/time/opening-hours.ts';
import { openingAt } from '../../shared/time/openings.ts';
import { Schedule } from '../../shared/time/schedule.ts';
import { instantOf, instantsOf, isoIn, isTimeZone, localTime, MINUTE } from '../../shared/time/zone.ts';
import { slowly } from './support/oracle.ts';

const NY = 'America/New_York';
const hours = (week: Week, more: Partial<OpeningHours> = {}): OpeningHours => ({
  week,
  holidays: [],
  exceptions: [],
  ...more,
});
const at = (given: OpeningHours, zone: string, iso: string) => {
  const { state, reason, opens, closes } = openingAt(new Schedule(given), zone, Date.parse(iso));
  const written = (moment: number | undefined) => (moment === undefined ? undefined : isoIn(zone, moment));
  return { state, ...(reason && { reason }), opens: written(opens), closes: written(closes) };
};
const everyDay = (from: string, to: string): Week => Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from, to }]]));

describe('the clocks', () => {
  test('are put forward and back where New York does', () => {
    const spring = Date.parse('2026-03-08T07:00:00Z');
    expect(isoIn(NY, spring - 1_000)).toBe('2026-03-08T01:59:59-05:00');
    expect(isoIn(NY, spring)).toBe('2026-03-08T03:00:00-04:00');
    const half = localTime(NY, Date.parse('2026-11-01T05:30:00Z'));
    expect(instantsOf(NY, half).map((moment) => new Date(moment).toISOString())).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:30:00.000Z',
    ]);
    const skipped = Date.parse('2026-03-08T02:30:00Z');
    expect(instantsOf(NY, skipped)).toEqual([]);
    expect(instantOf(NY, skipped)).toBe(spring);
  });
});

test('a time zone is known by its name', () => {
  const names = ['America/New_York', 'UTC', 'Mars/Olympus', '', '__proto__'];
  expect(names.filter(isTimeZone)).toEqual(['America/New_York', 'UTC']);
});

describe('when clocks are put back', () => {
  const night = hours({ sun: [{ from: '01:00', to: '02:00' }] });

  test.each([
    ['2026-11-01T04:59:59Z', 'closed'],
    ['2026-11-01T05:00:00Z', 'open'],
    ['2026-11-01T05:59:59Z', 'open'],
    ['2026-11-01T06:00:00Z', 'open'],
    ['2026-11-01T06:59:59Z', 'open'],
    ['2026-11-01T07:00:00Z', 'closed'],
  ])('%s is %s from 01:00 to 02:00', (iso, state) => {
    expect(at(night, NY, iso).state).toBe(state);
  });

  test('it closes once the hour has been there twice', () => {
    expect(at(night, NY, '2026-11-01T05:30:00Z').closes).toBe('2026-11-01T02:00:00-05:00');
  });

  test('a time that begins within the hour comes twice', () => {
    const late = hours({ sun: [{ from: '01:30', to: '02:00' }] });
    expect(at(late, NY, '2026-11-01T05:40:00Z')).toMatchObject({ state: 'open', closes: '2026-11-01T01:00:00-05:00' });
    expect(at(late, NY, '2026-11-01T06:10:00Z')).toMatchObject({ state: 'closed', opens: '2026-11-01T01:30:00-05:00' });
  });
});

describe('when clocks are put forward', () => {
  test('what ends within the hour ends with it, and what lies in it never comes', () => {
    const night = hours({ sun: [{ from: '01:00', to: '02:00' }] });
    expect(at(night, NY, '2026-03-08T06:59:59Z')).toMatchObject({ state: 'open', closes: '2026-03-08T03:00:00-04:00' });
    expect(at(night, NY, '2026-03-08T07:00:00Z').state).toBe('closed');
    const skipped = hours({ sun: [{ from: '02:00', to: '03:00' }] });
    expect(at(skipped, NY, '2026-03-08T06:00:00Z').opens).toBe('2026-03-15T02:00:00-04:00');
  });

  test('what begins within it begins with the hour after', () => {
    const morning = hours({ sun: [{ from: '02:30', to: '05:00' }] });
    expect(at(morning, NY, '2026-03-08T06:00:00Z').opens).toBe('2026-03-08T03:00:00-04:00');
  });

  test('also where it happens at midnight, and where a whole day is left out', () => {
    expect(at(hours(everyDay('00:00', '02:00')), 'Africa/Cairo', '2026-04-23T21:00:00Z').opens).toBe(
      '2026-04-24T01:00:00+03:00',
    );
    expect(at(hours({ fri: [{ from: '00:00', to: '05:00' }] }), 'Africa/Cairo', '2026-04-23T12:00:00Z').opens).toBe(
      '2026-04-24T01:00:00+03:00',
    );
    expect(at(hours({ fri: [{ from: '09:00', to: '17:00' }] }), 'Pacific/Apia', '2011-12-29T22:00:00Z').opens).toBe(
      '2012-01-06T09:00:00+14:00',
    );
  });
});

describe.each(['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe'])('in %s', (zone) => {
  const iso = (local: string): string => new Date(instantOf(zone, Date.parse(`${local}Z`))).toISOString();
  const office = hours(
    {
      mon: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
      fri: [{ from: '22:00', to: '02:00' }],
    },
    {
      holidays: [
        { date: '2026-06-08', name: 'Founders’ Day' },
        { date: '1999-12-25', name: 'Christmas', yearly: true },
      ],
      exceptions: [
        { open: false, from: '2026-06-15', to: '2026-06-16', name: 'Moving' },
        { open: true, from: '2026-06-15T10:00', to: '2026-06-15T11:00', name: 'Emergency desk' },
        { open: true, from: '2026-06-20T10:00', to: '2026-06-20T16:00', name: 'Open day' },
      ],
    },
  );

  test.each([
    ['2026-06-01T08:59:59', 'closed', ''],
    ['2026-06-01T09:00:00', 'open', ''],
    ['2026-06-01T12:00:00', 'closed', ''],
    ['2026-06-01T13:00:00', 'open', ''],
    ['2026-06-05T21:59:59', 'closed', ''],
    ['2026-06-06T00:00:00', 'open', ''],
    ['2026-06-06T01:59:59', 'open', ''],
    ['2026-06-06T02:00:00', 'closed', ''],
    ['2026-06-08T10:00:00', 'holiday', 'Founders’ Day'],
    ['2026-12-25T23:00:00', 'holiday', 'Christmas'],
    // Its night is over with it, the night of the day before is not.
    ['2026-12-26T01:00:00', 'holiday', 'Christmas'],
    ['2026-12-26T03:00:00', 'closed', ''],
    ['2026-06-15T09:30:00', 'closed', 'Moving'],
    ['2026-06-15T10:30:00', 'open', 'Emergency desk'],
    ['2026-06-16T23:59:59', 'closed', 'Moving'],
    ['2026-06-20T15:59:59', 'open', 'Open day'],
    ['2026-06-20T16:00:00', 'closed', ''],
  ])('at %s it is %s %s', (local, state, reason) => {
    expect(openingAt(new Schedule(office), zone, Date.parse(iso(local)))).toMatchObject({ state, reason });
  });

  test('the next opening skips holidays and takes what opens once', () => {
    const next = (local: string) => at(office, zone, iso(local)).opens?.slice(0, 16);
    expect(next('2026-06-06T02:00:00')).toBe('2026-06-12T22:00');
    expect(next('2026-06-14T12:00:00')).toBe('2026-06-15T10:00');
    expect(next('2026-06-15T11:00:00')).toBe('2026-06-19T22:00');
    expect(next('2026-06-20T03:00:00')).toBe('2026-06-20T10:00');
  });
});

describe('hours that say little', () => {
  test('always open never closes, never open never opens', () => {
    expect(at(hours(everyDay('00:00', '24:00')), NY, '2026-06-01T12:00:00Z')).toMatchObject({ state: 'open' });
    expect(at(hours(everyDay('00:00', '24:00')), NY, '2026-06-01T12:00:00Z').closes).toBeUndefined();
    expect(at(hours({}), NY, '2026-06-01T12:00:00Z')).toEqual({ state: 'closed', opens: undefined, closes: undefined });
  });

  test('a long closure ends where it ends', () => {
    const closed = hours(everyDay('09:00', '17:00'), {
      exceptions: [{ open: false, from: '2026-01-01', to: '2031-12-31', name: 'World tour' }],
    });
    expect(at(closed, NY, '2026-06-01T12:00:00Z').opens).toBe('2032-01-01T09:00:00-05:00');
  });

  test('what is written wrongly is left out', () => {
    const wrong = hours(
      {
        mon: [
          { from: '9', to: '25:00' },
          { from: '10:00', to: '10:00' },
        ],
      },
      {
        holidays: [{ date: '2026-02-30', name: '' }],
        exceptions: [{ open: true, from: '2026-06-02', to: '2026-06-01', name: '' }],
      },
    );
    expect(at(wrong, NY, '2026-06-01T14:00:00Z')).toMatchObject({ state: 'closed', opens: undefined });
  });
});

const time = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.constantFrom(0, 0, 15, 30, 59)).map(([hour, minute]) => {
  const two = (count: number): string => String(count).padStart(2, '0');
  return hour === 24 ? '24:00' : `${two(hour)}:${two(minute)}`;
});
const day = fc
  .integer({ min: 0, max: 25 })
  .map((ahead) => new Date(FIRST + ahead * 86_400_000).toISOString().slice(0, 10));
const moment = fc.oneof(
  day,
  fc.tuple(day, time).map(([date, clock]) => `${date}T${clock}`),
);
const anyHours: fc.Arbitrary<OpeningHours> = fc.record({
  week: fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(fc.record({ from: time, to: time }), { maxLength: 3 })),
  holidays: fc.array(fc.record({ date: day, name: fc.constant('H'), yearly: fc.boolean() }), { maxLength: 3 }),
  exceptions: fc.array(fc.record({ open: fc.boolean(), from: moment, to: moment, name: fc.constant('E') }), {
    maxLength: 3,
  }),
});

/** Within 24 days of it clocks are changed in all three zones. */
const FIRST = Date.parse('2026-10-20T00:00:00Z');

test.each(['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/Sao_Paulo'])(
  'any hours in %s are as a slow reading of the clock has them, minute by minute',
  (zone) => {
    fc.assert(
      fc.property(anyHours, fc.integer({ min: 0, max: 14 * 1_440 }), (given, minute) => {
        const now = FIRST + minute * MINUTE;
        const { state, reason, opens, closes } = openingAt(new Schedule(given), zone, now);
        const slow = slowly(given, zone, now);
        expect({ state, reason }).toEqual({ state: slow.state, reason: slow.reason });
        // The oracle looks a week ahead.
        if (slow.closes !== undefined || (closes ?? Number.POSITIVE_INFINITY) < slow.until)
          expect(closes).toBe(slow.closes);
        if (slow.opens !== undefined || (opens ?? Number.POSITIVE_INFINITY) < slow.until)
          expect(opens).toBe(slow.opens);
      }),
      { numRuns: 60 },
    );
  },
);
