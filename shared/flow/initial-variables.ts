import type { FlowDocument, Json } from './types.ts';

/** What a flow's variables hold when a call begins. */
export function initialVariables({ variables }: Pick<FlowDocument, 'variables'>): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, { type, initial }] of Object.entries(variables)) values[name] = initial ?? EMPTY[type];
  return values;
}

const EMPTY = { string: '', number: 0, boolean: false } as const;
