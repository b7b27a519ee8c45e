import { z } from 'zod';
import { FLOW_LIMITS } from './limits.ts';
import { studioRestSchema } from './studio-rest.ts';
import { BLOCK_ID, LANGUAGE_CODE, RESERVED_NAMES, VARIABLE_NAME, VARIABLE_TYPES } from './types.ts';

const coordinate = z.number().min(-1e6).max(1e6);

/** Shape of one block, whatever its type; types check their own props and exits. */
export const blockSchema = z.strictObject({
  type: z.string(),
  name: z.string().max(FLOW_LIMITS.nameLength).optional(),
  props: z.record(z.string(), z.json()).default({}),
  exits: z.record(z.string(), z.string()).default({}),
});

const variableSchema = z.strictObject({
  type: z.enum(VARIABLE_TYPES),
  initial: z.json().optional(),
  about: z.string().max(500).optional(),
  scope: z.enum(['parameter', 'result']).optional(),
});

const tableName = z
  .string()
  .regex(
    VARIABLE_NAME,
    'is not a name of a table or column: letters, digits and _, not starting with a digit, at most 64',
  );

export const tableSchema = z.strictObject({
  columns: z.array(tableName).min(1).max(FLOW_LIMITS.tableColumns),
  rows: z.array(z.array(z.string().max(FLOW_LIMITS.cellLength))).max(FLOW_LIMITS.tableRows),
});

const languageCode = z.string().regex(LANGUAGE_CODE, 'is not a language code; write it like es-MX');

const languageSchema = z.strictObject({
  voice: z.string().optional(),
  fallback: z.string().max(FLOW_LIMITS.fallbackLength).optional(),
  fallbackOf: z.string().max(40).optional(),
  numbers: z.array(z.string().max(100)).max(1000).optional(),
});

const translationSchema = z.strictObject({ value: z.json(), of: z.string().max(40).optional() });

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
      fallback: z.string().max(FLOW_LIMITS.fallbackLength).optional(),
      typedVariables: z.boolean().optional(),
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
  tables: z.record(tableName, tableSchema).optional(),
  tests: z.array(z.json()).default([]),
  studio: studioRestSchema.optional(),
  languages: z.record(languageCode, languageSchema).optional(),
  translations: z.record(languageCode, z.record(z.string(), translationSchema)).optional(),
});
