import type { Json } from '../../flow/types.ts';
import { mapLiquid, type Segment } from '../../studio/liquid.ts';
import type { Definition } from './definition.ts';
import { pairsOf } from './mapping.ts';
import { blockNames, variableNames } from './names.ts';
import { reachOf } from './reach.ts';
import type { Dictionary } from './translate.ts';

/** Names for everything in a flow: a block for each widget, a variable for each name that its texts read or write. */
export function dictionaryOf(definition: Definition): Dictionary {
  const ids = blockNames();
  const data = new Set<string>();
  const set = new Set<string>();
  for (const { type, name, properties } of definition.states) {
    if (type !== 'trigger') ids.of(name);
    if (type === 'set-variables') for (const { key } of pairsOf(properties.variables)) set.add(key);
  }
  for (const { properties, transitions } of definition.states) {
    walk(properties, (text) => collect(text, data, set));
    for (const { conditions } of transitions) {
      for (const { argument, value } of conditions) for (const text of [argument, value]) collect(text, data, set);
    }
  }
  const variables = variableNames();
  for (const name of set) variables.of(name);
  for (const name of data) variables.of(`data:${name}`, name);
  const types = new Map(definition.states.map(({ name, type }) => [name, type]));
  return { definition, types, ids, variables, data, set, reach: reachOf(definition) };
}

function collect(text: string, data: Set<string>, set: Set<string>): void {
  mapLiquid(text, (path) => {
    const [root, kind, ...rest] = path.map(nameOf);
    if (root === 'flow' && kind === 'variables' && rest[0]) set.add(rest[0]);
    if (root === 'flow' && kind === 'data' && rest[0]) data.add(rest[0]);
    if (root === 'trigger' && (kind === 'request' || kind === 'parent') && rest[0] === 'parameters' && rest[1])
      data.add(rest[1]);
    return undefined;
  });
}

function walk(value: Json, see: (text: string) => void): void {
  if (typeof value === 'string') see(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) walk(inner, see);
}

function nameOf(segment: Segment): string | undefined {
  return 'name' in segment ? segment.name : undefined;
}
