import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/recording.js';
import type { RecordingView } from '../../../shared/api/recordings.ts';
import { blockNamesIn } from '../../../shared/block-name.ts';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import type { RecordingOrigin } from '../../store/recordings.ts';
import type { FlowStore } from '../../store/store.ts';
import { type Found, madeAt } from './listing.ts';

/** Recordings as the API shows them: with the names of flows and blocks, and what was said as far as callbacks told. */
export async function viewsOf(found: readonly Found[], flows: FlowStore): Promise<RecordingView[]> {
  const names = await namesOf(found, flows);
  return found.map(({ recording, origin }) => ({
    ...factsOf(recording),
    origin: origin ? originView(recording.sid, origin, names) : null,
    transcription: origin ? transcriptionOf(recording.sid, origin) : null,
  }));
}

function factsOf(recording: RecordingInstance): Omit<RecordingView, 'origin' | 'transcription'> {
  const { sid, callSid, conferenceSid, status, source, duration, channels } = recording;
  const unplayable = whyNot(recording);
  return {
    sid,
    callSid: callSid ?? null,
    conferenceSid: conferenceSid ?? null,
    status,
    source: source ?? '',
    startedAt: madeAt(recording),
    duration: isLength(duration) ? Number(duration) : null,
    channels: channels === 2 ? 2 : 1,
    playable: unplayable === null,
    unplayable,
  };
}

/** Of what goes on Twilio says -1. */
function isLength(duration: string | null): boolean {
  return duration !== null && duration !== '' && Number(duration) >= 0;
}

/** Why there is no file to hear, or null. */
export function whyNot({ status, encryptionDetails, errorCode }: RecordingInstance): string | null {
  if (status === 'deleted') return 'It was deleted.';
  if (status === 'absent') return `There is no sound${errorCode ? ` (Twilio’s error ${errorCode})` : ''}.`;
  if (status === 'processing' || status === 'stopped') return 'Twilio is still preparing it.';
  if (status !== 'completed') return 'It is still being recorded.';
  return encryptionDetails ? 'It is encrypted with a key of the account’s own, which Patchcord does not have.' : null;
}

function originView(
  sid: string,
  origin: RecordingOrigin,
  { flows, blocks }: Awaited<ReturnType<typeof namesOf>>,
): RecordingView['origin'] {
  const { flow, version, from, to } = origin;
  const block = blockOf(sid, origin);
  const blockName = block === null ? null : (blocks.get(keyOf(origin))?.(block) ?? null);
  return { flow, flowName: flows.get(flow) ?? null, version, block, blockName, from, to };
}

/** Block that made the recording: it asked for the callback, or learnt of it by its action. */
function blockOf(sid: string, { callbacks, results }: RecordingOrigin): string | null {
  const told = callbacks.find(({ block, parameters }) => block !== null && parameters.RecordingSid === sid);
  if (told) return told.block;
  return Object.entries(results).find(([, learnt]) => learnt.RecordingSid === sid)?.[0] ?? null;
}

/** The latest word of Twilio's transcription callbacks. https://www.twilio.com/docs/voice/twiml/record#transcribecallback */
function transcriptionOf(sid: string, { callbacks }: RecordingOrigin): RecordingView['transcription'] {
  const told = callbacks.findLast(
    ({ kind, parameters }) => kind === 'transcription' && parameters.RecordingSid === sid,
  )?.parameters;
  if (told?.TranscriptionStatus === undefined) return null;
  const status = told.TranscriptionStatus === 'completed' ? 'completed' : 'failed';
  return { status, text: told.TranscriptionText ?? '' };
}

/** Names of flows, and of the blocks of each version that took part. */
async function namesOf(found: readonly Found[], flows: FlowStore) {
  const origins = found.flatMap(({ origin }) => (origin ? [origin] : []));
  const versions = new Map(origins.map((origin) => [keyOf(origin), origin]));
  const blocks = new Map<string, (block: string) => string | undefined>();
  for (const [key, { flow, version }] of versions) {
    const record = await flows.version(flow, version);
    if (record) blocks.set(key, blockNames(record.document));
  }
  return { flows: new Map((await flows.list()).map(({ id, name }) => [id, name])), blocks };
}

function keyOf({ flow, version }: RecordingOrigin): string {
  return `${flow}@${version}`;
}

function blockNames(document: string): (block: string) => string | undefined {
  const { blocks } = JSON.parse(document) as FlowDocument;
  return (id) => {
    return blockNamesIn(blocks, blockTypes).get(id);
  };
}
