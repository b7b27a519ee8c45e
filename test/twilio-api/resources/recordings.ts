import { type ApiAnswer, type ApiRequest, type Handler, page, Refusal } from '../handler.ts';
import { inTime, matches, rowAt, rowsOf } from '../rows.ts';
import { silence } from '../silence.ts';
import type { Row, State } from '../state.ts';

/** https://www.twilio.com/docs/voice/api/recording */

export const ListRecording: Handler = (request, state) => {
  const { query } = request;
  const rows = rowsOf(
    state.recordings,
    request,
    (row) =>
      matches(row.call_sid, query.CallSid) &&
      matches(row.conference_sid, query.ConferenceSid) &&
      inTime(row.date_created, 'DateCreated', query) &&
      (query.IncludeSoftDeleted === 'true' || row.status !== 'deleted'),
  );
  return page(request, 'recordings', rows);
};

export const FetchRecording: Handler = (request, state) => ({
  status: 200,
  body: recordingAt(request, state, request.query.IncludeSoftDeleted === 'true'),
});

/** What is known of it stays for 40 days; its sound is gone at once. */
export const DeleteRecording: Handler = (request, state) => {
  const row = recordingAt(request, state);
  if (row.status === 'in-progress' || row.status === 'paused')
    throw new Refusal(400, 20001, 'Cannot delete a recording that is in progress');
  row.status = 'deleted';
  state.recording_media.delete(row.sid);
  return { status: 204 };
};

/** Without an ending the sound is WAV; players that seek ask for parts. https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media */
export const FetchRecordingMedia: Handler = (request, state) => {
  const row = recordingAt(request, state);
  if (row.status !== 'completed') throw new Refusal(404, 20404, `The requested resource ${request.uri} was not found`);
  if (request.query.RequestedChannels === '2' && row.channels !== 2)
    throw new Refusal(400, 20001, 'RequestedChannels is 2, but the recording has one channel');
  const type = request.uri.endsWith('.mp3') ? 'audio/mpeg' : 'audio/x-wav';
  const bytes = state.recording_media.get(row.sid) ?? silence(Number(row.duration), Number(row.channels));
  return partOf(bytes, type, request.range);
};

function recordingAt(request: ApiRequest, state: State, deleted = false): Row {
  const row = rowAt(state.recordings, request);
  if (row.status === 'deleted' && !deleted)
    throw new Refusal(404, 20404, `The requested resource ${request.uri.replace(/\.json$/, '')} was not found`);
  return row;
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
