import type { CallingHours, NewOutgoingList, OutgoingOptions } from '../../shared/api/outgoing.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { NONE, TO, type Use } from './columns.ts';

/** A new list while it is being made; numbers as they are typed. */
export interface RunForm {
  readonly flow: string;
  /** Whose version is called through. */
  readonly environment: string;
  readonly from: string;
  /** `id` tells one reading of a file from every other. */
  readonly file: { readonly id: number; readonly name: string; readonly csv: string } | null;
  /** What a column is for, where somebody chose it. */
  readonly chosen: Readonly<Record<string, Use>>;
  readonly concurrency: string;
  readonly callsPerSecond: string;
  readonly machines: '' | 'Enable' | 'DetectMessageEnd';
  readonly hours: CallingHours | null;
  readonly skipBad: boolean;
}

export const EMPTY: RunForm = {
  flow: '',
  environment: LIVE,
  from: '',
  file: null,
  chosen: {},
  concurrency: '5',
  callsPerSecond: '1',
  machines: '',
  hours: null,
  skipBad: false,
};

/** Office hours in this place. */
export function usualHours(): CallingHours {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  return { timezone, from: '09:00', to: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] };
}

/**
 * What is sent, or undefined while something is missing.
 *
 * @param uses of every column, see `usesOf`
 */
export function bodyOf(form: RunForm, uses: Readonly<Record<string, Use>>): NewOutgoingList | undefined {
  const { flow, environment, from, file, machines, hours, skipBad } = form;
  const toColumn = Object.keys(uses).find((name) => uses[name] === TO);
  const others = Object.entries(uses).filter(([, use]) => use !== TO);
  const concurrency = Number(form.concurrency);
  const callsPerSecond = numberOf(form.callsPerSecond);
  if (
    flow === '' ||
    from === '' ||
    file === null ||
    toColumn === undefined ||
    !Number.isInteger(concurrency) ||
    !(callsPerSecond > 0)
  )
    return undefined;
  const options: OutgoingOptions | undefined = machines === '' ? undefined : { machineDetection: machines };
  return {
    name: file.name.replace(/\.\w+$/, '').slice(0, 120) || 'List',
    flow,
    ...(environment !== LIVE && { environment }),
    from,
    csv: file.csv,
    concurrency,
    callsPerSecond,
    skipBad,
    toColumn,
    columns: Object.fromEntries(others.map(([name, use]) => [name, use === NONE ? null : use])),
    ...(hours && { hours }),
    ...(options && { options }),
  };
}

/** A number as it is typed, with a point or a comma. */
export function numberOf(typed: string): number {
  return Number(typed.replace(',', '.'));
}

/** What the check depends on: everything but what only matters once it runs. */
export function checkBody(form: RunForm, uses: Readonly<Record<string, Use>>): NewOutgoingList | undefined {
  return bodyOf({ ...form, concurrency: '5', callsPerSecond: '1', machines: '', hours: null, skipBad: true }, uses);
}
