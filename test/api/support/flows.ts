import type { FlowDocument } from '../../../shared/flow/types.ts';
import { templates } from '../../../shared/templates/index.ts';

/** The sample flow, free of problems, under the given name; changing the copy changes nothing else. */
export function sampleFlow(name = 'Small office'): Draft {
  const [template] = templates;
  if (!template) throw new Error('There is no template.');
  return { ...(structuredClone(template.document) as unknown as Draft), name };
}

/** A flow document that tests may change. */
export type Draft = { -readonly [K in keyof FlowDocument]: FlowDocument[K] } & {
  blocks: Record<string, { type: string; name?: string; props: Record<string, never>; exits: Record<string, string> }>;
};
