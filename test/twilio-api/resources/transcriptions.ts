import { type Handler, page } from '../handler.ts';
import { rowAt, rowsOf } from '../rows.ts';

/** https://www.twilio.com/docs/voice/api/recording-transcription */

export const ListTranscription: Handler = (request, state) =>
  page(request, 'transcriptions', rowsOf(state.transcriptions, request));

export const ListRecordingTranscription: Handler = (request, state) => {
  const rows = rowsOf(state.transcriptions, request, (row) => row.recording_sid === request.path.RecordingSid);
  return page(request, 'transcriptions', rows);
};

export const FetchTranscription: Handler = (request, state) => ({
  status: 200,
  body: rowAt(state.transcriptions, request),
});

export const DeleteTranscription: Handler = (request, state) => {
  state.transcriptions.delete(rowAt(state.transcriptions, request).sid);
  return { status: 204 };
};

export const DeleteRecordingTranscription: Handler = (request, state) => DeleteTranscription(request, state);
