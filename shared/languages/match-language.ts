/**
 * The language that a text means: its code in any case (`es-mx`), the beginning of one (`es`), or its name in English or in the
 * language itself (`Spanish`, `español`). Where several begin alike, the first.
 *
 * @param languages codes to choose from
 * @returns one of them, or undefined
 */
export function matchLanguage(text: string, languages: readonly string[]): string | undefined {
  const wanted = text.trim().toLowerCase().replaceAll('_', '-');
  if (wanted === '') return undefined;
  const exact = languages.find((code) => code.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  return (
    languages.find((code) => primary(code) === primary(wanted)) ??
    languages.find((code) => namesOf(code).includes(wanted))
  );
}

/** What people call a language: in English by default, or in another. `Spanish (Mexico)` for `es-MX`; the code where it has no name. */
export function languageName(code: string, inLanguage = 'en'): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language', languageDisplay: 'standard' }).of(code) ?? code;
  } catch {
    // A code that Intl refuses, which Twilio may still know.
    return code;
  }
}

function namesOf(code: string): string[] {
  const short = primary(code);
  return [languageName(short), languageName(short, short), languageName(code), languageName(code, short)].map((name) =>
    name.toLowerCase(),
  );
}

function primary(code: string): string {
  return code.toLowerCase().split('-')[0] ?? '';
}
