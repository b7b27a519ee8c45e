import type { Channel } from '../block.ts';
import { ENGINE_LIMITS } from '../engine/limits.ts';
import type { Json } from '../flow/types.ts';
import { TEMPLATE_LIMITS } from '../template/limits.ts';
import { literal } from '../template/literal.ts';
import { hasTemplate } from '../template/template.ts';
import { parseFragment, withoutLayout } from '../twiml/parse.ts';
import type { LocatedElement } from '../twiml/parse-located.ts';
import { lineAndColumn } from '../twiml/places.ts';
import { sameElement } from '../twiml/same-tree.ts';
import { serialiseFragment } from '../twiml/serialise.ts';
import { findBlock } from './find-block.ts';

/** One block of the flow to be, with the verbs it holds. */
export interface Piece {
  readonly type: string;
  readonly props: Readonly<Record<string, Json>>;
  readonly verbs: readonly Verb[];
  /** Why the verbs are kept as text; absent where a block made for them speaks them. */
  readonly raw?: RawReason;
}

/** `cannotHold`: no block can hold it; `neverReached`: verbs follow one that ends the document; `tooMany`: for one turn. */
export type RawReason = 'cannotHold' | 'neverReached' | 'tooMany' | 'unreadable' | 'whole';

/** A verb, its place among all, and its text as it is to be kept. */
export interface Verb {
  readonly element: LocatedElement;
  readonly path: string;
  readonly source: string;
}

/** The blocks that speak these verbs one after another, in order. */
export function piecesOf(verbs: readonly Verb[], channel: Channel): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [index, verb] of verbs.entries()) {
    const others = verbs.slice(index);
    if (pieces.length >= MOST && others.length > 1) return [...pieces, rawPiece(others, 'tooMany')];
    const found = findBlock(verb.element, channel);
    if (found === undefined) pieces.push(rawPiece([verb], 'cannotHold'));
    else if (!found.goesOn && others.length > 1) return [...pieces, rawPiece(others, 'neverReached')];
    else pieces.push({ type: found.type, props: found.props, verbs: [verb] });
  }
  return pieces;
}

/** The start, the last one and what is left all run in the same turn. */
const MOST = ENGINE_LIMITS.stepsPerTurn - 3;

/** Verbs kept as text in one block. */
export function rawPiece(verbs: readonly Verb[], raw: RawReason): Piece {
  const text = verbs.map(({ source }) => source).join('\n');
  return { type: 'twiml', props: { xml: literalXml(text) }, verbs, raw };
}

/** Text that is no XML, kept for somebody to mend. */
export function unreadablePiece(text: string): Piece {
  return { type: 'twiml', props: { xml: literal(text) }, verbs: [], raw: 'unreadable' };
}

/** The text of an element as it stands in its document, moved to the left margin where that changes nothing. */
export function sourceOf(xml: string, original: LocatedElement, element: LocatedElement, document: Channel): string {
  if (element !== original) return serialiseFragment([element]);
  const source = xml.slice(original.from, original.to);
  const indentation = lineAndColumn(xml, original.from).column - 1;
  const moved = source.replace(new RegExp(`\\n[ \\t]{${indentation}}`, 'g'), '\n');
  const parsed = parseFragment(moved);
  const node = parsed.ok ? parsed.nodes[0] : undefined;
  const isSame =
    node !== undefined &&
    typeof node !== 'string' &&
    sameElement(withoutLayout(node), element, { parent: 'Response', document });
  return isSame ? moved : source;
}

/** XML that prints as it stands: braces that are no expressions, as character references where Liquid takes no more. */
function literalXml(xml: string): string {
  if (!hasTemplate(xml) || xml.length < TEMPLATE_LIMITS.length - 40) return literal(xml);
  return xml.replace(/\{(?=[{%])/g, '&#123;');
}
