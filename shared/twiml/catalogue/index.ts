import { askElements } from './ask.ts';
import { speakElements } from './speak.ts';
import { ssmlElements } from './ssml.ts';
import type { AttributeSpec, DocumentKind, ElementSpec } from './types.ts';

export type { AttributeSpec, DocumentKind, ElementSpec } from './types.ts';

const elements: readonly ElementSpec[] = [...speakElements, ...askElements, ...ssmlElements];

/** The whole TwiML grammar as data; per kind of document under `elementsOf`. */
export const catalogue: { readonly elements: readonly ElementSpec[] } = { elements };

/**
 * The entry of an element, or undefined when TwiML has no such element there.
 *
 * @param place its tag, or the path of tags that leads to it, e.g. ['Response', 'Refer', 'Sip']
 * @param parentTag tag of the element it stands in; without it the tag's main meaning is returned
 */
export function elementSpec(
  place: string | readonly string[],
  parentTag?: string,
  kind: DocumentKind = 'voice',
): ElementSpec | undefined {
  const tag = typeof place === 'string' ? place : place[place.length - 1];
  const parent = typeof place === 'string' ? parentTag : (place[place.length - 2] ?? parentTag);
  return elements.find(
    (spec) => spec.tag === tag && spec.document === kind && (parent === undefined || spec.parents.includes(parent)),
  );
}

/** The attributes an element may have, in the order of Twilio's pages; none when there is no such element. */
export function attributesOfElement(
  tag: string,
  parentTag?: string,
  kind: DocumentKind = 'voice',
): readonly AttributeSpec[] {
  return elementSpec(tag, parentTag, kind)?.attributes ?? [];
}
