import type { FlowBlock, FlowDocument, Json } from './types.ts';

/**
 * Canonical JSON text of a flow: keys in one fixed order (ids and names sorted), empty parts left out, two-space indentation,
 * layout after logic, a final newline. The same flow always gives the same text, so a text diff shows what changed.
 */
export function writeFlow(flow: FlowDocument): string {
  const document: Record<string, unknown> = {
    ...(flow.$schema === undefined ? {} : { $schema: flow.$schema }),
    version: flow.version,
    name: flow.name,
    settings: pick(flow.settings, ['language', 'voice', 'timezone', 'fallback']),
    variables: sorted(flow.variables, (variable) => pick(variable, ['type', 'initial', 'about'])),
    blocks: sorted(flow.blocks, writeBlock),
    layout: sorted(flow.layout, (position) => position),
    ...(flow.tests.length > 0 ? { tests: flow.tests } : {}),
  };
  // Positions read better on one line each.
  const text = JSON.stringify(document, null, 2);
  return `${text.replace(/\[\n\s+(-?[\d.e+]+),\n\s+(-?[\d.e+]+)\n\s+\]/g, '[$1, $2]')}\n`;
}

function writeBlock(block: FlowBlock): unknown {
  return {
    type: block.type,
    ...(block.name ? { name: block.name } : {}),
    props: sorted(block.props, sortKeys),
    exits: block.exits,
  };
}

/** Objects inside props are sorted too; lists keep their order. */
function sortKeys(value: Json): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value === 'object' && value !== null) return sorted(value as Record<string, Json>, sortKeys);
  return value;
}

function sorted<T>(record: Readonly<Record<string, T>>, write: (value: T) => unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(record).sort()) result[key] = write(record[key] as T);
  return result;
}

function pick<T extends object>(value: T, keys: readonly (keyof T)[]): Partial<T> {
  const result: Partial<T> = {};
  for (const key of keys) if (value[key] !== undefined) result[key] = value[key];
  return result;
}
