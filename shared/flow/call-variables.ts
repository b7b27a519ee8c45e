import { suggestion } from '../text/nearest.ts';
import type { FlowDocument, Json } from './types.ts';
import { EXPECTED, readValue } from './variable-types.ts';

/** Values of declared variables for one call, or what is wrong with them, by name. */
export type CallVariables =
  | { readonly ok: true; readonly values: Readonly<Record<string, Json>> }
  | { readonly ok: false; readonly problems: readonly CallVariableProblem[] };

export interface CallVariableProblem {
  readonly name: string;
  readonly code: 'unknown-variable' | 'bad-value';
  readonly message: string;
}

/**
 * Judges values that a call is to have instead of the initial ones. Text is read as what the variable holds, since command lines
 * and tables know nothing else.
 */
export function readCallVariables(
  declared: FlowDocument['variables'],
  given: Readonly<Record<string, Json>>,
): CallVariables {
  const values: Record<string, Json> = {};
  const problems: CallVariableProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const declaration = Object.hasOwn(declared, name) ? declared[name] : undefined;
    if (!declaration) {
      problems.push({ name, code: 'unknown-variable', message: noVariable(name, declared) });
      continue;
    }
    const read = readValue(declaration.type, value);
    if (read === undefined) {
      const message = `"${name}" is ${JSON.stringify(String(readValue('string', value)).slice(0, 40))}; expected ${EXPECTED[declaration.type]}.`;
      problems.push({ name, code: 'bad-value', message });
    } else values[name] = read;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values };
}

/** The sentence for a name that the flow does not declare, with the one that was probably meant. */
export function noVariable(name: string, declared: FlowDocument['variables']): string {
  const names = Object.keys(declared);
  const what = `The flow has no variable "${name.slice(0, 64)}".`;
  return names.length === 0 ? `${what} It has none.` : `${what}${suggestion(name, names)}`;
}
