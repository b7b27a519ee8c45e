import type { ApiRequest } from './handler.ts';
import { found } from './handler.ts';
import type { Row } from './state.ts';

/** The account's rows that a filter leaves, the newest first as Twilio lists them. */
export function rowsOf(
  rows: ReadonlyMap<string, Row>,
  { account }: ApiRequest,
  keep: (row: Row) => boolean = () => true,
): Row[] {
  const made = (row: Row) =>
    row.date_created === null ? Number.POSITIVE_INFINITY : Date.parse(String(row.date_created));
  return [...rows.values()]
    .filter((row) => row.account_sid === account && keep(row))
    .sort((a, b) => (made(a) === made(b) ? 0 : made(b) - made(a)));
}

/** The row the path names. @throws Refusal 404 / 20404 */
export function rowAt(rows: ReadonlyMap<string, Row>, request: ApiRequest): Row {
  const row = rows.get(request.path.Sid ?? '');
  return found(row?.account_sid === request.account ? row : undefined, request);
}

/** True when a property is what the query asks for, or the query does not ask. */
export function matches(value: unknown, wanted: string | undefined): boolean {
  return wanted === undefined || value === wanted;
}

/**
 * True when a time lies where the query wants it: `StartTime` that day, `StartTime<` until it, `StartTime>` from it on.
 * A day means a UTC day. https://www.twilio.com/docs/voice/api/call-resource#filter-calls
 */
export function inTime(value: unknown, name: string, query: Readonly<Record<string, string>>): boolean {
  const on = query[name];
  const before = query[`${name}<`];
  const after = query[`${name}>`];
  if (on === undefined && before === undefined && after === undefined) return true;
  const at = Date.parse(String(value));
  const day = (text: string) => Date.parse(text.slice(0, 10));
  const DAY = 86_400_000;
  const until = (text: string) => (text.length > 10 ? Date.parse(text) : day(text) + DAY - 1);
  return (
    (on === undefined || (at >= day(on) && at < day(on) + DAY)) &&
    (before === undefined || at <= until(before)) &&
    (after === undefined || at >= Date.parse(after))
  );
}
