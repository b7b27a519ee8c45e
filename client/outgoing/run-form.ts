import type { CallingHours, NewOutgoingList, OutgoingOptions } from '../../shared/api/outgoing.ts';

/** A new list while it is being made; numbers as they are typed. */
export interface RunForm {
  readonly flow: string;
  readonly from: string;
  /** `id` tells one reading of a file from every other. */
  readonly file: { readonly id: number; readonly name: string; readonly csv: string } | null;
  /** Column of the numbers, where another one than the server's guess was chosen. */
  readonly toColumn: string | null;
  /** Variable of each column, where another one was chosen; null leaves the column out. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly concurrency: string;
  readonly callsPerSecond: string;
  readonly machines: '' | 'Enable' | 'DetectMessageEnd';
  readonly hours: CallingHours | null;
  readonly skipBad: boolean;
}

export const EMPTY: RunForm = {
  flow: '',
  from: '',
  file: null,
  toColumn: null,
  columns: {},
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

/** What is sent, or undefined while something is missing. */
export function bodyOf(form: RunForm, more: { readonly idempotencyKey?: string } = {}): NewOutgoingList | undefined {
  const { flow, from, file, toColumn, columns, machines, hours, skipBad } = form;
  const concurrency = Number(form.concurrency);
  const callsPerSecond = Number(form.callsPerSecond.replace(',', '.'));
  if (flow === '' || from === '' || file === null || !Number.isInteger(concurrency) || !(callsPerSecond > 0))
    return undefined;
  const options: OutgoingOptions | undefined = machines === '' ? undefined : { machineDetection: machines };
  return {
    name: file.name.replace(/\.\w+$/, '').slice(0, 120) || 'List',
    flow,
    from,
    csv: file.csv,
    concurrency,
    callsPerSecond,
    skipBad,
    ...(toColumn !== null && { toColumn }),
    ...(Object.keys(columns).length > 0 && { columns: { ...columns } }),
    ...(hours && { hours }),
    ...(options && { options }),
    ...more,
  };
}

/** What the check depends on: everything but what only matters once it runs. */
export function checkBody(form: RunForm): NewOutgoingList | undefined {
  return bodyOf({ ...form, concurrency: '5', callsPerSecond: '1', machines: '', hours: null, skipBad: true });
}
