import { deletedRecordingsSchema } from '../recordings.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';
import {
  deleteVoicemailsSchema,
  markedVoicemailsSchema,
  markVoicemailsSchema,
  unreadSchema,
  voicemailListSchema,
  voicemailQuerySchema,
} from '../voicemails.ts';

/** The inbox: messages that callers left. */
export const voicemailRoutes = {
  listVoicemails: {
    ...route('get', '/voicemails', 'Messages that callers left, latest first'),
    query: voicemailQuerySchema,
    responses: { 200: answer('Messages', voicemailListSchema) },
  },
  countUnreadVoicemails: get('/voicemails/unread', 'How many messages are new', {
    200: answer('Count', unreadSchema),
  }),
  markVoicemails: {
    ...route('post', '/voicemails/mark', 'Mark messages as heard, or as new again'),
    body: markVoicemailsSchema,
    responses: { 200: answer('How many there are', markedVoicemailsSchema) },
  },
  deleteVoicemails: {
    ...route(
      'post',
      '/voicemails/delete',
      'Delete messages, with their recordings at Twilio and what was written down',
    ),
    body: deleteVoicemailsSchema,
    responses: {
      200: answer('What became of each', deletedRecordingsSchema),
      409: refusal('No credentials'),
    },
  },
} as const satisfies Record<string, ApiRoute>;
