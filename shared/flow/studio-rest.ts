import { z } from 'zod';
import type { Json } from './types.ts';

/** What is left of a Studio definition beside the flow; nothing in it changes what a caller hears. */
export interface StudioRest {
  readonly description?: string;
  readonly flags?: Readonly<Record<string, Json>>;
  /** Names of variables in Studio, where they are others: `flow.data.NAME` is `data:NAME`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** By block. */
  readonly widgets?: Readonly<Record<string, StudioWidget>>;
}

/** What a block does not hold of the widget that it was. */
export interface StudioWidget {
  /** Type of the block then; of any other this is forgotten. */
  readonly of: string;
  /** Type of the widget, where the block does not tell. */
  readonly type?: string;
  /** Events of a trigger that came to this start beside its own. */
  readonly events?: readonly string[];
  /** Blocks that events lead to which no exit stands for. */
  readonly leads?: Readonly<Record<string, string>>;
  /** Properties that the block has no place for. */
  readonly kept?: Readonly<Record<string, Json>>;
  /** Properties that would come out in other words; they hold as long as the block is as it was. */
  readonly written?: Readonly<Record<string, Json>>;
  /** Mark of the block's props then. */
  readonly mark?: string;
}

/** Shape of what is left. */
export const studioRestSchema = z.strictObject({
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
});
