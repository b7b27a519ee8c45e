import type { TwimlElement, TwimlNode } from '../twiml/element.ts';

/** How long a text takes to say, in seconds; about 15 characters a second, as a calm voice speaks. */
export function speechSeconds(text: string): number {
  return Math.max(0.5, Math.round((text.trim().length / CHARACTERS_PER_SECOND) * 10) / 10);
}

/** What is heard of a Say: its text without SSML marks, `sub` by its alias, and the pauses that `break` adds, in seconds. */
export function spoken(element: TwimlElement): { readonly text: string; readonly pauses: number } {
  let pauses = 0;
  const textOf = (node: TwimlNode): string => {
    if (typeof node === 'string') return node;
    if (node.tag === 'break') {
      pauses += breakSeconds(node.attributes);
      return ' ';
    }
    if (node.tag === 'sub' && node.attributes.alias) return node.attributes.alias;
    const inside = node.children.map(textOf).join('');
    return node.tag === 'p' || node.tag === 's' ? ` ${inside} ` : inside;
  };
  const text = element.children.map(textOf).join('').replace(/\s+/g, ' ').trim();
  return { text, pauses };
}

const CHARACTERS_PER_SECOND = 15;

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
