/** English name of a language code as Twilio writes it, e.g. "German (Austria)"; unknown codes name themselves. */
export function languageName(code: string): string {
  const known = special[code];
  if (known !== undefined) return known;
  const [language = '', ...rest] = code.split('-');
  const region = rest.find((part) => /^[A-Z]{2}$/.test(part));
  const name = languageParts[language] ?? display('language', language);
  return region === undefined ? name : `${name} (${display('region', region)})`;
}

/** Codes that the standard tables do not know, or name in a way that helps nobody. */
const special: Readonly<Record<string, string>> = {
  arb: 'Arabic (Modern Standard)',
  'ar-XA': 'Arabic (all regions)',
  'en-GB-WLS': 'English (Wales)',
  'es-419': 'Spanish (Latin America)',
  'cmn-Hans-CN': 'Mandarin Chinese, simplified (China)',
  'cmn-Hant-TW': 'Mandarin Chinese, traditional (Taiwan)',
  'nar-IQ': 'nar-IQ (as Twilio lists it)',
  'pa-guru-IN': 'Punjabi, Gurmukhi (India)',
  multi: 'Several languages at once',
};

const languageParts: Readonly<Record<string, string>> = { cmn: 'Mandarin Chinese', yue: 'Cantonese', fil: 'Filipino' };

const tables = new Map<string, Intl.DisplayNames>();

function display(type: 'language' | 'region', code: string): string {
  try {
    let table = tables.get(type);
    if (table === undefined) {
      table = new Intl.DisplayNames(['en'], { type });
      tables.set(type, table);
    }
    return table.of(code) ?? code;
  } catch {
    // Not every runtime has the tables, and not every code is well-formed: the code itself still says enough.
    return code;
  }
}
