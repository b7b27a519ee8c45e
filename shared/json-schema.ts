import { z } from 'zod';
import type { AnyBlock } from './block.ts';
import { CALL_TEST_LIMITS, callTestSchema } from './flow/call-test.ts';
import { blockSchema, flowSchema } from './flow/schema.ts';

/**
 * JSON Schema (2020-12) of a flow document, every block type with its props, for editors that complete and check
 * `*.flow.json`. Served at `/api/v1/flow.schema.json` and kept in `docs/flow.schema.json`. `parseFlow` stays the judge: what spans several places (dangling exits, duplicate starts) no schema says.
 *
 * @param blocks the block types to describe
 */
export function flowJsonSchema(blocks: readonly AnyBlock[]): Record<string, unknown> {
  const described = blocks.map((block) => {
    const props: Record<string, z.ZodType> = {};
    for (const [key, field] of Object.entries(block.fields)) {
      props[key] = field.kind
        .shape(field.options)
        .optional()
        .describe(field.hint ?? field.label);
    }
    return blockSchema
      .extend({ type: z.literal(block.type), props: z.strictObject(props).default({}) })
      .describe(block.about);
  });
  const document = flowSchema.extend({
    blocks: z.record(z.string(), z.union(described)).default({}),
    tests: z.array(callTestSchema).max(CALL_TEST_LIMITS.tests).default([]),
  });
  const schema = z.toJSONSchema(document, { io: 'input', unrepresentable: 'any' });
  return { ...schema, title: 'Patchcord flow, version 1' };
}
