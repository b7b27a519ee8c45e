import { type ApiAnswer, type ApiRequest, found, type Handler, page, Refusal } from '../handler.ts';
import type { Row, State } from '../state.ts';
import { silence } from './sound.ts';

/** https://www.twilio.com/docs/voice/api/recording and https://www.twilio.com/docs/voice/api/recording-transcription */

export const ListRecording: Handler = (request, state) => {
  const { CallSid, ConferenceSid, IncludeSoftDeleted } = request.query;
  const rows = ofAccount(state, request)
    .filter(
      (row) =>
        (IncludeSoftDeleted === 'true' || row.status !== 'deleted') &&
        (CallSid === undefined || row.call_sid === CallSid) &&
        (ConferenceSid === undefined || row.conference_sid === ConferenceSid) &&
        inDays(row, request.query),
    )
    .sort((a, b) => madeAt(b) - madeAt(a));
  return page(request, 'recordings', rows);
};

export const FetchRecording: Handler = (request, state) => ({
  status: 200,
  body: recordingAt(request, state, request.query.IncludeSoftDeleted === 'true'),
});

/** Metadata stays for 40 days; sound and all else is gone at once. */
export const DeleteRecording: Handler = (request, state) => {
  const row = recordingAt(request, state);
  if (row.status === 'in-progress' || row.status === 'paused')
    throw new Refusal(400, 20001, 'Cannot delete a recording that is in progress');
  row.status = 'deleted';
  state.recording_media.delete(row.sid);
  return { status: 204 };
};

/** The address without `.json`: sound for whoever may ask, with parts of it for players that seek. */
export const FetchRecordingMedia: Handler = (request, state) => {
  const row = recordingAt(request, state);
  if (row.status !== 'completed') throw new Refusal(404, 20404, `The requested resource ${request.uri} was not found`);
  if (request.query.RequestedChannels === '2' && row.channels !== 2)
    throw new Refusal(400, 20001, 'RequestedChannels is 2, but the recording has one channel');
  const type = request.uri.endsWith('.mp3') ? 'audio/mpeg' : 'audio/x-wav';
  const bytes = state.recording_media.get(row.sid) ?? silence(Number(row.duration), Number(row.channels));
  return partOf(bytes, type, request.range);
};

export const ListRecordingTranscription: Handler = (request, state) => {
  const { RecordingSid = '' } = request.path;
  found(state.recordings.get(RecordingSid), request);
  return page(request, 'transcriptions', textsOf(state, request, RecordingSid));
};

export const FetchRecordingTranscription: Handler = (request, state) => ({ status: 200, body: textAt(request, state) });

export const DeleteRecordingTranscription: Handler = (request, state) => {
  state.transcriptions.delete(textAt(request, state).sid);
  return { status: 204 };
};

function ofAccount(state: State, { account }: ApiRequest): Row[] {
  return [...state.recordings.values()].filter((row) => row.account_sid === account);
}

function recordingAt(request: ApiRequest, state: State, deleted = false): Row {
  const row = state.recordings.get(request.path.Sid ?? '');
  const there = row?.account_sid === request.account && (deleted || row.status !== 'deleted');
  return found(there ? row : undefined, request);
}

function textsOf(state: State, { account }: ApiRequest, recording: string | undefined): Row[] {
  return [...state.transcriptions.values()].filter(
    (row) => row.account_sid === account && row.recording_sid === recording,
  );
}

function textAt(request: ApiRequest, state: State): Row {
  const texts = textsOf(state, request, request.path.RecordingSid);
  return found(
    texts.find(({ sid }) => sid === request.path.Sid),
    request,
  );
}

function madeAt(row: Row): number {
  return Date.parse(String(row.date_created));
}

/** Whole days in GMT, both ends included: "created on or before midnight of this date". */
function inDays(row: Row, query: ApiRequest['query']): boolean {
  const day = new Date(madeAt(row)).toISOString().slice(0, 10);
  const { DateCreated: on, 'DateCreated<': before, 'DateCreated>': after } = query;
  return (
    (on === undefined || day === on.slice(0, 10)) &&
    (before === undefined || day <= before.slice(0, 10)) &&
    (after === undefined || day >= after.slice(0, 10))
  );
}

function partOf(bytes: Uint8Array, type: string, range: string | undefined): ApiAnswer {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  if (!match) return { status: 200, bytes, type };
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes.length : Math.min(bytes.length, Number(last) + 1);
  if (start >= end) return { status: 416, bytes: new Uint8Array(), type, part: `bytes */${bytes.length}` };
  return { status: 206, bytes: bytes.subarray(start, end), type, part: `bytes ${start}-${end - 1}/${bytes.length}` };
}
