import { z } from 'zod';

/** Body of every refusal: `{error: {code, message, problems?}}`. */
export const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.string().meta({ description: 'Stable name of the refusal, e.g. `not-found`.' }),
    message: z.string().meta({ description: 'A sentence: what is wrong and the next step.' }),
    problems: z
      .array(
        z.strictObject({
          path: z.string().meta({ description: 'JSON path of what is wrong, e.g. `$.blocks.menu.exits.1`.' }),
          message: z.string(),
          code: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

export type ApiError = z.infer<typeof errorSchema>;

/** What is wrong at one place of a request or a document. */
export type ApiErrorProblem = NonNullable<ApiError['error']['problems']>[number];
