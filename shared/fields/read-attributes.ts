import { literal } from '../template/literal.ts';
import { type AttributeSpec, attributesOfElement, type DocumentKind } from '../twiml/catalogue/index.ts';
import type { TwimlElement } from '../twiml/element.ts';
import { attributeText, isKey } from './attributes.ts';
import { NO_KEY } from './key.ts';

export interface ReadAttributesOptions {
  /** Put before the names of the props, as for `attributesOf`. */
  readonly prefix?: string;
  /** Attributes that the block reads itself. */
  readonly except?: readonly string[];
  readonly parent?: string;
  readonly document?: DocumentKind;
}

/**
 * The props of `attributesOf` under which `emitAttributes` writes exactly the attributes of this element; undefined where
 * it has an attribute that TwiML does not know, or a text that no prop writes (`TRUE`, ` 5`, a number out of bounds).
 */
export function readAttributes(
  element: TwimlElement,
  tag: string,
  options: ReadAttributesOptions = {},
  // biome-ignore lint/suspicious/noExplicitAny: the catalogue is data, so the type of a value is not known while compiling
): Record<string, any> | undefined {
  const { prefix = '', except = [] } = options;
  const specs = attributesOfElement(tag, options.parent, options.document);
  const props: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(element.attributes)) {
    if (except.includes(name)) continue;
    const spec = specs.find((candidate) => candidate.name === name);
    const value = spec && stored(spec, text);
    if (spec === undefined || attributeText(spec, value) !== text) return undefined;
    props[prefix + name] = typeof value === 'string' ? literal(value) : value;
  }
  return props;
}

/** The value as the attribute's field stores it. */
function stored(spec: AttributeSpec, text: string): unknown {
  if (isKey(spec.name)) return text === '' ? NO_KEY : text;
  switch (spec.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : '';
    case 'integer':
    case 'decimal':
      return spec.separator === undefined && String(Number(text)) === text ? Number(text) : text;
    case 'enum':
      return spec.separator === undefined ? text : text.split(spec.separator);
    default:
      return text;
  }
}
