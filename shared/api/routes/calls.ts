import { z } from 'zod';
import { callListSchema, callQuerySchema, callSchema } from '../calls.ts';
import { type ApiRoute, answer, refusal, route } from '../route.ts';

/** Calls and conversations that flows answered. */
export const callRoutes = {
  listCalls: {
    ...route('get', '/calls', 'Calls and messages, latest first'),
    query: callQuerySchema,
    responses: { 200: answer('Calls', callListSchema) },
  },
  getCall: {
    ...route('get', '/calls/:sid', 'A call with its step log'),
    params: z.strictObject({ sid: z.string().max(64) }),
    responses: { 200: answer('Call', callSchema), 404: refusal('No such call') },
  },
} as const satisfies Record<string, ApiRoute>;
