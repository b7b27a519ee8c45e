import { z } from 'zod';
import { BINDING_KINDS, BINDING_NAME } from '../flow/environments.ts';
import { errorSchema } from './errors.ts';
import { environmentNameSchema, flowIdSchema } from './flows.ts';

/** Name of a binding, as templates read it: `env.<name>`. */
export const bindingNameSchema = z
  .string()
  .regex(BINDING_NAME, 'Expected letters, digits and _, 64 at most, beginning with no digit.');

/** A value of a binding in one environment. That of a secret is never told. */
export const bindingValueSchema = z.strictObject({
  value: z.string().nullable().meta({ description: 'Null for a secret.' }),
  setAt: z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' }),
});

export const bindingSchema = z.strictObject({
  name: bindingNameSchema,
  kind: z.enum(BINDING_KINDS),
  about: z.string().meta({ description: 'What it is for.' }),
  values: z.record(z.string(), bindingValueSchema).meta({ description: 'By environment; absent where it has none.' }),
  usedBy: z
    .array(
      z.strictObject({
        flow: flowIdSchema,
        name: z.string(),
        draft: z.boolean().meta({ description: 'Whether the draft names it.' }),
        environments: z.array(z.string()).meta({ description: 'Where a version runs that names it.' }),
      }),
    )
    .meta({ description: 'Flows that name it.' }),
});

/** A binding that flows name and that nobody has made yet. */
export const wantedBindingSchema = z.strictObject({
  name: bindingNameSchema,
  secret: z.boolean(),
  usedBy: bindingSchema.shape.usedBy,
});

export const environmentsSchema = z.strictObject({
  environments: z.array(environmentNameSchema).meta({ description: '`live` first.' }),
  bindings: z.array(bindingSchema),
  wanted: z.array(wantedBindingSchema),
});

export const newEnvironmentSchema = z.strictObject({ name: environmentNameSchema });

export const setBindingSchema = z.strictObject({
  kind: z.enum(BINDING_KINDS),
  about: z.string().trim().max(200).optional(),
});

export const setBindingValueSchema = z.strictObject({ value: z.string() });

/** Answer 409: what a version names and the environment does not have. */
export const missingBindingsSchema = z.strictObject({
  error: errorSchema.shape.error,
  missing: z.array(
    z.strictObject({
      binding: z.string().meta({ description: 'As templates write it: `env.sales`, `secrets.key`.' }),
      environment: z.string(),
      message: z.string(),
      blocks: z.array(z.string()).meta({ description: 'Ids of the blocks that name it.' }),
    }),
  ),
});

export type EnvironmentsView = z.infer<typeof environmentsSchema>;
export type BindingView = z.infer<typeof bindingSchema>;
export type WantedBindingView = z.infer<typeof wantedBindingSchema>;
export type BindingUserView = BindingView['usedBy'][number];
export type SetBinding = z.infer<typeof setBindingSchema>;
export type MissingBindings = z.infer<typeof missingBindingsSchema>;
export type MissingBindingView = MissingBindings['missing'][number];
