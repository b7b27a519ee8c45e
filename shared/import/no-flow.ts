import { describeJson } from '../text/describe-json.ts';

/** What can be imported, for who brought something else. */
export const IMPORTABLE =
  'Expected is a flow of Patchcord (JSON with "blocks"), a flow of Twilio Studio (JSON with "states": in Studio under Trigger, Show Flow JSON) or a TwiML document (XML, <Response>).';

/**
 * Says of JSON that holds no flow of Studio why it cannot be imported: what it is not, what it looks like and what was expected.
 *
 * @returns undefined for a flow of Patchcord, whole or not
 */
export function whyNoFlow(value: unknown): string | undefined {
  if (isPatchcord(value)) return undefined;
  const inner = wrapped(value);
  const hint =
    inner === undefined ? '' : ` What it has at ${inner} is a flow of Patchcord: keep that part as a file of its own.`;
  return `This is JSON, but no flow: it is ${describeJson(value)}.${hint} ${IMPORTABLE}`;
}

/** Whether a value is meant as a flow of Patchcord. */
export function isPatchcord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'blocks');
}

/** Where a flow of Patchcord lies in what something else put around it, such as an answer of the API. */
function wrapped(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const key = Object.entries(value).find(([, item]) => isPatchcord(item))?.[0];
  if (key === undefined) return undefined;
  return Array.isArray(value) ? `[${key}]` : JSON.stringify(key);
}
