import { literal } from '../template/literal.ts';
import { type DocumentKind, elementSpec } from '../twiml/catalogue/index.ts';
import type { TwimlElement, TwimlNode } from '../twiml/element.ts';
import { serialiseFragment } from '../twiml/serialise.ts';
import { NOUN_NAME, type Noun } from './noun.ts';

/**
 * The nouns that `nounElements` writes as exactly these nodes; undefined where they hold what no noun can: text between
 * elements, or a name outside the plain letters.
 *
 * @example readNouns(connect.children, { parent: 'Connect' })
 */
export function readNouns(
  nodes: readonly TwimlNode[],
  place: { readonly parent: string; readonly document?: DocumentKind },
): readonly Noun[] | undefined {
  const found: Noun[] = [];
  for (const node of nodes) {
    const noun = typeof node === 'string' ? undefined : readNoun(node, place.parent, place.document);
    if (noun === undefined) return undefined;
    found.push(noun);
  }
  return found;
}

function readNoun({ tag, attributes, children }: TwimlElement, parent: string, kind?: DocumentKind): Noun | undefined {
  const entries = Object.entries(attributes).map(([name, value]) => [name, literal(value)] as const);
  if (![tag, ...Object.keys(attributes)].every((name) => NOUN_NAME.test(name))) return undefined;
  const noun: Noun = { tag, ...(entries.length > 0 && { attributes: Object.fromEntries(entries) }) };
  const spec = elementSpec(tag, parent, kind) ?? elementSpec(tag, undefined, kind);
  if (spec?.text.mixed === true && children.some((child) => typeof child !== 'string')) {
    return { ...noun, text: literal(serialiseFragment(children)), ssml: true };
  }
  const [first, ...rest] = children;
  const nested = readNouns(typeof first === 'string' ? rest : children, {
    parent: tag,
    ...(kind && { document: kind }),
  });
  if (nested === undefined) return undefined;
  return {
    ...noun,
    ...(typeof first === 'string' && first !== '' && { text: literal(first) }),
    ...(nested.length > 0 && { children: nested }),
  };
}
