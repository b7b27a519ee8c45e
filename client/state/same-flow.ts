import type { FlowDocument } from '../../shared/flow/types.ts';

/** Whether a call goes the same way in both: layout, name and tests do not matter to callers. */
export function sameFlow(a: FlowDocument, b: FlowDocument): boolean {
  return a.blocks === b.blocks && a.settings === b.settings && a.variables === b.variables;
}
