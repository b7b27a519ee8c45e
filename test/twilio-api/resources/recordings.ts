import { type Handler, page } from '../handler.ts';
import { inTime, matches, rowAt, rowsOf } from '../rows.ts';
import { silence } from '../silence.ts';

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

export const FetchRecording: Handler = (request, state) => ({ status: 200, body: rowAt(state.recordings, request) });

export const DeleteRecording: Handler = (request, state) => {
  const { sid } = rowAt(state.recordings, request);
  state.recordings.delete(sid);
  state.recording_media.delete(sid);
  return { status: 204 };
};

/** Without an ending the sound is WAV. https://www.twilio.com/docs/voice/api/recording#fetch-a-recordings-media */
export const FetchRecordingMedia: Handler = (request, state) => {
  const { sid } = rowAt(state.recordings, request);
  const type = request.uri.endsWith('.mp3') ? 'audio/mpeg' : 'audio/x-wav';
  return { status: 200, bytes: state.recording_media.get(sid) ?? silence(), type };
};
