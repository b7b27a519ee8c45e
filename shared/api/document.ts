import { z } from 'zod';
import { flowSchema as flowDocumentSchema } from '../flow/schema.ts';
import type { FlowDocument } from '../flow/types.ts';

/** Shape of a flow document in answers. */
export const documentSchema = flowDocumentSchema as unknown as z.ZodType<FlowDocument>;

/**
 * A flow document in a request. Any JSON passes here, because `readFlow` judges it in full, with the path of every problem and
 * the nearest valid name; the API's description shows the same shape as for answers.
 */
export const sentDocumentSchema = z.unknown().meta({ $ref: '#/components/schemas/FlowDocument' });
