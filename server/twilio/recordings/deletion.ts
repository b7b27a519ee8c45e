import type { Twilio } from 'twilio';
import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/recording.js';
import { ApiFailure } from '../../routes/failure.ts';
import type { DeletionWish, RecordingStore } from '../../store/recordings.ts';
import { askTwilio } from '../client.ts';

/**
 * Deletes a recording and what was written down of it, at Twilio and here, as it was wished for in the store before. A DELETE may
 * be sent again: what is gone already counts as deleted.
 * https://www.twilio.com/docs/voice/api/recording#delete-a-recording-resource
 *
 * @returns `already` where Twilio had it no more, `withdrawn` where the retention no longer wants it: then it stays
 * @throws ApiFailure 502 when it may still be there
 */
export async function carryOut(
  { recordings, now }: { readonly recordings: RecordingStore; readonly now: () => number },
  twilio: Twilio,
  wish: DeletionWish,
): Promise<'deleted' | 'already' | 'withdrawn'> {
  const { sid } = wish;
  const call = wish.call ?? (await fetchRecording(twilio, sid))?.callSid ?? null;
  // Once the recording is gone, nobody could say whose text is to be forgotten.
  if (wish.call === null && call !== null) await recordings.learnCall(sid, call);
  const isWished = async () => wish.reason === 'asked' || (await recordings.deletion(sid))?.doneAt === null;
  // First, because the way to them leads through the recording.
  const texts = await askTwilio('Listing the transcriptions', () =>
    orGone(twilio.recordings(sid).transcriptions.list({ limit: MOST_TEXTS })),
  );
  for (const text of texts ?? []) {
    if (!(await isWished())) return 'withdrawn';
    // What a list hands out does not know its own sid well enough to remove itself.
    const written = twilio.recordings(sid).transcriptions(text.sid);
    await askTwilio('Deleting a transcription', () => orGone(written.remove()));
  }
  if (!(await isWished())) return 'withdrawn';
  const removed = await askTwilio('Deleting the recording', () => orGone(twilio.recordings(sid).remove()));
  await recordings.settle({ ...wish, call }, now());
  return removed === undefined ? 'already' : 'deleted';
}

/** Whether what stands in the way of deleting one recording stands in the way of all: it is not about this one. */
export function concernsAll(error: unknown): error is ApiFailure {
  return error instanceof ApiFailure && !isRefused(error);
}

/** Whether Twilio understood the request and said no to just this. */
export function isRefused(error: unknown): boolean {
  return error instanceof ApiFailure && (error.code === 'twilio-refused' || error.status === 404);
}

/** @returns undefined where the account has none */
export async function fetchRecording(twilio: Twilio, sid: string): Promise<RecordingInstance | undefined> {
  return askTwilio('Reading the recording', () => orGone(twilio.recordings(sid).fetch()));
}

/** Transcriptions of one recording; there is hardly ever more than one. */
const MOST_TEXTS = 20;

/** @returns undefined where Twilio answers 404 */
export async function orGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as { status?: unknown } | null)?.status === 404) return undefined;
    throw error;
  }
}
