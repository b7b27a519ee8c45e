/** A form body in the order it was sent; a name may appear several times. */
export interface Form {
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** The most of a webhook that is read; Twilio sends about 30 parameters in 1 KB. */
export const FORM_LIMITS = { bytes: 65_536, parameters: 200 } as const;

/**
 * Reads `application/x-www-form-urlencoded` text. Never throws: malformed escapes are read as browsers and the official
 * library's parsers do, the stray characters staying as they are.
 *
 * @returns undefined if there are more parameters than `FORM_LIMITS` allows
 */
export function parseForm(text: string): Form | undefined {
  const names: string[] = [];
  const values: string[] = [];
  const length = text.length;
  for (let start = 0; start < length; ) {
    let end = text.indexOf('&', start);
    if (end === -1) end = length;
    if (end > start) {
      if (names.length === FORM_LIMITS.parameters) return undefined;
      let equals = text.indexOf('=', start);
      if (equals === -1 || equals > end) equals = end;
      names.push(decode(text.slice(start, equals)));
      values.push(equals === end ? '' : decode(text.slice(equals + 1, end)));
    }
    start = end + 1;
  }
  return { names, values };
}

/** First value of each name, on an object that inherits nothing. */
export function parametersOf(form: Form): Record<string, string> {
  const parameters = new Parameters() as Record<string, string>;
  for (let i = form.names.length - 1; i >= 0; i--) parameters[form.names[i] as string] = form.values[i] as string;
  return parameters;
}

/** Instances stay fast objects, which `Object.create(null)` would not, and still inherit nothing, not even `__proto__`. */
const Parameters = class {} as { new (): object; prototype: object };
Object.setPrototypeOf(Parameters.prototype, null);
Reflect.deleteProperty(Parameters.prototype, 'constructor');

function decode(text: string): string {
  if (text.indexOf('+') !== -1) text = text.replaceAll('+', ' ');
  if (text.indexOf('%') === -1) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return decodeMalformed(text);
  }
}

function decodeMalformed(text: string): string {
  // In this notation `&`, `=` and `+` would have a meaning; spaces are already decoded.
  const [pair] = new URLSearchParams(`v=${text.replaceAll('&', '%26').replaceAll('+', '%2B')}`);
  return pair?.[1] ?? '';
}
