import { readDefinition } from '../../../../shared/import/studio/read-definition.ts';
import { unwrap } from '../../../../shared/import/studio/unwrap.ts';
import { canonical, meant } from '../../../../shared/studio/properties.ts';

/** What a definition says, whatever the order and the defaults in it: each state by its name. */
export function meaningOf(text: string): Readonly<Record<string, unknown>> {
  const unwrapped = unwrap(text);
  if (!unwrapped.ok) throw new Error(JSON.stringify(unwrapped.problems));
  const [found] = unwrapped.found;
  const read = found && readDefinition(found);
  if (!read?.ok) throw new Error(JSON.stringify(read?.problems));
  const { states, initial, flags } = read.definition;
  const told = states.map(({ name, type, properties, transitions, position }) => {
    const values = Object.entries(meant(type, properties)).map(([key, value]) => [key, canonical(value)] as const);
    const ways = transitions
      .filter(({ next, conditions }) => next !== undefined || conditions.length > 0)
      .map(({ event, next = '', conditions }) =>
        canonical({ event, next, conditions: conditions.map((one) => ({ ...one })) }),
      )
      .sort();
    return [name, { type, position, properties: Object.fromEntries(values.sort()), ways }] as const;
  });
  const usual = Object.keys(flags).length === 0 ? { allow_concurrent_calls: true } : flags;
  return { ...Object.fromEntries(told), '(initial)': initial, '(flags)': usual };
}
