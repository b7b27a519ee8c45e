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

/** One name or value as it was meant. */
export function decode(text: string): string {
  if (text.indexOf('+') !== -1) text = text.replaceAll('+', ' ');
  const percent = text.indexOf('%');
  if (percent === -1) return text;
  // Phone numbers: half of all that is escaped.
  if (percent === 0 && text.startsWith('%2B') && text.indexOf('%', 3) === -1) return `+${text.slice(3)}`;
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
