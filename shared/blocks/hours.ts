import { type BlockProblem, defineBlock, type RunContext } from '../block.ts';
import { exceptions } from '../fields/exceptions.ts';
import { holidays } from '../fields/holidays.ts';
import { timezone, zoneOf, zoneProblems } from '../fields/timezone.ts';
import { weekHours } from '../fields/week-hours.ts';
import type { Json } from '../flow/types.ts';
import { WEEKDAYS } from '../time/dates.ts';
import type { Exception, Holiday, Week } from '../time/opening-hours.ts';
import { type Opening, openingAt } from '../time/openings.ts';
import { Schedule } from '../time/schedule.ts';
import { spokenTime } from '../time/spoken.ts';
import { hoursSummary } from '../time/summary.ts';
import { isoIn } from '../time/zone.ts';

const OFFICE = [{ from: '09:00', to: '17:00' }];

/** Goes one way while an office is open, another while it is not. */
export const hours = defineBlock({
  type: 'hours',
  title: 'Opening hours',
  about: 'Goes different ways while you are open, closed, or on holiday.',
  keywords: ['schedule', 'business hours', 'time', 'calendar', 'holiday', 'closed', 'night', 'weekend'],
  group: 'route',
  icon: 'clock',
  docs: null,
  goesBy: 'the time',
  fields: {
    week: weekHours({
      label: 'Open',
      initial: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
    }),
    holidays: holidays({ label: 'Holidays', hint: 'Closed all day' }),
    exceptions: exceptions({ label: 'Exceptions', hint: 'Closed or open once, whatever else is said' }),
    timezone: timezone({ label: 'Time zone', placeholder: 'That of the flow' }),
  },
  exits: () => [
    { name: 'open', label: 'Open' },
    { name: 'closed', label: 'Closed' },
    { name: 'holiday', label: 'Holiday', or: 'closed' },
  ],
  outputs: () => [
    'state',
    'reason',
    'nextOpening',
    'nextOpeningDay',
    'nextOpeningTime',
    'nextClosing',
    'nextClosingTime',
  ],
  summary: (props) => hoursSummary(props.week ?? {}),
  check: (props, { settings }) => [...zoneProblems(props.timezone, settings.timezone), ...neverOpen(props)],
  run: (ctx) => {
    const { zone, notes } = zoneOf(ctx.props.timezone, ctx.settings.timezone);
    const opening = openingAt(scheduleOf(ctx.props), zone, ctx.now);
    return { go: opening.state, results: outputsOf(opening, zone, ctx), notes };
  },
});

type Props = {
  readonly week?: Week;
  readonly holidays?: readonly Holiday[];
  readonly exceptions?: readonly Exception[];
};

/** Made once for each block of a compiled flow, whose props are the same object in every call. */
const schedules = new WeakMap<Props, Schedule>();

function scheduleOf(props: Props): Schedule {
  const known = schedules.get(props);
  if (known) return known;
  const schedule = new Schedule({
    week: props.week ?? {},
    holidays: props.holidays ?? [],
    exceptions: props.exceptions ?? [],
  });
  schedules.set(props, schedule);
  return schedule;
}

function outputsOf(opening: Opening, zone: string, { now, settings }: RunContext<unknown>): Record<string, Json> {
  const { state, reason, opens, closes } = opening;
  const spoken = (at: number) => spokenTime(at, now, zone, settings.language);
  return {
    state,
    reason,
    nextOpening: opens === undefined ? '' : isoIn(zone, opens),
    nextOpeningDay: opens === undefined ? '' : spoken(opens).day,
    nextOpeningTime: opens === undefined ? '' : spoken(opens).time,
    nextClosing: closes === undefined ? '' : isoIn(zone, closes),
    nextClosingTime: closes === undefined ? '' : spoken(closes).time,
  };
}

function neverOpen({ week = {}, exceptions: once = [] }: Props): BlockProblem[] {
  if (WEEKDAYS.some((day) => week[day]?.length) || once.some(({ open }) => open)) return [];
  const message = 'It is never open: no weekday has any hours.';
  return [{ code: 'never-open', severity: 'warning', message, field: 'week' }];
}
