import { documentLimits } from '../../twiml/catalogue/document.ts';
import { sayLanguageCodes } from '../../twiml/catalogue/languages.ts';
import { voices } from '../../twiml/catalogue/voices.ts';
import type { TwimlElement, TwimlNode } from '../../twiml/element.ts';
import { serialise } from '../../twiml/serialise.ts';
import type { Attributes } from '../attributes.ts';
import { formEncode } from '../http/url.ts';

/** The voice a Say names; undefined, which is the default, where it names none or one that Twilio does not have. */
export function knownVoice(attributes: Attributes): string | undefined {
  if (!attributes.has('voice')) return undefined;
  const voice = attributes.text('voice') ?? '';
  if (NAMES.has(voice.toLowerCase())) return voice;
  attributes.warn('voice', `is "${voice.slice(0, 60)}", which is no voice of Twilio's`);
  return undefined;
}

/** The language a Say names; undefined, which is the default, where it names none or one that Twilio does not speak. */
export function languageOf(attributes: Attributes): string | undefined {
  if (!attributes.has('language')) return undefined;
  const language = attributes.text('language') ?? '';
  if (CODES.has(language.toLowerCase())) return language;
  attributes.warn('language', `is "${language.slice(0, 60)}", which Twilio does not speak`);
  return undefined;
}

/**
 * Why a text is too long for its voice, in words; undefined where it is not. https://www.twilio.com/docs/api/errors/13521
 */
export function tooLong(element: TwimlElement, voice = 'man'): string | undefined {
  const { sayChars } = documentLimits;
  const plain = element.children.map(textOf).join('');
  const provider = voice.startsWith('Polly.') ? 'polly' : voice.startsWith('Google.') ? 'google' : 'basic';
  // Google counts tags as well.
  const counted = provider === 'google' ? inside(element) : plain;
  const most = sayChars[provider];
  if (bytes(counted) > most) return `the text has more than ${most} characters, the most for this voice`;
  if (formEncode({ '': plain }).length - 1 > sayChars.urlEncoded) {
    return `the text has more than ${sayChars.urlEncoded} characters once it is URL-encoded`;
  }
  return undefined;
}

const NAMES: ReadonlySet<string> = new Set(voices.map(({ voice }) => voice.toLowerCase()));

/** The basic voices also know their languages by short names. */
const CODES: ReadonlySet<string> = new Set(
  [...sayLanguageCodes, 'en', 'es', 'fr', 'de', 'it'].map((code) => code.toLowerCase()),
);

function textOf(node: TwimlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join('');
}

function inside(element: TwimlElement): string {
  return serialise({ tag: 'Say', attributes: {}, children: element.children }).replace(/^.*?<Say>|<\/Say>\s*$/gs, '');
}

/** Bytes in UTF-8: Twilio counts single-byte characters. */
function bytes(text: string): number {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}
