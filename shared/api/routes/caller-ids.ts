import { z } from 'zod';
import {
  allowedFromsSchema,
  callerIdListSchema,
  verificationQuerySchema,
  verificationSchema,
  verificationStateSchema,
  verifyCallerIdSchema,
} from '../caller-ids.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

/** Numbers that calls may show. */
export const callerIdRoutes = {
  listCallerIds: get('/caller-ids', 'Verified caller IDs of the account', {
    200: answer('Verified caller IDs', callerIdListSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  listFroms: get('/caller-ids/allowed', 'What calls may come from: numbers that can call and verified caller IDs', {
    200: answer('Numbers', allowedFromsSchema),
    409: refusal('No credentials'),
    502: refusal('Twilio refused or did not answer'),
  }),
  verifyCallerId: {
    ...route('post', '/caller-ids/verifications', 'Let Twilio call a number where somebody keys in the code'),
    body: verifyCallerIdSchema,
    responses: {
      201: answer('The code; asked again while that call may last, the same', verificationSchema),
      409: refusal(
        'No credentials; already verified; a number of the account; or the code of a call that may be under way is lost',
      ),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  getVerification: {
    ...route('get', '/caller-ids/verifications', 'Whether somebody keyed in the code'),
    query: verificationQuerySchema,
    responses: {
      200: answer('How far it is', verificationStateSchema),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
  removeCallerId: {
    ...route('delete', '/caller-ids/:sid', 'Remove a verified caller ID'),
    params: z.strictObject({
      sid: z.string().regex(/^PN[0-9a-fA-F]{32}$/, 'Expected a SID: PN and 32 hexadecimal digits.'),
    }),
    responses: {
      204: answer('Removed'),
      404: refusal('No such caller ID'),
      409: refusal('No credentials'),
      502: refusal('Twilio refused or did not answer'),
    },
  },
} as const satisfies Record<string, ApiRoute>;
