import type { Json } from '../../../../shared/flow/types.ts';
import { readDefinition } from '../../../../shared/import/studio/read-definition.ts';
import { unwrap } from '../../../../shared/import/studio/unwrap.ts';
import { canonical } from '../../../../shared/studio/properties.ts';

/**
 * What a definition says, each state by its name: every property as it is written, defaults or not, and every transition, whether it
 * leads on or not. Only the order, nulls, spaces inside Liquid and what Studio numbers by itself do not count.
 */
export function meaningOf(text: string): Readonly<Record<string, unknown>> {
  const unwrapped = unwrap(text);
  if (!unwrapped.ok) throw new Error(JSON.stringify(unwrapped.problems));
  const [found] = unwrapped.found;
  const read = found && readDefinition(found);
  if (!read?.ok) throw new Error(JSON.stringify(read?.problems));
  const { states, initial, flags } = read.definition;
  const told = states.map(({ name, type, properties, transitions, position }) => {
    const values = Object.entries(properties).map(([key, value]) => [key, asWritten(value)] as const);
    const ways = transitions
      .map(({ event, next = '', conditions }) =>
        canonical({ event, next, conditions: conditions.map((one) => ({ ...one })) }),
      )
      .sort();
    return [name, { type, position, properties: Object.fromEntries(values.sort()), ways }] as const;
  });
  const usual = Object.keys(flags).length === 0 ? { allow_concurrent_calls: true } : flags;
  return { ...Object.fromEntries(told), '(initial)': initial, '(flags)': usual };
}

function asWritten(value: Json): Json {
  return typeof value === 'object' || String(value).includes('{{') ? canonical(value) : value;
}
