import type { Twilio } from 'twilio';
import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/recording.js';
import type {
  DeletedRecording,
  RecordingListView,
  RecordingQuery,
  RecordingView,
} from '../../shared/api/recordings.ts';
import { ApiFailure } from '../routes/failure.ts';
import type { DeletionWish, RecordingStore } from '../store/recordings.ts';
import type { FlowStore } from '../store/store.ts';
import { askTwilio } from './client.ts';
import { carryOut, concernsAll, fetchRecording, orGone } from './recordings/deletion.ts';
import { type Found, readPage } from './recordings/listing.ts';
import type { Media, MediaRequest } from './recordings/media.ts';
import type { Retention } from './recordings/retention.ts';
import { viewsOf, whyNot } from './recordings/view.ts';

/** The account's recordings: what they are, their sound, and deleting them. */
export interface RecordingDesk {
  /** Latest first. @throws ApiFailure 409 or 502 */
  list(query: RecordingQuery): Promise<RecordingListView>;
  /** With what Twilio wrote down of it, where no callback told. @throws ApiFailure 404, 409 or 502 */
  get(sid: string): Promise<RecordingView>;
  /** @throws ApiFailure 404, 409, 416 or 502 */
  media(asked: MediaRequest): Promise<Media>;
  /** @throws ApiFailure 409 or 502 */
  remove(sid: string): Promise<DeletedRecording>;
  /**
   * One after another. What fails does not keep the others, unless it would fail them, too: then they are not asked for.
   *
   * @throws ApiFailure 409 without credentials
   */
  removeAll(sids: readonly string[]): Promise<readonly DeletedRecording[]>;
  readonly retention: Retention;
}

export interface RecordingDeskDeps {
  readonly client: () => Promise<Twilio>;
  /** Account of the credentials set now. */
  readonly account: () => string | null;
  readonly open: (asked: MediaRequest) => Promise<Media | undefined>;
  readonly recordings: RecordingStore;
  readonly flows: FlowStore;
  readonly retention: Retention;
  /** Called with one that Twilio has no more, though nobody deleted it here. */
  readonly onGone: (sid: string) => Promise<void>;
  readonly now: () => number;
}

/** Pages of Twilio looked through for one answer; whoever wants to look further asks again. */
const PAGES = 5;
const FILTERED_PAGE = 200;
/** How long a deletion that somebody waits for is left to them before it is taken up anew. */
const HANDS_OFF_MS = 120_000;

export function createRecordingDesk(deps: RecordingDeskDeps): RecordingDesk {
  const { client, recordings, flows, retention } = deps;
  return {
    async list({ limit, cursor, ...wanted }) {
      const twilio = await client();
      const filtered = wanted.flow !== undefined || wanted.scope === 'flows';
      const found: Found[] = [];
      let next = cursor;
      let reached: number | undefined;
      for (let pages = 0; pages < PAGES && found.length < limit; pages++) {
        const page = await readPage(twilio, recordings, wanted, {
          size: filtered ? FILTERED_PAGE : limit,
          cursor: next,
        });
        found.push(...page.found);
        reached = page.reached ?? reached;
        next = page.next;
        if (next === undefined) break;
      }
      const views = await viewsOf(found, flows);
      return { recordings: views, next: next ?? null, backTo: next === undefined ? null : (reached ?? null) };
    },

    async get(sid) {
      const twilio = await client();
      const recording = await fetchRecording(twilio, sid);
      if (!recording || recording.status === 'deleted') throw await noRecording(recordings, sid);
      const origins = await recordings.origins(recording.callSid ? [recording.callSid] : []);
      const [view] = await viewsOf([{ recording, origin: origins.get(recording.callSid) }], flows);
      if (!view) throw await noRecording(recordings, sid);
      return view.transcription ? view : { ...view, transcription: await writtenAtTwilio(twilio, sid) };
    },

    async media(asked) {
      const media = await deps.open(asked);
      if (media) return media;
      const recording = await fetchRecording(await client(), asked.sid);
      if (!recording || recording.status === 'deleted') {
        await deps.onGone(asked.sid);
        throw await noRecording(recordings, asked.sid);
      }
      throw noSound(recording);
    },

    async remove(sid) {
      const [removal] = await remove(deps, [sid]);
      if (removal?.failure) throw removal.failure;
      return removalView(removal as Removal);
    },

    removeAll: async (sids) => (await remove(deps, sids)).map(removalView),
    retention,
  };
}

async function remove(deps: RecordingDeskDeps, sids: readonly string[]): Promise<readonly Removal[]> {
  const twilio = await deps.client();
  const at = deps.now();
  const wish = { account: deps.account() ?? '', call: null, reason: 'asked', at, next: at + HANDS_OFF_MS } as const;
  const wishes = [...new Set(sids)].map((sid) => ({ ...wish, sid }));
  await deps.recordings.intend(wishes);
  const removals: Removal[] = [];
  let standing: ApiFailure | undefined;
  for (const one of wishes) {
    const removal: Removal = standing ? { sid: one.sid, failure: standing } : await removeOne(deps, twilio, one);
    if (removal.failure && concernsAll(removal.failure)) standing = removal.failure;
    // Whoever asked for it hears that it failed and decides anew.
    if (removal.failure) await deps.recordings.withdraw(one.sid);
    removals.push(removal);
  }
  return removals;
}

/** What became of a recording that is to be deleted. */
type Removal =
  | { readonly sid: string; readonly already: boolean; readonly failure?: undefined }
  | { readonly sid: string; readonly failure: ApiFailure };

async function removeOne(deps: RecordingDeskDeps, twilio: Twilio, wish: DeletionWish): Promise<Removal> {
  const { sid } = wish;
  try {
    return { sid, already: (await carryOut(deps, twilio, wish)) === 'already' };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { sid, failure: error };
  }
}

function removalView(removal: Removal): DeletedRecording {
  const { sid, failure } = removal;
  if (!failure) return { sid, deleted: true, already: removal.already };
  return { sid, deleted: false, already: false, error: { code: failure.code, message: failure.message } };
}

/** https://www.twilio.com/docs/voice/api/recording-transcription */
async function writtenAtTwilio(twilio: Twilio, sid: string): Promise<RecordingView['transcription']> {
  const texts = await askTwilio('Reading the transcription', () =>
    orGone(twilio.recordings(sid).transcriptions.list({ limit: 1 })),
  );
  const text = texts?.[0];
  return text ? { status: text.status, text: text.transcriptionText ?? '' } : null;
}

async function noRecording(recordings: RecordingStore, sid: string): Promise<ApiFailure> {
  const deletion = await recordings.deletion(sid);
  if (deletion?.doneAt == null) {
    return new ApiFailure(404, 'no-such-recording', `The account has no recording ${sid}; it may have been deleted.`);
  }
  const day = new Date(deletion.doneAt).toISOString().slice(0, 10);
  const why = deletion.reason === 'retention' ? ', because it was old enough' : '';
  return new ApiFailure(404, 'recording-deleted', `The recording ${sid} was deleted on ${day}${why}.`);
}

function noSound(recording: RecordingInstance): ApiFailure {
  const why = whyNot(recording);
  if (recording.status === 'absent') return new ApiFailure(404, 'no-sound', `The recording cannot be played. ${why}`);
  if (why === null || recording.status !== 'completed') {
    const reason = why ?? 'Twilio is still preparing it.';
    return new ApiFailure(409, 'not-ready', `The recording cannot be played yet. ${reason} Try again in a moment.`);
  }
  return new ApiFailure(409, 'encrypted', `The recording cannot be played. ${why}`);
}
