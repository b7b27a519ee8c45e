import { expect, test } from 'vitest';
import { exceptionsKind } from '../../shared/fields/exceptions.ts';
import { holidaysKind } from '../../shared/fields/holidays.ts';
import { sharesKind } from '../../shared/fields/shares.ts';
import { timezoneKind } from '../../shared/fields/timezone.ts';
import { weekHoursKind } from '../../shared/fields/week-hours.ts';
import { hoursSummary } from '../../shared/time/summary.ts';

type Found = readonly { readonly path?: string; readonly severity: string; readonly message: string }[];
const told = (found: Found | undefined) =>
  (found ?? []).map(({ path = '', severity, message }) => `${severity} ${path}: ${message}`);

test('hours of a week say what is wrong, and where', () => {
  const check = (from: string, to: string, ...more: { from: string; to: string }[]) =>
    told(weekHoursKind.check?.({ tue: [{ from, to }, ...more] }, {}));
  expect(check('09:00', '24:00')).toEqual([]);
  expect(check('22:00', '02:00')).toEqual([]);
  expect(check('', '25:00')).toEqual([
    'error tue[0].from: A time is missing; write it like 17:30, up to 24:00.',
    'error tue[0].to: "25:00" is not a time; write it like 17:30, up to 24:00.',
  ]);
  expect(check('08:00', '08:00')[0]).toContain('Write 00:00 to 24:00 for the whole day.');
  expect(check('09:00', '17:00', { from: '16:00', to: '18:00' })).toEqual([
    'warning tue[1]: Tuesday 16:00–18:00 overlaps 09:00–17:00. Make one of them of both.',
  ]);
  expect(check('09:00', '12:00', { from: '12:00', to: '13:00' })).toEqual([]);
});

test('holidays and exceptions say what is wrong, and where', () => {
  const holidays = [
    { date: '', name: '' },
    { date: '2026-02-29', name: '' },
    { date: '2024-12-25', name: 'Christmas', yearly: true },
    { date: '2026-12-25', name: 'Again', yearly: true },
  ];
  expect(told(holidaysKind.check?.(holidays, {}))).toEqual([
    'error [0].date: Choose a date.',
    'error [1].date: "2026-02-29" is not a date; write it like 2026-12-24.',
    'warning [3].date: 2026-12-25 is already there, as Christmas. Remove one of them.',
  ]);
  const once = (from: string, to: string) => told(exceptionsKind.check?.([{ open: true, from, to, name: '' }], {}));
  expect(once('2026-12-24', '2026-12-24')).toEqual([]);
  expect(once('2026-12-24T09:00', '2026-12-24T08:00')).toEqual(['error [0].to: It ends before it begins.']);
  expect(once('2026-12-24T9h', '')).toEqual([
    'error [0].from: "9h" is not a time; write it like 17:30, up to 24:00.',
    'error [0].to: Choose a date.',
  ]);
});

test('a time zone that is none is told with the nearest', () => {
  const check = (zone: string) => told(timezoneKind.check?.(zone, {}));
  expect(check('Europe/Berlin')).toEqual([]);
  expect(check('Europe/Berln')).toEqual(['error : "Europe/Berln" is not a time zone. Did you mean "Europe/Berlin"?']);
  expect(check('New York')[0]).toContain('Did you mean "America/New_York"?');
  expect(check('nowhere at all')[0]).toContain('Expected a name such as America/New_York.');
});

test('shares say what is missing to make 100', () => {
  const check = (...percents: number[]) =>
    told(
      sharesKind.check?.(
        percents.map((percent, at) => ({ id: `s${at}`, name: '', percent })),
        {},
      ),
    );
  expect(check(33.3, 33.3, 33.4)).toEqual([]);
  expect(check(0.1, 0.2, 99.7)).toEqual([]);
  expect(check(50, 45)).toEqual(['error : The shares make 95 %: 5 % are missing. Together they must make 100 %.']);
  expect(check(50, 50.5)).toEqual(['error : The shares make 100.5 %: 0.5 % too much. Together they must make 100 %.']);
  expect(check(100)[0]).toContain('A split has 2 to 10 shares; this one has 1.');
  expect(check(-1, 101)).toHaveLength(2);
  expect(check(33.333, 66.667)[0]).toContain('at most two decimals');
  expect(
    told(
      sharesKind.check?.(
        [
          { id: 'a', name: '', percent: 50 },
          { id: 'a', name: '', percent: 50 },
        ],
        {},
      ),
    ),
  ).toEqual(['error [1].id: Two shares have the id "a"; give one another.']);
});

test('a week in a few words', () => {
  const office = [{ from: '09:00', to: '17:00' }];
  const days = { mon: office, tue: office, wed: office, thu: office, fri: office };
  expect(hoursSummary(days)).toBe('Mon–Fri 09:00–17:00');
  expect(
    hoursSummary({
      ...days,
      wed: [],
      sat: [
        { from: '10:00', to: '12:00' },
        { from: '13:00', to: '15:00' },
      ],
    }),
  ).toBe('Mon, Tue 09:00–17:00, Thu, Fri 09:00–17:00, Sat 10:00–12:00 and 13:00–15:00');
  expect(hoursSummary({ ...days, sat: office, sun: office })).toBe('Every day 09:00–17:00');
  expect(hoursSummary({})).toBe('Never open');
});
