import type { VoicemailDesk } from '../voicemail/desk.ts';
import type { ApiHandlers } from './handler.ts';

/** The inbox. */
export function voicemailHandlers(desk: VoicemailDesk): Pick<ApiHandlers, VoicemailRoutes> {
  return {
    listVoicemails: async ({ query }) => ({ status: 200, body: await desk.list(query) }),
    countUnreadVoicemails: async () => ({ status: 200, body: { unread: await desk.unread() } }),
    markVoicemails: async ({ body }) => ({ status: 200, body: await desk.mark(body) }),
    deleteVoicemails: async ({ body }) => ({ status: 200, body: { results: await desk.removeAll(body.sids) } }),
  };
}

type VoicemailRoutes = 'listVoicemails' | 'countUnreadVoicemails' | 'markVoicemails' | 'deleteVoicemails';
