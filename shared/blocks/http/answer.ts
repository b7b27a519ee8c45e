import type { HttpOutcome } from '../../effect.ts';
import type { Json } from '../../flow/types.ts';
import { readJson } from '../../text/json.ts';

/** What later blocks read of an answer. `json` is there where the answer is JSON, whatever it calls itself. */
export function answerOf(answer: HttpOutcome & { readonly result: 'answered' }): Readonly<Record<string, Json>> {
  const { status, contentType, body } = answer;
  const json = /[/+]json\b/i.test(contentType) || /^\s*[[{]/.test(body) ? readJson(body) : undefined;
  return { status, contentType, body, ...(json === undefined ? {} : { json }) };
}
