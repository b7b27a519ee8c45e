import type { FlowDocument } from '../../shared/flow/types.ts';

/** Whether a call goes the same way in both: layout, name and tests do not matter to callers. */
export function sameFlow(a: FlowDocument, b: FlowDocument): boolean {
  const keys = ['blocks', 'settings', 'variables', 'languages', 'translations'] as const;
  return keys.every((key) => a[key] === b[key]);
}
