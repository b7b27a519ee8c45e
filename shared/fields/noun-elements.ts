import { element, type TwimlElement, type TwimlNode } from '../twiml/element.ts';
import { parseFragment } from '../twiml/parse.ts';
import type { Noun } from './noun.ts';

/** Something an author should know about, in the shape of a block's notes. */
interface NounNote {
  readonly code: string;
  readonly message: string;
}

/** The elements of a rendered list of nouns, exactly as they are kept. SSML that cannot be read is spoken as plain text, with a note. */
export function nounElements(value: readonly Noun[] | undefined, notes: NounNote[] = []): readonly TwimlElement[] {
  return (value ?? []).map(({ tag, text = '', ssml, attributes, children }) =>
    element(tag, attributes, ...textNodes(tag, text, ssml === true, notes), ...nounElements(children, notes)),
  );
}

function textNodes(tag: string, text: string, ssml: boolean, notes: NounNote[]): readonly TwimlNode[] {
  if (text === '') return [];
  if (!ssml) return [text];
  const parsed = parseFragment(text);
  if (parsed.ok) return parsed.nodes;
  const message = `The SSML of ${tag} cannot be read and was written as plain text: ${parsed.error.message}`;
  notes.push({ code: 'bad-ssml', message });
  return [text.replace(/<[^<>]*>/g, ' ')];
}
