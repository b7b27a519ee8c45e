import type { Attributes } from './attributes.ts';
import type { Leg } from './leg.ts';
import { type Task, until } from './time/task.ts';
import type { Switchboard } from './types.ts';

/**
 * Begins to record a leg, and tells the application about it; it goes on until `stop`.
 * https://www.twilio.com/docs/voice/twiml/record#recordingstatuscallback
 */
export function beginRecording(exchange: Switchboard, leg: Leg, options: RecordingOptions): Recording {
  const { accountSid } = leg.spec;
  const sid = exchange.sid('RE');
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  const startedAt = exchange.now();
  const { source, channels = 1, track = 'both', callback } = options;
  const about: Readonly<Record<string, string>> = {
    AccountSid: accountSid,
    CallSid: callOf(leg).sid,
    ...options.parameters,
    RecordingSid: sid,
    RecordingUrl: url,
    RecordingChannels: String(channels),
    RecordingStartTime: rfc2822(startedAt),
    RecordingSource: source,
    RecordingTrack: track,
  };
  const tell = (status: RecordingStatus, more: Readonly<Record<string, string>> = {}): void => {
    if (!callback?.events.includes(status)) return;
    const parameters = { ...about, RecordingStatus: status, ...more };
    const { url: to, method } = callback;
    exchange.callback(leg, { url: to, method, parameters, purpose: 'recording', bare: true });
  };
  tell('in-progress');
  let finished: FinishedRecording | undefined;
  const stop = (by: string, kept?: number, least = 0): FinishedRecording => {
    if (finished) return finished;
    const seconds = Math.round(Math.max(least, (exchange.now() - startedAt) / 1_000));
    finished = { sid, url, seconds };
    leg.emit({ kind: 'recorded', seconds, url, by });
    const length = Math.round(kept ?? seconds);
    const done = (): void => (length > 0 ? tell('completed', { RecordingDuration: String(length) }) : tell('absent'));
    exchange.spawn(processed(exchange, done));
    return finished;
  };
  return { sid, url, startedAt, stop };
}

/** Where a recording is reported, as an element's `recordingStatusCallback…` attributes say; undefined for nowhere. */
export function recordingCallback(attributes: Attributes): RecordingCallback | undefined {
  const url = attributes.url('recordingStatusCallback');
  if (url === undefined) return undefined;
  const events = attributes.words('recordingStatusCallbackEvent');
  return { url, method: attributes.method('recordingStatusCallbackMethod'), events };
}

export interface RecordingOptions {
  readonly source: RecordingSource;
  readonly channels?: 1 | 2;
  readonly track?: 'inbound' | 'outbound' | 'both';
  readonly callback?: RecordingCallback | undefined;
  /** More that the callback carries, e.g. `ConferenceSid`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface RecordingCallback {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Which of `in-progress`, `completed` and `absent` are reported. */
  readonly events: readonly string[];
}

/** A recording that is under way. */
export interface Recording {
  readonly sid: string;
  /** Where the sound is once it is ready; with `.mp3` as MP3, otherwise WAV. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /**
   * Ends it, emits `recorded` and, once the file is ready, reports it; a second time nothing happens.
   *
   * @param by what ended it, for people: `key`, `silence`, `hangup` …
   * @param kept seconds left of it where silence is trimmed
   * @param least seconds that it has at least
   */
  stop(by: string, kept?: number, least?: number): FinishedRecording;
}

export interface FinishedRecording {
  readonly sid: string;
  readonly url: string;
  /** Whole seconds, before trimming. */
  readonly seconds: number;
}

/** https://www.twilio.com/docs/voice/api/recording */
export type RecordingSource = 'RecordVerb' | 'DialVerb' | 'Conference' | 'StartCallRecordingAPI';

type RecordingStatus = 'in-progress' | 'completed' | 'absent';

/** Seconds until a file is ready: the action URL hears of a recording before its status callback does. */
export const PROCESSING_SECONDS = 1;

function* processed(exchange: Switchboard, done: () => void): Task<void> {
  yield* until(exchange.sleep(PROCESSING_SECONDS));
  done();
}

/** Recordings belong to the call that dials, whichever leg is recorded. */
function callOf(leg: Leg): Leg {
  return leg.spec.parent ? callOf(leg.spec.parent) : leg;
}

function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
