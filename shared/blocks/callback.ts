import { type BlockProblem, defineBlock, type RunContext, type StepNote, type StepResult } from '../block.ts';
import type { CallbackOutcome, OpenHours } from '../effect.ts';
import { boolean } from '../fields/boolean.ts';
import { flowId } from '../fields/flow-id.ts';
import { type FlowParameter, flowParameters } from '../fields/flow-parameters.ts';
import { holidays } from '../fields/holidays.ts';
import { number, numberText } from '../fields/number.ts';
import { phone, phoneProblem } from '../fields/phone.ts';
import { timezone, zoneOf, zoneProblems } from '../fields/timezone.ts';
import { weekHours } from '../fields/week-hours.ts';
import { isHiddenCaller } from '../text/hidden-callers.ts';
import { WEEKDAYS } from '../time/dates.ts';
import type { Holiday, Week } from '../time/opening-hours.ts';
import { hoursSummary } from '../time/summary.ts';
import { partiesOf } from './values/parties.ts';

/** A week; whoever waits longer has forgotten that they asked. */
const DELAY = { min: 0, max: 10_080, unit: 'min' } as const;
const TRIES = { min: 1, max: 10, unit: 'times' } as const;
const EVERY = { min: 1, max: 1_440, unit: 'min' } as const;
const USUAL = { delay: 0, tries: 3, every: 10 } as const;
const OFFICE = [{ from: '09:00', to: '17:00' }];

const hasHours = (props: Readonly<Record<string, unknown>>): boolean => props.onlyOpen === true;

/** Puts the caller on the list of those to be called back. */
export const callback = defineBlock({
  type: 'callback',
  title: 'Call back',
  about:
    'Puts the caller, or anybody else, on the list of calls that go out: they are called back, now or later, and hear a flow when they answer.',
  keywords: ['callback', 'call-back', 'return call', 'queue', 'outgoing', 'call me back', 'later'],
  group: 'connect',
  icon: 'phone-outgoing',
  docs: 'https://www.twilio.com/docs/voice/api/call-resource',
  verbs: () => [],
  fields: {
    to: phone({ label: 'Number to call', term: 'To', placeholder: 'Whoever calls or writes' }),
    from: phone({
      label: 'Call from',
      term: 'From',
      hint: 'A number of yours, or a verified caller ID',
      placeholder: 'The number that was called',
    }),
    flow: flowId({
      label: 'What they hear when they answer',
      hint: 'Begins at the start for calls that go out',
      placeholder: 'This flow',
    }),
    variables: flowParameters({
      label: 'Values it begins with',
      hint: 'Variables of that flow; type {{ to use what is known here',
      options: { own: true },
    }),
    delay: number({ label: 'Call after', options: DELAY, placeholder: String(USUAL.delay) }),
    tries: number({
      label: 'Try at most',
      hint: 'Again while it is busy or nobody answers',
      options: TRIES,
      placeholder: String(USUAL.tries),
    }),
    every: number({ label: 'Minutes between two tries', options: EVERY, placeholder: String(USUAL.every) }),
    onlyOpen: boolean({ label: 'Call only at certain hours', initial: false }),
    week: weekHours({
      label: 'Hours',
      initial: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
      when: hasHours,
    }),
    holidays: holidays({ label: 'Holidays', hint: 'Nobody is called all day', when: hasHours }),
    timezone: timezone({ label: 'Time zone', placeholder: 'That of the flow', when: hasHours }),
  },
  exits: () => [
    { name: 'asked', label: 'It is on the list', ends: true },
    { name: 'notReachable', label: 'No number to call', or: 'failed' },
    { name: 'failed', label: 'It could not be noted' },
  ],
  outputs: () => ['To'],
  expects: ({ flow }) => (flow ? undefined : 'outgoing-call'),
  summary: (props) => {
    const whom = props.to?.trim() || 'the caller';
    const delay = Number(numberText(props.delay, DELAY) ?? USUAL.delay);
    const when = delay > 0 ? ` after ${delay} min` : '';
    const hours = hasHours(props) ? `, ${hoursSummary(props.week ?? {})}` : '';
    return `Calls ${whom} back${when}${hours}.`;
  },
  check: (props, { settings }) =>
    hasHours(props) ? [...zoneProblems(props.timezone, settings.timezone), ...neverOpen(props.week)] : [],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const { to, from } = endsOf(ctx);
    if (isHiddenCaller(to) || phoneProblem(to) !== undefined) {
      const shown = to.slice(0, 60);
      const message = isHiddenCaller(to) ? 'There is no number to call back.' : `“${shown}” is no number to call back.`;
      return { go: 'notReachable', notes: [{ code: 'no-recipient', message, field: 'to' }] };
    }
    if (phoneProblem(from) !== undefined) {
      const message = `Nobody is called from “${from.slice(0, 60)}”.`;
      return { go: 'failed', results: { To: to }, notes: [{ code: 'no-sender', message, field: 'from' }] };
    }
    return put(ctx, { to, from }, notes);
  },
  performed: (outcome) => left(outcome as CallbackOutcome),
});

