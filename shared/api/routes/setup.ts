import { z } from 'zod';
import { type ApiRoute, answer, get, route } from '../route.ts';
import { sessionSchema, setupSchema } from '../setup.ts';

/** What the server is and who asks it. */
export const setupRoutes = {
  getOpenApi: get('/openapi.json', 'This description', {
    200: answer('OpenAPI 3.1 document', z.record(z.string(), z.unknown())),
  }),
  getFlowSchema: get('/flow.schema.json', 'JSON Schema of flow documents, for editors', {
    200: answer('JSON Schema 2020-12', z.record(z.string(), z.unknown())),
  }),
  getSetup: get('/setup', 'What this server can do and what is missing', { 200: answer('Setup', setupSchema) }),
  getSession: get('/session', 'Who is asking', { 200: answer('Session', sessionSchema) }),
  logOut: {
    ...route('post', '/logout', 'Forget the cookie that came with the request'),
    responses: { 204: answer('Logged out') },
  },
} as const satisfies Record<string, ApiRoute>;
