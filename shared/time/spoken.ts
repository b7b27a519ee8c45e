import { DAY, localTime } from './zone.ts';

/** A moment as people say it. */
export interface SpokenTime {
  /** `today`, `tomorrow`, `Monday`, or `Monday, January 4` where that is more than six days ahead. */
  readonly day: string;
  /** `9:00 AM`, `09:00`. */
  readonly time: string;
}

/** A coming moment in words of a language, seen from `now`, on the clocks of a zone. English where the language is not known. */
export function spokenTime(at: number, now: number, zone: string, language = 'en-US'): SpokenTime {
  const locale = localeOf(language);
  const ahead = Math.floor(localTime(zone, at) / DAY) - Math.floor(localTime(zone, now) / DAY);
  return { day: dayWords(at, ahead, locale, zone), time: written(at, locale, { ...TIME, timeZone: zone }) };
}

const TIME: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' };
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: 'long' };
const DATE: Intl.DateTimeFormatOptions = { ...WEEKDAY, day: 'numeric', month: 'long' };

function dayWords(at: number, ahead: number, locale: string, timeZone: string): string {
  if (ahead <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(ahead, 'day');
  return written(at, locale, { ...(ahead <= 6 ? WEEKDAY : DATE), timeZone });
}

function written(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${Object.values(options).join()}`;
  let format = formats.get(key);
  if (!format) {
    if (formats.size >= MAX_CACHED) formats.clear();
    format = new Intl.DateTimeFormat(locale, options);
    formats.set(key, format);
  }
  // Some versions of Unicode write narrow spaces before AM and PM.
  return format.format(at).replace(/[\u202F\u00A0]/g, ' ');
}

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_CACHED = 500;

/** Twilio's codes for Mandarin and Arabic are those of ISO 639-3. https://www.twilio.com/docs/voice/twiml/say/text-speech */
const OTHER_NAMES: Readonly<Record<string, string>> = { cmn: 'zh', arb: 'ar' };

function localeOf(language: string): string {
  const code = language.replace(/^[a-z]{3}(?=-|$)/, (name) => OTHER_NAMES[name] ?? name);
  try {
    const [known] = Intl.DateTimeFormat.supportedLocalesOf([code]);
    return known ?? 'en-US';
  } catch {
    return 'en-US';
  }
}
