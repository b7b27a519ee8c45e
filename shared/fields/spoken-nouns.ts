import { z } from 'zod';
import type { Json } from '../flow/types.ts';
import type { OwnVoice, SpokenPart } from './field.ts';
import type { Noun, NounsOptions } from './noun.ts';
import { type Prompt, promptShape } from './prompt.ts';
import { spokenPrompts } from './spoken-prompts.ts';

/**
 * The translation of what elements inside a verb say, such as the prompts of Pay: prompts, one for each Say and Play in the order in
 * which they stand. Where there are fewer, the others are said as they are.
 */
export const spokenNouns: SpokenPart<readonly Noun[], NounsOptions> = {
  original: (value, { spoken }) => {
    const pieces = spoken ? saidIn(value).map(pieceOf) : [];
    return pieces.length > 0 ? (pieces as unknown as Json) : undefined;
  },
  shape: ({ spoken }) => (spoken ? z.array(promptShape) : undefined),
  begin: spokenPrompts.begin,
  apply: (value, translation, spoken) => {
    const pieces = [...(translation as unknown as readonly Prompt[])];
    return replaced(value, () => pieces.shift(), spoken);
  },
};

/** Elements of which something is heard, in their order. */
function saidIn(nouns: readonly Noun[]): Noun[] {
  return nouns.flatMap((noun) => (isSaid(noun) ? [noun] : saidIn(noun.children ?? [])));
}

function isSaid({ tag, text = '' }: Noun): boolean {
  return (tag === 'Say' || tag === 'Play') && text.trim() !== '';
}

function pieceOf({ tag, text = '', ssml, attributes = {} }: Noun): Prompt {
  if (tag === 'Play') return { play: text };
  const { voice, language } = attributes;
  return { say: text, ...(ssml && { ssml }), ...(voice && { voice }), ...(language && { language }) };
}

function replaced(nouns: readonly Noun[], next: () => Prompt | undefined, spoken: OwnVoice | undefined): Noun[] {
  return nouns.map((noun) => {
    if (isSaid(noun)) return said(noun, next(), spoken);
    return noun.children ? { ...noun, children: replaced(noun.children, next, spoken) } : noun;
  });
}

function said(noun: Noun, piece: Prompt | undefined, spoken: OwnVoice = {}): Noun {
  const { voice: _voice, language: _language, ...attributes } = noun.attributes ?? {};
  if (piece && 'play' in piece) return { tag: 'Play', text: piece.play, ...(noun.tag === 'Play' && own(attributes)) };
  if (!piece || !('say' in piece)) return noun;
  const { voice, language } = piece;
  const how = voice || language ? { ...(voice && { voice }), ...(language && { language }) } : spoken;
  const kept = noun.tag === 'Say' ? attributes : {};
  return { tag: 'Say', text: piece.say, ...(piece.ssml && { ssml: true as const }), ...own({ ...kept, ...how }) };
}

function own(attributes: Readonly<Record<string, string>>): Pick<Noun, 'attributes'> {
  return Object.keys(attributes).length > 0 ? { attributes } : {};
}
