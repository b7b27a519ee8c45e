import { ssmlTags } from '../twiml/catalogue/ssml.ts';
import type { TwimlElement, TwimlNode } from '../twiml/element.ts';

/** How long a text takes to say, in seconds; about 15 characters a second, as a calm voice speaks. */
export function speechSeconds(text: string): number {
  return Math.max(0.5, Math.round((text.trim().length / CHARACTERS_PER_SECOND) * 10) / 10);
}

/**
 * What is heard of a Say, and for how many seconds: its text without SSML marks, `sub` by its alias, pauses and speed counted.
 * https://www.twilio.com/docs/voice/twiml/say/text-speech#ssml
 */
export function spoken(element: TwimlElement): { readonly text: string; readonly seconds: number } {
  const voice = new Speaker();
  const text = voice.inside(element).replace(/\s+/g, ' ').trim();
  return { text, seconds: Math.max(0.5, speechSeconds(text) + voice.extra) };
}

/** The words somebody has said once a share (0 to 1) of them is over. */
export function saidSoFar(text: string, share: number): string {
  const words = text.trim().split(/\s+/);
  return words.slice(0, Math.floor(words.length * share + 1e-9)).join(' ');
}

const CHARACTERS_PER_SECOND = 15;

/** Reads SSML, and counts what it adds to the time of the bare text. */
class Speaker {
  /** Seconds, less than none where speech is fast. */
  extra = 0;
  #rate = 1;

  #read(node: TwimlNode): string {
    if (typeof node === 'string') return this.#heard(node);
    // Elements Twilio does not know are skipped with all they hold: https://www.twilio.com/docs/api/errors/12200
    if (!ssmlTags.includes(node.tag)) return '';
    const { attributes } = node;
    if (node.tag === 'break') {
      this.extra += breakSeconds(attributes);
      return ' ';
    }
    if (node.tag === 'sub' && attributes.alias) return this.#heard(attributes.alias);
    if (node.tag === 'say-as') return this.#as(attributes['interpret-as'] ?? '', node);
    if (node.tag === 'prosody') return this.#at(rateOf(attributes.rate), node);
    const inside = this.inside(node);
    return node.tag === 'p' || node.tag === 's' ? ` ${inside} ` : inside;
  }

  inside({ children }: TwimlElement): string {
    // Of an element that holds only elements the parser drops the white space between them.
    const gap = children.some((child) => typeof child === 'string') ? '' : ' ';
    return children.map((child) => this.#read(child)).join(gap);
  }

  #heard(text: string): string {
    this.extra += (text.length / CHARACTERS_PER_SECOND) * (1 / this.#rate - 1);
    return text;
  }

  #at(rate: number, node: TwimlElement): string {
    const before = this.#rate;
    this.#rate = before * rate;
    const inside = this.inside(node);
    this.#rate = before;
    return inside;
  }

  #as(how: string, node: TwimlElement): string {
    const text = node.children.filter((child) => typeof child === 'string').join('');
    if (ONE_BY_ONE.has(how)) return this.#heard([...text.replace(/\s+/g, '')].join(' '));
    return this.#heard(how === 'expletive' ? text.replace(/\S/g, '*') : text);
  }
}

/** Kinds of text that are read letter by letter. */
const ONE_BY_ONE: ReadonlySet<string> = new Set(['characters', 'spell-out', 'digits', 'telephone']);

/** https://www.twilio.com/docs/voice/twiml/say/text-speech#break */
function breakSeconds({ time, strength = 'medium' }: Readonly<Record<string, string>>): number {
  const given = /^\+?([0-9]*\.?[0-9]+)(ms|s)$/.exec(time ?? '');
  if (given) return Math.min(10, given[2] === 'ms' ? Number(given[1]) / 1_000 : Number(given[1]));
  return STRENGTHS[strength] ?? 0.4;
}

const STRENGTHS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0,
  weak: 0.2,
  medium: 0.4,
  strong: 0.8,
  'x-strong': 1.2,
};

/** Speed as a factor; providers take 20 % to 200 %. */
function rateOf(rate = 'medium'): number {
  const percent = /^([0-9.]+)%$/.exec(rate);
  if (percent) return Math.min(2, Math.max(0.2, Number(percent[1]) / 100)) || 1;
  return RATES[rate] ?? 1;
}

const RATES: Readonly<Record<string, number>> = { 'x-slow': 0.5, slow: 0.75, medium: 1, fast: 1.25, 'x-fast': 1.5 };
