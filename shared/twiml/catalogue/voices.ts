import { languageName } from './language-names.ts';
import { gatherLanguageCodes, sayLanguageCodes } from './languages.ts';
import { chirpLanguages, googleTable, pollyTable } from './voice-tables.ts';

/** A voice that Say can speak with. */
export interface Voice {
  /** What the voice attribute of Say holds. */
  readonly voice: string;
  readonly provider: 'basic' | 'google' | 'polly';
  readonly engine: 'basic' | 'standard' | 'wavenet' | 'neural2' | 'chirp3-hd' | 'neural' | 'generative';
  /** Languages it speaks; empty for the basic voices, which follow the language attribute. */
  readonly languages: readonly string[];
  readonly gender?: 'female' | 'male';
  /** Name for people. */
  readonly label: string;
  /** No longer in Twilio's pages. */
  readonly legacy?: boolean;
}

/** A language with its English name. */
export interface Language {
  readonly code: string;
  readonly name: string;
}

/**
 * Every voice of Twilio's library (900); import this file only where people choose one.
 * https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
export const voices: readonly Voice[] = /* @__PURE__ */ allVoices();

/** Languages of Say with readable names, by name. */
export const sayLanguages: readonly Language[] = /* @__PURE__ */ named(sayLanguageCodes);

/** Languages of speech in Gather with readable names, by name. */
export const gatherLanguages: readonly Language[] = /* @__PURE__ */ named(gatherLanguageCodes);

/** The voices that speak a language, the most natural ones first; the basic voices come last. */
export function voicesFor(language: string): readonly Voice[] {
  const quality = ['generative', 'chirp3-hd', 'neural', 'neural2', 'wavenet', 'standard', 'basic'];
  return voices
    .filter((voice) => voice.languages.length === 0 || voice.languages.includes(language))
    .sort((one, other) => quality.indexOf(one.engine) - quality.indexOf(other.engine));
}

function named(codes: readonly string[]): readonly Language[] {
  return codes
    .map((code) => ({ code, name: languageName(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function allVoices(): readonly Voice[] {
  return [...basicVoices(), ...pollyVoices(), ...googleVoices(), ...chirpVoices()];
}

function basicVoices(): readonly Voice[] {
  const basic = { provider: 'basic', engine: 'basic', languages: [] } as const;
  return [
    { ...basic, voice: 'man', gender: 'male', label: 'Man (basic)' },
    { ...basic, voice: 'woman', gender: 'female', label: 'Woman (basic)' },
    { ...basic, voice: 'alice', gender: 'female', label: 'Alice (legacy)', legacy: true },
  ];
}

function pollyVoices(): readonly Voice[] {
  const found: Voice[] = [];
  for (const line of pollyTable.trim().split('\n')) {
    const [languages = '', ...names] = line.trim().split(' ');
    for (const entry of names) {
      const [name = '', gender, engines = ''] = entry.split('/');
      for (const letter of engines) {
        const engine = letter === 's' ? 'standard' : letter === 'n' ? 'neural' : 'generative';
        found.push({
          voice: `Polly.${name}${letter === 's' ? '' : letter === 'n' ? '-Neural' : '-Generative'}`,
          provider: 'polly',
          engine,
          languages: languages.split('+'),
          gender: gender === 'f' ? 'female' : 'male',
          label: `${name} (Polly ${engine})`,
        });
      }
    }
  }
  return found;
}

function googleVoices(): readonly Voice[] {
  const found: Voice[] = [];
  for (const entry of googleTable.trim().split(/\s+/)) {
    const [language = '', lists = ''] = entry.split(':');
    lists.split('/').forEach((letters, index) => {
      const engine = (['standard', 'wavenet', 'neural2'] as const)[index] ?? 'standard';
      const shown = ['Standard', 'Wavenet', 'Neural2'][index] ?? '';
      for (const letter of letters) {
        const voice = `Google.${language}-${shown}-${letter}`;
        found.push({
          voice,
          provider: 'google',
          engine,
          languages: [regionUpper(language)],
          label: `${shown} ${letter} (Google)`,
        });
      }
    });
  }
  return found;
}

/** Twilio's library writes two Filipino voices with a lower-case region. */
function regionUpper(language: string): string {
  return language.replace(/-[a-z]{2}$/, (region) => region.toUpperCase());
}

function chirpVoices(): readonly Voice[] {
  const female = ['Aoede', 'Kore', 'Leda', 'Zephyr'];
  const names = ['Aoede', 'Charon', 'Fenrir', 'Kore', 'Leda', 'Orus', 'Puck', 'Zephyr'];
  return chirpLanguages
    .trim()
    .split(/\s+/)
    .flatMap((language) =>
      names.map((name) => ({
        voice: `Google.${language}-Chirp3-HD-${name}`,
        provider: 'google' as const,
        engine: 'chirp3-hd' as const,
        languages: [language],
        gender: female.includes(name) ? ('female' as const) : ('male' as const),
        label: `${name} (Google Chirp 3 HD)`,
      })),
    );
}
