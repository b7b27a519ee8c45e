import type { AnyBlock } from '../block.ts';
import type { AnyField, VariableSpot } from '../fields/field.ts';
import type { FlowDocument, VariableType } from '../flow/types.ts';

/** The type that blocks give a variable, where all that set it agree; else a text, which holds any of them. */
export function typeSeen(name: string, flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): VariableType {
  const seen = new Set<VariableType>();
  for (const { type, props } of Object.values(flow.blocks)) {
    for (const [key, field] of Object.entries(types.get(type)?.fields ?? {})) {
      for (const { text, type: given = 'string' } of spots(field, props[key])) if (text === name) seen.add(given);
    }
  }
  const [only = 'string', ...others] = seen;
  return others.length === 0 ? only : 'string';
}

function spots({ kind }: AnyField, value: unknown): readonly VariableSpot[] {
  return value === undefined || value === null ? [] : (kind.variables?.(value) ?? []);
}
