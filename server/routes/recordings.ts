import type { RecordingDesk } from '../twilio/recordings.ts';
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

    deleteRecording: async ({ params }) => ({ status: 200, body: await desk.remove(params.sid) }),
    deleteRecordings: async ({ body }) => ({ status: 200, body: { results: await desk.removeAll(body.sids) } }),
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
