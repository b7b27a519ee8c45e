import type { StepNote } from '../block.ts';
import type { Json } from '../flow/types.ts';
import { readValue } from '../flow/variable-types.ts';
import type { CompiledFlow } from './compile.ts';

/**
 * What a block writes, as the flow's variables hold it. A value that cannot be of its variable's type is left out with a note.
 *
 * @param current what a variable holds until then
 */
export function written(
  { declared, settings }: Pick<CompiledFlow, 'declared' | 'settings'>,
  set: Readonly<Record<string, Json>>,
  current: (name: string) => Json | undefined,
  notes: StepNote[],
): Readonly<Record<string, Json>> {
  if (settings.typedVariables !== true) return set;
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(set)) {
    const type = Object.hasOwn(declared, name) ? declared[name]?.type : undefined;
    const read = type === undefined ? value : readValue(type, value);
    if (read !== undefined) values[name] = read;
    else if (type !== undefined) {
      const message = `“${name}” is ${WORDS[type]}, and ${shown(value)} is none; it stays ${shown(current(name) ?? '')}.`;
      notes.push({ code: 'wrong-type', message });
    }
  }
  return values;
}

const WORDS = { string: 'a text', number: 'a number', boolean: 'a yes or no', object: 'an object', list: 'a list' };

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
