import type { StepNote } from '../../block.ts';
import type { HttpOutcome } from '../../effect.ts';
import type { Mapping } from '../../fields/mappings.ts';
import { parsePath, valueAt } from '../../fields/value-path.ts';
import type { Json } from '../../flow/types.ts';
import { readJson } from '../../text/json.ts';

/** What later blocks read of an answer. `json` is there where the answer is JSON, whatever it calls itself. */
export function answerOf(answer: HttpOutcome & { readonly result: 'answered' }): Readonly<Record<string, Json>> {
  const { status, contentType, body } = answer;
  const json = /[/+]json\b/i.test(contentType) || /^\s*[[{]/.test(body) ? readJson(body) : undefined;
  return { status, contentType, body, ...(json === undefined ? {} : { json }) };
}

/**
 * Variables filled from an answer; what is not in it leaves a note, and its variable empty.
 *
 * @param typed whether a variable may be of a type that nothing empty is of
 */
export function keep(
  responses: readonly Mapping[],
  results: Readonly<Record<string, Json>>,
  typed: boolean,
): { readonly set: Readonly<Record<string, Json>>; readonly notes: readonly StepNote[] } {
  const set: Record<string, Json> = {};
  const notes: StepNote[] = [];
  for (const { variable, path } of responses) {
    const steps = parsePath(path);
    if (variable === '' || !steps) continue;
    const value = valueAt(results, steps);
    // An empty answer has nothing to keep, and that is no surprise.
    if (value === undefined && results.body !== '') {
      const consequence = typed ? ` for “${variable}”` : `, so “${variable}” is empty`;
      const message = `The answer has nothing at “${path.trim()}”${consequence}.`;
      notes.push({ code: 'not-in-answer', message, field: 'responses' });
    }
    set[variable] = value ?? '';
  }
  return { set, notes };
}
