import { randomBytes } from 'node:crypto';

/** What the account holds: rows by sid, in the names and shapes Twilio's JSON shows them. */
export interface State {
  readonly accounts: Map<string, Row>;
  readonly applications: Map<string, Row>;
  /** Numbers that can be bought, by number. */
  readonly available_phone_numbers: Map<string, AvailableRow>;
  readonly calls: Map<string, Row>;
  readonly incoming_phone_numbers: Map<string, Row>;
  /** API keys with their `secret`, which only the answer that made one shows. */
  readonly keys: Map<string, Row>;
  readonly messages: Map<string, Row>;
  readonly messaging_services: Map<string, MessagingServiceRow>;
  readonly outgoing_caller_ids: Map<string, Row>;
  /** Prices of numbers by country, as the pricing API shows them. */
  readonly phone_number_prices: Map<string, Omit<Row, 'sid'>>;
  readonly recordings: Map<string, Row>;
  /** Sound of recordings by sid; without one a second of silence. */
  readonly recording_media: Map<string, Uint8Array>;
  readonly transcriptions: Map<string, Row>;
  /** Numbers being verified, by number, with the code to key in. */
  readonly validation_requests: Map<string, ValidationRow>;
}

/** A resource as Twilio's JSON shows it. */
export type Row = Record<string, unknown> & { sid: string };

export type AvailableRow = Record<string, unknown> & { phone_number: string; kind: 'Local' | 'TollFree' | 'Mobile' };

/** A Messaging Service, and the SIDs of the numbers that send for it. */
export type MessagingServiceRow = Row & { readonly numbers: readonly string[] };

export interface ValidationRow {
  readonly account_sid: string;
  readonly call_sid: string;
  readonly friendly_name: string;
  readonly phone_number: string;
  readonly validation_code: string;
}

export function emptyState(): State {
  return {
    accounts: new Map(),
    applications: new Map(),
    available_phone_numbers: new Map(),
    calls: new Map(),
    incoming_phone_numbers: new Map(),
    keys: new Map(),
    messages: new Map(),
    messaging_services: new Map(),
    outgoing_caller_ids: new Map(),
    phone_number_prices: new Map(),
    recordings: new Map(),
    recording_media: new Map(),
    transcriptions: new Map(),
    validation_requests: new Map(),
  };
}

/** Rows as a Map for `startTwilioApi({ state })`. */
export function bySid(...rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.sid, row]));
}

/** @param prefix two letters: `CA`, `PN`… */
export function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

/** RFC 2822, as Twilio writes times. */
export function restTime(at: number | Date = Date.now()): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
