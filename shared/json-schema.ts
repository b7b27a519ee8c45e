import { z } from 'zod';
import type { AnyBlock } from './block.ts';
import { blockSchema, flowSchema } from './flow/schema.ts';

/** Where the schema can be found under a server: `/api/v1/flow.schema.json`. */
export const FLOW_SCHEMA_ID = 'https://patchcord.dev/flow.schema.json';

/**
 * JSON Schema (2020-12) of a flow document, every block type with its props, for editors that complete and check
 * `*.flow.json`. `parseFlow` stays the judge: what spans several places (dangling exits, duplicate starts) no schema says.
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
  const document = flowSchema.extend({ blocks: z.record(z.string(), z.union(described)).default({}) });
  const schema = z.toJSONSchema(document, { io: 'input', unrepresentable: 'any' });
  return { ...schema, $id: FLOW_SCHEMA_ID, title: 'Patchcord flow' };
}
