import type { CallbackRecord, Store, TurnRecord } from '../../../server/store/store.ts';
import { sampleFlow } from '../../api/support/flows.ts';
import { type ApiServer, startApi } from '../../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restRecording, sidAt } from '../../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi, type TwilioApiOptions } from '../../twilio-api/stand-in.ts';
import { type Row, restTime } from '../../twilio-api/state.ts';

export const DAY_MS = 24 * 3_600_000;

/** The API before a Twilio that holds recordings, with a published flow `small-office`. */
export interface Desk {
  readonly api: ApiServer;
  readonly twilio: TwilioApi;
  close(): Promise<void>;
}

export async function startDesk(options: TwilioApiOptions & { readonly folder?: string } = {}): Promise<Desk> {
  const twilio = await startTwilioApi(options);
  const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, TWILIO_API_URL: twilio.url };
  const api = await startApi(env, options.folder);
  await api.ask('POST', '/flows', { body: { document: sampleFlow() } });
  await api.ask('POST', '/flows/small-office/publish', { body: {}, revision: 1 });
  return {
    api,
    twilio,
    close: async () => {
      await api.close();
      await twilio.close();
    },
  };
}

/** The `at`-th recording, made so many days before `now`. */
export function recordingAged(
  at: number,
  days: number,
  now = Date.now(),
  properties: Record<string, unknown> = {},
): Row {
  const made = restTime(now - days * DAY_MS);
  return restRecording(at, { date_created: made, start_time: made, ...properties });
}

/** A call that the flow answered, with what Twilio told of its recording. */
export async function keepCall(
  store: Store,
  at: number,
  told: { text?: string; recording?: string } = {},
): Promise<void> {
  const sid = sidAt('CA', at);
  const RecordingSid = told.recording ?? sidAt('RE', at);
  await store.calls.append(turnOf(sid));
  const parameters = { CallSid: sid, RecordingSid, RecordingStatus: 'completed', RecordingDuration: '4' };
  await store.calls.callback(callbackOf(sid, 'recording', parameters));
  if (told.text === undefined) return;
  const written = { CallSid: sid, RecordingSid, TranscriptionStatus: 'completed', TranscriptionText: told.text };
  await store.calls.callback(callbackOf(sid, 'transcription', written));
}

function turnOf(sid: string): TurnRecord {
  const call = { CallSid: sid, From: '+15550100199', To: '+15550100100' };
  return {
    sid,
    turn: 1,
    key: 'first',
    at: Date.now(),
    took: 3,
    form: new URLSearchParams(call).toString(),
    answer: '<Response/>',
    session: {
      sid,
      channel: 'voice',
      flow: 'small-office',
      version: 1,
      status: 'ended',
      turn: 1,
      waiting: null,
      variables: {},
      results: {},
      state: null,
      call,
    },
    log: [],
  };
}

function callbackOf(sid: string, kind: CallbackRecord['kind'], parameters: Record<string, string>): CallbackRecord {
  return { sid, key: `${kind} ${parameters.RecordingSid}`, kind, block: 'message', at: Date.now(), parameters };
}
