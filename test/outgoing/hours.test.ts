import { describe, expect, it } from 'vitest';
import { nextOpening } from '../../server/twilio/outgoing/hours.ts';
import type { CallingHours } from '../../shared/api/outgoing.ts';

const office: CallingHours = {
  timezone: 'America/New_York',
  from: '09:00',
  to: '17:00',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
};
const at = (time: string): number => Date.parse(time);
const opening = (hours: CallingHours, now: string): string => new Date(nextOpening(hours, at(now))).toISOString();

describe('calling hours', () => {
  it.each([
    // In winter New York is five hours behind UTC, in summer four.
    ['inside: now', office, '2026-01-07T14:00:00Z', '2026-01-07T14:00:00.000Z'],
    ['a second before they end: now', office, '2026-01-07T21:59:59Z', '2026-01-07T21:59:59.000Z'],
    ['as they end: tomorrow', office, '2026-01-07T22:00:00Z', '2026-01-08T14:00:00.000Z'],
    ['before they begin: today', office, '2026-01-07T13:59:59Z', '2026-01-07T14:00:00.000Z'],
    ['on Friday evening: Monday', office, '2026-01-09T23:00:00Z', '2026-01-12T14:00:00.000Z'],
    ['over the change to summer time', office, '2026-03-07T18:00:00Z', '2026-03-09T13:00:00.000Z'],
    ['over the change to winter time', office, '2026-10-31T18:00:00Z', '2026-11-02T14:00:00.000Z'],
  ])('%s', (_what, hours, now, expected) => {
    expect(opening(hours, now)).toBe(expected);
  });

  it('may go over midnight, and belong to the day they begin on', () => {
    const night: CallingHours = { timezone: 'Europe/Berlin', from: '22:00', to: '02:00', days: ['fri'] };
    expect(opening(night, '2026-01-10T00:30:00Z')).toBe('2026-01-10T00:30:00.000Z');
    expect(opening(night, '2026-01-10T01:00:00Z')).toBe('2026-01-16T21:00:00.000Z');
  });

  it('are the whole day where they end when they begin', () => {
    const all: CallingHours = { timezone: 'UTC', from: '00:00', to: '00:00' };
    expect(opening(all, '2026-01-10T23:59:59Z')).toBe('2026-01-10T23:59:59.000Z');
  });

  it('begin later where the clocks skip their beginning', () => {
    const early: CallingHours = { timezone: 'America/New_York', from: '02:30', to: '05:00' };
    expect(opening(early, '2026-03-08T05:00:00Z')).toBe('2026-03-08T07:00:00.000Z');
  });
});
