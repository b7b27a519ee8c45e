/**
 * The TwiML element tree: what blocks return, the engine collects, the serialiser writes and the parser reads.
 * Trees are plain data and never mutated after `element` returns them.
 */
export interface TwimlElement {
  readonly tag: string;
  /** Attribute names are case-sensitive; values are the text to be written, unescaped. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TwimlNode[];
  /** Id of the block that spoke this element (the source map); set by the engine, never serialised. */
  readonly block?: string;
}

/** A child of an element: a nested element, or text (unescaped). */
export type TwimlNode = TwimlElement | string;

/** What `element` accepts for an attribute; `undefined` and `null` leave the attribute out, lists join with spaces. */
export type AttributeValue = string | number | boolean | readonly string[] | null | undefined;

/**
 * Makes an element; attributes without a value are left out.
 *
 * @example element('Gather', { numDigits: 1, action: '/next', hints: undefined }, element('Say', {}, 'Press 1'))
 */
export function element(
  tag: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
  ...children: readonly TwimlNode[]
): TwimlElement {
  const kept: Record<string, string> = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value === undefined || value === null) continue;
    kept[name] = typeof value === 'string' ? value : Array.isArray(value) ? value.join(' ') : String(value);
  }
  return { tag, attributes: kept, children };
}
