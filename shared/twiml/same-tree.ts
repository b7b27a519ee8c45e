import { type DocumentKind, type ElementSpec, elementSpec } from './catalogue/index.ts';
import type { TwimlElement, TwimlNode } from './element.ts';

/**
 * Whether Twilio takes two elements for the same: same tags, attributes in any order, same children in the same order. White
 * space counts where Twilio counts it: not for speech, not around addresses, numbers and names, but in messages.
 */
export function sameElement(one: TwimlElement, other: TwimlElement, place: Place = {}): boolean {
  if (one.tag !== other.tag || !sameAttributes(one.attributes, other.attributes)) return false;
  const spec = elementSpec(one.tag, place.parent, place.document ?? 'voice');
  const speech = place.speech === true || spec?.text.content === 'speech';
  const left = normalised(one.children, spec, speech);
  const right = normalised(other.children, spec, speech);
  if (left.length !== right.length) return false;
  const inside = { ...place, parent: one.tag, speech };
  return left.every((node, index) => {
    const twin = right[index] ?? '';
    if (typeof node === 'string' || typeof twin === 'string') return node === twin;
    return sameElement(node, twin, inside);
  });
}

/** Where the elements stand. */
export interface Place {
  readonly document?: DocumentKind;
  readonly parent?: string;
  /** Inside spoken text. */
  readonly speech?: boolean;
}

function sameAttributes(one: TwimlElement['attributes'], other: TwimlElement['attributes']): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  );
}

/** Children with neighbouring texts joined, and without the white space that says nothing. */
function normalised(
  children: readonly TwimlNode[],
  spec: ElementSpec | undefined,
  speech: boolean,
): readonly TwimlNode[] {
  const joined: TwimlNode[] = [];
  for (const child of children) {
    const last = joined[joined.length - 1];
    if (typeof child === 'string' && typeof last === 'string') joined[joined.length - 1] = last + child;
    else joined.push(child);
  }
  const exact = spec?.text.content === 'message' || (spec === undefined && !speech);
  if (exact) return joined.filter((node) => node !== '');
  const collapsed = joined.map((node) => (typeof node === 'string' ? node.replace(/[ \t\r\n]+/g, ' ') : node));
  const first = collapsed[0];
  if (typeof first === 'string') collapsed[0] = first.trimStart();
  const last = collapsed[collapsed.length - 1];
  if (typeof last === 'string') collapsed[collapsed.length - 1] = last.trimEnd();
  return collapsed.filter((node) => node !== '');
}
