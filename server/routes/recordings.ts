import type { RecordingDesk } from '../twilio/recordings.ts';
import { ApiFailure } from './failure.ts';
import type { ApiHandlers } from './handler.ts';

/** The account's recordings, their sound, and how long they are kept. */
export function recordingHandlers(desk: RecordingDesk): Pick<ApiHandlers, RecordingRoutes> {
  const { retention } = desk;
  return {
    listRecordings: async ({ query }) => ({ status: 200, body: await desk.list(query) }),
    getRecording: async ({ params }) => ({ status: 200, body: await desk.get(params.sid) }),

    async getRecordingMedia({ params, query, range }) {
      const { format, channels, download } = query;
      const media = await desk.media({ sid: params.sid, format, channels, range });
      const saved = { 'content-disposition': `attachment; filename="${params.sid}.${format}"` };
      const headers = { ...media.headers, ...(download === 'true' ? saved : {}) };
      return { status: media.status, headers, send: media.send };
    },

    async deleteRecording({ params }) {
      const [result] = await desk.remove([params.sid]);
      if (result?.error) throw new ApiFailure(502, result.error.code, result.error.message);
      return { status: 200, body: result };
    },

    deleteRecordings: async ({ body }) => ({ status: 200, body: { results: await desk.remove(body.sids) } }),
    getRetention: async () => ({ status: 200, body: await retention.view() }),
    setRetention: async ({ body }) => ({ status: 200, body: await retention.set(body) }),
    previewRetention: async ({ query }) => ({ status: 200, body: await retention.preview(query) }),
  };
}

type RecordingRoutes =
  | 'listRecordings'
  | 'getRecording'
  | 'getRecordingMedia'
  | 'deleteRecording'
  | 'deleteRecordings'
  | 'getRetention'
  | 'setRetention'
  | 'previewRetention';
