import type { TwimlElement, TwimlNode } from '../twiml/element.ts';
import { legal } from '../twiml/escape.ts';
import { type ParseError, parseFragment, withoutLayout } from '../twiml/parse.ts';

/** The verbs of a text, and the text between them that belongs to none. */
export type OwnTwiml =
  | {
      readonly ok: true;
      readonly verbs: readonly TwimlElement[];
      readonly stray: string;
      /** The `Response` around the verbs, where the text has one. */
      readonly wrapper?: TwimlElement;
    }
  | { readonly ok: false; readonly error: ParseError };

/**
 * Reads TwiML as people write or paste it: one or more verbs, or a whole document, whose declaration and `Response` are taken
 * off. Elements, attributes and texts stay exactly as written, known or not.
 */
export function readOwnTwiml(text: string): OwnTwiml {
  const parsed = parseFragment(legal(withoutDeclaration(text)));
  if (!parsed.ok) return parsed;
  const [only, ...others] = elementsOf(parsed.nodes);
  const wrapper = others.length === 0 && only?.tag === 'Response' && strayText(parsed.nodes) === '' ? only : undefined;
  const nodes = wrapper?.children ?? parsed.nodes;
  const read = { ok: true, verbs: elementsOf(nodes).map(withoutLayout), stray: strayText(nodes) } as const;
  return wrapper === undefined ? read : { ...read, wrapper };
}

/** The text with spaces in place of an XML declaration, so that every other character keeps its place. */
export function withoutDeclaration(text: string): string {
  return text.replace(/^\uFEFF?\s*<\?xml\s[^>]*\?>/, (declaration) => declaration.replace(/[^\n]/g, ' '));
}

function elementsOf(nodes: readonly TwimlNode[]): readonly TwimlElement[] {
  return nodes.filter((node) => typeof node !== 'string');
}

function strayText(nodes: readonly TwimlNode[]): string {
  return nodes
    .filter((node) => typeof node === 'string')
    .join(' ')
    .trim();
}
