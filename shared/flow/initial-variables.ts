import type { FlowDocument, Json } from './types.ts';
import { EMPTY } from './variable-types.ts';

/** What a flow's variables hold when a call begins. */
export function initialVariables({ variables }: Pick<FlowDocument, 'variables'>): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, { type, initial }] of Object.entries(variables)) values[name] = initial ?? EMPTY[type];
  return values;
}
