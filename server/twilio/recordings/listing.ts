import type { Twilio } from 'twilio';
import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/recording.js';
import type { RecordingScope } from '../../../shared/api/recordings.ts';
import type { RecordingOrigin, RecordingStore } from '../../store/recordings.ts';
import { askTwilio } from '../client.ts';

/** Which recordings are wanted. */
export interface Wanted {
  readonly scope: RecordingScope;
  readonly flow?: string | undefined;
  readonly call?: string | undefined;
  /** Made at this time (milliseconds) or later. */
  readonly from?: number | undefined;
  /** Made before this time (milliseconds). */
  readonly to?: number | undefined;
}

/** A recording with the call of ours it belongs to. */
export interface Found {
  readonly recording: RecordingInstance;
  readonly origin: RecordingOrigin | undefined;
}

export interface FoundPage {
  /** Those that are wanted, latest first. */
  readonly found: readonly Found[];
  /** How many others are just as old: no flow of this server answered their calls. */
  readonly others: number;
  /** Where to go on; undefined at the end. */
  readonly next: string | undefined;
  /** When the last one that was looked at was made; undefined where there was none. */
  readonly reached: number | undefined;
}

/**
 * One page of the account's recordings, with those that are not wanted left out.
 * https://www.twilio.com/docs/voice/api/recording#read-multiple-recording-resources
 *
 * @param cursor where a page before this one said to go on
 */
export async function readPage(
  twilio: Twilio,
  store: RecordingStore,
  wanted: Wanted,
  { size, cursor }: { readonly size: number; readonly cursor?: string | undefined },
): Promise<FoundPage> {
  const page = await askTwilio('Listing the recordings', () =>
    twilio.recordings.page({ ...filterOf(wanted), ...placeOf(cursor), pageSize: size }),
  );
  const inTime = page.instances.filter((recording) => isInTime(recording, wanted));
  const calls = inTime.flatMap(({ callSid }) => (callSid ? [callSid] : []));
  const origins = await store.origins([...new Set(calls)]);
  const all = inTime.map((recording) => ({ recording, origin: origins.get(recording.callSid) }));
  const found = all.filter(
    ({ origin }) =>
      (origin !== undefined || (wanted.scope === 'account' && wanted.flow === undefined)) &&
      (wanted.flow === undefined || origin?.flow === wanted.flow),
  );
  const last = page.instances.at(-1);
  return {
    found,
    others: all.length - found.length,
    next: cursorOf(page.nextPageUrl),
    reached: last && madeAt(last),
  };
}

/** When a recording was begun; milliseconds. */
export function madeAt({ startTime, dateCreated }: RecordingInstance): number {
  const began = startTime?.getTime();
  return began !== undefined && !Number.isNaN(began) ? began : dateCreated.getTime();
}

const DAY_MS = 24 * 3_600_000;

/** Twilio compares whole days, so it is asked for a day more at both ends and `isInTime` looks closely. */
function filterOf({ call, from, to }: Wanted) {
  return {
    ...(call === undefined ? {} : { callSid: call }),
    ...(from === undefined ? {} : { dateCreatedAfter: new Date(Math.max(0, from - DAY_MS)) }),
    ...(to === undefined ? {} : { dateCreatedBefore: new Date(to + DAY_MS) }),
  };
}

function isInTime(recording: RecordingInstance, { from, to }: Wanted): boolean {
  const at = madeAt(recording);
  return (from === undefined || at >= from) && (to === undefined || at < to);
}

/** `<page>.<token>` of Twilio's link to the next page; the link itself would let whoever sends it name another host. */
function cursorOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const { searchParams } = new URL(url);
  const token = searchParams.get('PageToken');
  return token === null ? undefined : `${Number(searchParams.get('Page') ?? 0)}.${encodeURIComponent(token)}`;
}

function placeOf(cursor: string | undefined) {
  if (cursor === undefined) return {};
  const dot = cursor.indexOf('.');
  return { pageNumber: Number(cursor.slice(0, dot)), pageToken: decoded(cursor.slice(dot + 1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
