import { z } from 'zod';
import { ENVIRONMENT_NAME } from '../flow/environments.ts';
import type { FlowDocument } from '../flow/types.ts';
import { documentSchema, sentDocumentSchema } from './document.ts';
import { errorSchema } from './errors.ts';

/** Id of a flow, as in webhook URLs: lower-case letters, digits and dashes. */
export const flowIdSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Expected lower-case letters, digits and dashes, 64 at most.');

/** Name of an environment, as in webhook URLs behind `~`. */
export const environmentNameSchema = z
  .string()
  .regex(ENVIRONMENT_NAME, 'Expected lower-case letters, digits and dashes, 32 at most.');

const time = z.int().meta({ description: 'Milliseconds since 1970-01-01 UTC.' });

const pinsSchema = z.record(flowIdSchema, z.int());

/** A flow without its document. */
export const flowSummarySchema = z.strictObject({
  id: flowIdSchema,
  name: z.string(),
  revision: z.int().meta({ description: 'Counts up with every saved draft; the ETag is `"r<revision>"`.' }),
  live: z.int().nullable().meta({ description: 'Version that new calls get, or null while unpublished.' }),
  liveRevision: z.int().nullable().meta({ description: 'Revision the live version was made of.' }),
  calls: pinsSchema.meta({ description: 'Versions of other flows that the live version runs, by flow.' }),
  createdAt: time,
  updatedAt: time,
});

/** A flow with its draft. */
export const flowSchema = z.strictObject({ ...flowSummarySchema.shape, document: documentSchema });

export const flowListSchema = z.strictObject({
  flows: z.array(
    z.strictObject({
      ...flowSummarySchema.shape,
      calledBy: z.array(flowIdSchema).meta({
        description: 'Flows whose drafts, or versions that run, run this one. It cannot be deleted meanwhile.',
      }),
    }),
  ),
});

/** New flow: empty, from a template, or from a document. */
export const newFlowSchema = z.union([
  z.strictObject({ name: z.string().trim().min(1).max(120).optional(), template: z.string().optional() }),
  z.strictObject({ document: sentDocumentSchema }),
]);

export const savedDraftSchema = z.strictObject({ revision: z.int(), updatedAt: time });

/** One difference between two documents. */
export const flowChangeSchema = z.strictObject({
  path: z.string(),
  block: z.string().optional(),
  kind: z.enum(['added', 'removed', 'changed']),
  summary: z.string(),
});

/** Answer 412: somebody else saved first. `changes` leads from the sender's document to the stored one. */
export const staleDraftSchema = z.strictObject({
  error: errorSchema.shape.error,
  current: z.strictObject({ revision: z.int(), document: documentSchema }),
  changes: z.array(flowChangeSchema),
});

/** Something the checker found in a flow that reads well. */
export const flowProblemSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  block: z.string().optional(),
  field: z.string().optional(),
  exit: z.string().optional(),
  path: z.string().optional(),
});

export const flowProblemsSchema = z.strictObject({ revision: z.int(), problems: z.array(flowProblemSchema) });

/** Answer 422: the draft has errors and cannot be published. */
export const unpublishableSchema = z.strictObject({
  error: errorSchema.shape.error,
  problems: z.array(flowProblemSchema),
});

export const publishSchema = z.strictObject({
  note: z.string().max(500).optional(),
  environment: environmentNameSchema.optional().meta({ description: 'Where it is to run; `live` if absent.' }),
});

export const versionSummarySchema = z.strictObject({
  flow: flowIdSchema,
  version: z.int(),
  note: z.string(),
  publishedAt: time,
  revision: z.int().meta({ description: 'Draft revision it was made of.' }),
  calls: pinsSchema.meta({ description: 'Versions of other flows that it runs, by flow; kept for good.' }),
});

export const versionSchema = z.strictObject({ ...versionSummarySchema.shape, document: documentSchema });

export const versionListSchema = z.strictObject({
  live: z.int().nullable(),
  environments: z
    .record(z.string(), z.int())
    .meta({ description: 'Version that new calls get, by environment; absent where the flow does not run.' }),
  again: z.record(z.string(), pinsSchema).meta({
    description:
      'By environment where the flow runs: versions of the flows it calls there that publishing it again would keep.',
  }),
  versions: z.array(versionSummarySchema),
});

export const calledFlowsQuerySchema = z.strictObject({
  flows: z.string().max(20_000).meta({ description: 'Ids of the flows that are called, with commas between.' }),
  environment: environmentNameSchema.optional().meta({ description: '`live` if absent.' }),
});

export const calledFlowsSchema = z.strictObject({
  calls: pinsSchema.meta({ description: 'Version by flow.' }),
  versions: z.array(
    z.strictObject({
      flow: flowIdSchema,
      version: z.int(),
      ahead: z.boolean().meta({ description: 'Whether the draft of the flow has changed since.' }),
      document: documentSchema,
      calls: pinsSchema.meta({ description: 'Version by flow.' }),
    }),
  ),
});

export const goLiveSchema = z.strictObject({
  version: z.int().positive().nullable(),
  environment: environmentNameSchema.optional().meta({ description: '`live` if absent.' }),
});

export type CalledFlowsView = z.infer<typeof calledFlowsSchema>;
export type FlowSummaryView = z.infer<typeof flowSummarySchema>;
export type FlowView = z.infer<typeof flowSchema>;
export type ListedFlowView = FlowListView['flows'][number];
export type FlowListView = z.infer<typeof flowListSchema>;
export type NewFlow = { name?: string; template?: string } | { document: FlowDocument };
export type SavedDraft = z.infer<typeof savedDraftSchema>;
export type StaleDraft = z.infer<typeof staleDraftSchema>;
export type FlowProblemView = z.infer<typeof flowProblemSchema>;
export type FlowProblemsView = z.infer<typeof flowProblemsSchema>;
export type Unpublishable = z.infer<typeof unpublishableSchema>;
export type PublishRequest = z.infer<typeof publishSchema>;
export type VersionSummaryView = z.infer<typeof versionSummarySchema>;
export type VersionView = z.infer<typeof versionSchema>;
export type VersionListView = z.infer<typeof versionListSchema>;
export type GoLive = z.infer<typeof goLiveSchema>;
