import { hasTemplate } from '../template/template.ts';
import type { AttributeSpec, ElementSpec } from '../twiml/catalogue/index.ts';
import { isMet } from '../twiml/combinations.ts';
import type { Field } from './field.ts';

/**
 * Draws an attribute's field only where it has an effect or is set; undefined for one that always has, and for one that
 * depends on what the block does itself.
 *
 * @param drawn whether the block has a field for an attribute
 */
export function whenNeeded(
  spec: AttributeSpec,
  element: ElementSpec,
  prefix: string,
  drawn: (name: string) => boolean,
): Field['when'] {
  const { needs } = spec;
  if (needs === undefined || !drawn(needs.attribute)) return undefined;
  return (props) =>
    storedText(props[prefix + spec.name]) !== undefined ||
    isMet(needs, element, (name) => storedText(props[prefix + name]));
}

/** A stored value as an attribute's text: undefined where nothing is set, null where only a call shows the value. */
export function storedText(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(' ');
  const text = String(value);
  return hasTemplate(text) ? null : text;
}