type Context = RunContext<{
  readonly to?: string;
  readonly from?: string;
  readonly flow?: string;
  readonly variables?: readonly FlowParameter[];
  readonly delay?: number | string;
  readonly tries?: number | string;
  readonly every?: number | string;
  readonly onlyOpen?: boolean;
  readonly week?: Week;
  readonly holidays?: readonly Holiday[];
  readonly timezone?: string;
}>;

function put(ctx: Context, { to, from }: { to: string; from: string }, notes: StepNote[]): StepResult {
  const { flow, variables = [] } = ctx.props;
  const delay = amount(ctx, 'delay', DELAY, notes);
  const open = openOf(ctx, notes);
  return {
    perform: {
      ...{
        kind: 'callback',
        to,
        from,
        variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
      },
      ...{ earliest: ctx.now + delay * 60_000 },
      ...{ tries: amount(ctx, 'tries', TRIES, notes), every: amount(ctx, 'every', EVERY, notes) },
      ...(flow && { flow }),
      ...(open && { open }),
    },
    results: { To: to },
    notes,
  };
}

function left(outcome: CallbackOutcome): StepResult {
  if (outcome.result === 'accepted') {
    const message = 'The number was on the list already; it is called back once.';
    return { go: 'asked', notes: outcome.already ? [{ code: 'callback-known', level: 'info', message }] : [] };
  }
  const go = outcome.result === 'refused' ? 'notReachable' : 'failed';
  return { go, notes: [{ code: `callback-${outcome.result}`, message: `Nobody is called back: ${outcome.reason}` }] };
}

/** Whom and from what, where nothing else is said. */
function endsOf(ctx: Context): { readonly to: string; readonly from: string } {
  const { other, own } = partiesOf(ctx);
  return { to: ctx.props.to?.trim() || other, from: ctx.props.from?.trim() || own };
}

type Amount = 'delay' | 'tries' | 'every';

/** A number as it is set, or what is usual; with a note where what is set is none. */
function amount({ props }: Context, name: Amount, range: { min: number; max: number }, notes: StepNote[]): number {
  const set = props[name];
  if (set === undefined || set === '') return USUAL[name];
  const found = numberText(set, range);
  if (found !== undefined) return Number(found);
  const message = `"${String(set).slice(0, 40)}" is not from ${range.min} to ${range.max}; ${USUAL[name]} was taken.`;
  notes.push({ code: 'bad-value', message, field: name });
  return USUAL[name];
}

function openOf({ props, settings }: Context, notes: StepNote[]): OpenHours | undefined {
  if (!hasHours(props)) return undefined;
  const { zone, notes: told } = zoneOf(props.timezone, settings.timezone);
  notes.push(...told);
  return { timezone: zone, week: props.week ?? {}, holidays: props.holidays ?? [], exceptions: [] };
}

function neverOpen(week: Week = {}): BlockProblem[] {
  if (WEEKDAYS.some((day) => week[day]?.length)) return [];
  const message = 'Nobody is ever called back: no weekday has any hours.';
  return [{ code: 'never-open', severity: 'error', message, field: 'week' }];
}
