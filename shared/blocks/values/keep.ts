import type { StepNote } from '../../block.ts';
import type { Mapping } from '../../fields/mappings.ts';
import { parsePath, valueAt } from '../../fields/value-path.ts';
import type { FlowSettings, Json } from '../../flow/types.ts';

/** What is kept, and from what. */
export interface Kept {
  readonly mappings: readonly Mapping[];
  readonly results: Readonly<Record<string, Json>>;
  readonly of: 'answer' | 'result';
  /** Name of the field that says what to keep. */
  readonly field: string;
}

/**
 * Variables filled from an answer or a result; what is not in it leaves a note, and its variable empty where that can be. Of an answer that
 * is empty itself variables that keep their type hold what they held.
 */
export function keep(
  { mappings, results, of, field }: Kept,
  { typedVariables }: FlowSettings,
): { readonly set: Readonly<Record<string, Json>>; readonly notes: readonly StepNote[] } {
  const set: Record<string, Json> = {};
  const notes: StepNote[] = [];
  for (const { variable, path } of mappings) {
    const steps = parsePath(path);
    if (variable === '' || !steps) continue;
    const value = valueAt(results, steps);
    // An empty answer has nothing to keep, and that is no surprise.
    const none = value === undefined && results.body === '';
    if (none && typedVariables) continue;
    if (value === undefined && !none) {
      // Where variables keep their type, not every one can be empty.
      const what = typedVariables ? ` for “${variable}”` : `, so “${variable}” is empty`;
      const message = `The ${of} has nothing at “${path.trim()}”${what}.`;
      notes.push({ code: `not-in-${of}`, message, field });
    }
    set[variable] = value ?? '';
  }
  return { set, notes };
}
