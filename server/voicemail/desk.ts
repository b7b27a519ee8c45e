import type { DeletedRecording } from '../../shared/api/recordings.ts';
import type {
  MarkedVoicemails,
  MarkVoicemails,
  VoicemailListQuery,
  VoicemailListView,
  VoicemailView,
} from '../../shared/api/voicemails.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowStore } from '../store/store.ts';
import type { Voicemail, VoicemailStore } from '../store/voicemails.ts';
import type { RecordingDesk } from '../twilio/recordings.ts';

/** The inbox: messages that callers left. */
export interface VoicemailDesk {
  /** Latest first. */
  list(query: VoicemailListQuery): Promise<VoicemailListView>;
  /** How many are new. */
  unread(): Promise<number>;
  mark(marked: MarkVoicemails): Promise<MarkedVoicemails>;
  /** With their recordings at Twilio. @throws ApiFailure 409 without credentials */
  removeAll(sids: readonly string[]): Promise<readonly DeletedRecording[]>;
}

export interface VoicemailDeskDeps {
  readonly voicemails: VoicemailStore;
  readonly flows: Pick<FlowStore, 'list'>;
  readonly recordings: Pick<RecordingDesk, 'removeAll'>;
  readonly now: () => number;
}

export function createVoicemailDesk({ voicemails, flows, recordings, now }: VoicemailDeskDeps): VoicemailDesk {
  return {
    async list({ cursor, limit, ...wanted }) {
      const [found, unread, boxes, known] = await Promise.all([
        voicemails.list({ ...wanted, after: placeOf(cursor), limit: limit + 1 }),
        voicemails.countNew(),
        voicemails.boxes(),
        flows.list(),
      ]);
      const names = new Map(known.map(({ id, name }) => [id, name]));
      const shown = found.slice(0, limit);
      const last = found.length > limit ? shown.at(-1) : undefined;
      return {
        voicemails: shown.map((one) => viewOf(one, names, now())),
        next: last ? `${last.at}.${last.recording}` : null,
        unread,
        boxes: [...boxes],
      };
    },

    unread: () => voicemails.countNew(),

    async mark({ sids, heard }) {
      const marked = await voicemails.mark([...new Set(sids)], heard ? now() : null);
      return { marked, unread: await voicemails.countNew() };
    },

    removeAll: (sids) => recordings.removeAll(sids),
  };
}

function placeOf(cursor: string | undefined): { readonly at: number; readonly recording: string } | undefined {
  if (cursor === undefined) return undefined;
  const [at, recording = ''] = cursor.split('.');
  return { at: Number(at), recording };
}

function viewOf(message: Voicemail, names: ReadonlyMap<string, string>, now: number): VoicemailView {
  const {
    recording,
    call,
    flow,
    environment = LIVE,
    block,
    box,
    from,
    to,
    at,
    seconds,
    heardAt,
    sound,
    told,
  } = message;
  return {
    sid: recording,
    callSid: call,
    flow,
    flowName: names.get(flow) ?? null,
    environment,
    block,
    box,
    from,
    to,
    at,
    duration: seconds,
    heardAt,
    sound: sound === null ? 'pending' : sound === 'completed' ? 'ready' : sound,
    transcription: transcriptionOf(message, now),
    notices: told === null ? null : told.map((one) => ({ ...one })),
  };
}

/** Milliseconds after which Twilio will tell no more what was said. */
const NO_MORE = 3_600_000;

function transcriptionOf({ transcribed, written, at }: Voicemail, now: number): VoicemailView['transcription'] {
  if (written !== null && written.trim() !== '') return { status: 'completed', text: written };
  if (!transcribed) return null;
  return { status: written === null && now - at < NO_MORE ? 'in-progress' : 'failed', text: '' };
}
