import { z } from 'zod';
import {
  deletedRecordingSchema,
  deletedRecordingsSchema,
  deleteRecordingsSchema,
  mediaQuerySchema,
  newRetentionSchema,
  recordingListSchema,
  recordingQuerySchema,
  recordingSchema,
  recordingSidSchema,
  retentionPreviewQuerySchema,
  retentionPreviewSchema,
  retentionSchema,
} from '../recordings.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

/** Recordings, and how long they are kept. */
export const recordingRoutes = {
  listRecordings: {
    ...route('get', '/recordings', "The account's recordings, latest first, with the flow and block that made them"),
    query: recordingQuerySchema,
    responses: {
      200: answer('Recordings', recordingListSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  deleteRecordings: {
    ...route('post', '/recordings/delete', 'Delete several recordings at Twilio, with what was written down of them'),
    body: deleteRecordingsSchema,
    responses: {
      200: answer('What became of each', deletedRecordingsSchema),
      409: refusal('No credentials'),
    },
  },
  getRetention: get('/recordings/retention', 'After how many days recordings are deleted, and how far that is', {
    200: answer('Retention', retentionSchema),
  }),
  setRetention: {
    ...route('put', '/recordings/retention', 'Have recordings deleted after so many days, or keep them'),
    body: newRetentionSchema,
    responses: { 200: answer('Retention', retentionSchema) },
  },
  previewRetention: {
    ...route('get', '/recordings/retention/preview', 'What such a setting would delete at once'),
    query: retentionPreviewQuerySchema,
    responses: {
      200: answer('What would be deleted', retentionPreviewSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  getRecording: {
    ...route('get', '/recordings/:sid', 'A recording with its transcription'),
    params: z.strictObject({ sid: recordingSidSchema }),
    responses: {
      200: answer('Recording', recordingSchema),
      404: refusal('No such recording, or it was deleted'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  deleteRecording: {
    ...route('delete', '/recordings/:sid', 'Delete a recording at Twilio, with what was written down of it'),
    params: z.strictObject({ sid: recordingSidSchema }),
    responses: {
      200: answer('Deleted, or gone already', deletedRecordingSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer; it may still be there'),
    },
  },
  getRecordingMedia: {
    ...route('get', '/recordings/:sid/media', "A recording's sound, or a part of it (`Range`)"),
    params: z.strictObject({ sid: recordingSidSchema }),
    query: mediaQuerySchema,
    responses: {
      200: { description: 'The file', type: 'audio/*' },
      206: { description: 'A part of the file', type: 'audio/*' },
      404: refusal('No such recording, it was deleted, or it has no sound'),
      409: refusal('Not ready yet, encrypted, kept elsewhere, one channel only, or no credentials'),
      416: refusal('It is shorter than the part asked for'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
} as const satisfies Record<string, ApiRoute>;
