import { z } from 'zod';

/** Shape of `StudioRest`. */
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
        absent: z
          .strictObject({ properties: z.array(z.string()).optional(), events: z.array(z.string()).optional() })
          .optional(),
        kept: z.record(z.string(), z.json()).optional(),
        written: z.record(z.string(), z.json()).optional(),
        mark: z.string().optional(),
      }),
    )
    .optional(),
});
