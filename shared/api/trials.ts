import { z } from 'zod';
import { LIVE } from '../flow/environments.ts';
import { environmentNameSchema } from './flows.ts';

const sealed = z.union([
  z.string().max(70_000),
  z
    .array(
      z.union([
        z.string().max(70_000),
        z.strictObject({ secret: z.string().max(64), as: z.enum(['xml', 'json', 'url']).optional() }),
      ]),
    )
    .max(200),
]);

export const trialQuerySchema = z.strictObject({
  environment: environmentNameSchema.default(LIVE).meta({ description: 'Whose secrets are put in.' }),
});

/** A request of an HTTP request block; where a text is a list, secrets are named in it. */
export const trialRequestSchema = z.strictObject({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
  url: sealed,
  headers: z.array(z.strictObject({ name: z.string().max(200), value: sealed })).max(60),
  auth: z
    .discriminatedUnion('scheme', [
      z.strictObject({ scheme: z.literal('basic'), username: sealed, password: sealed }),
      z.strictObject({ scheme: z.literal('bearer'), token: sealed }),
    ])
    .optional(),
  body: z.strictObject({ type: z.string().max(200), text: sealed }).optional(),
  timeout: z.number().min(1).max(60).meta({ description: 'Seconds for all of it.' }),
  retries: z.int().min(0).max(5),
  repeatable: z.boolean().optional(),
});

/** What came of it. */
export const trialOutcomeSchema = z.discriminatedUnion('result', [
  z.strictObject({
    kind: z.literal('http'),
    result: z.literal('answered'),
    status: z.int(),
    contentType: z.string(),
    body: z.string().meta({ description: 'At most 64 KB; secrets are taken out.' }),
  }),
  z.strictObject({
    kind: z.literal('http'),
    result: z.enum(['timeout', 'failed', 'unknown']),
    reason: z.string(),
  }),
]);
