import { z } from 'zod';
import { FLOW_LIMITS } from './limits.ts';
import { BLOCK_ID, RESERVED_NAMES, VARIABLE_NAME } from './types.ts';

const coordinate = z.number().min(-1e6).max(1e6);

/** Shape of one block, whatever its type; types check their own props and exits. */
export const blockSchema = z.strictObject({
  type: z.string(),
  name: z.string().max(FLOW_LIMITS.nameLength).optional(),
  props: z.record(z.string(), z.json()).default({}),
  exits: z.record(z.string(), z.string()).default({}),
});

const variableSchema = z.strictObject({
  type: z.enum(['string', 'number', 'boolean']),
  initial: z.union([z.string(), z.number(), z.boolean()]).optional(),
  about: z.string().max(500).optional(),
});

/** Shape of a flow document, version 1, without what only block types know. */
export const flowSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  name: z.string().min(1).max(FLOW_LIMITS.nameLength),
  settings: z
    .strictObject({
      language: z.string().optional(),
      voice: z.string().optional(),
      timezone: z.string().optional(),
      fallback: z.string().max(3000).optional(),
    })
    .default({}),
  variables: z
    .record(
      z
        .string()
        .regex(VARIABLE_NAME, 'is not a variable name: letters, digits and _, not starting with a digit, at most 64')
        .refine((name) => !RESERVED_NAMES.includes(name), 'is a reserved name'),
      variableSchema,
    )
    .default({}),
  blocks: z
    .record(
      z.string().regex(BLOCK_ID, 'is not a block id: a letter, then letters, digits and _, at most 64'),
      blockSchema,
    )
    .default({}),
  layout: z.record(z.string(), z.tuple([coordinate, coordinate])).default({}),
  tests: z.array(z.json()).default([]),
  studio: z
    .strictObject({
      description: z.string().max(10_000).optional(),
      flags: z.record(z.string(), z.json()).optional(),
      variables: z.record(z.string(), z.string()).optional(),
      widgets: z
        .record(
          z.string(),
          z.strictObject({
            of: z.string(),
            type: z.string().optional(),
            events: z.array(z.string()).optional(),
            leads: z.record(z.string(), z.string()).optional(),
            kept: z.record(z.string(), z.json()).optional(),
            written: z.record(z.string(), z.json()).optional(),
            mark: z.string().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
