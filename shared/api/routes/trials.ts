import { type ApiRoute, answer, route } from '../route.ts';
import { trialOutcomeSchema, trialQuerySchema, trialRequestSchema } from '../trials.ts';

/** Flows that are tried out. */
export const trialRoutes = {
  tryRequest: {
    ...route('post', '/trials/requests', 'Make a request of a flow that is tried out, as a call would make it'),
    query: trialQuerySchema,
    body: trialRequestSchema,
    responses: { 200: answer('What came of it', trialOutcomeSchema) },
  },
} as const satisfies Record<string, ApiRoute>;
