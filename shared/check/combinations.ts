import type { AnyBlock } from '../block.ts';
import { storedText } from '../fields/attribute-needs.ts';
import type { AttributePlace, Field } from '../fields/field.ts';
import type { FlowBlock } from '../flow/types.ts';
import { combinationProblems } from '../twiml/combinations.ts';
import type { Problem } from './problem.ts';

/**
 * Attributes of a block that do not go together, by the catalogue's `needs` and `conflicts`: `no-effect` for those Twilio
 * passes over, `attribute-conflict` for those it warns of.
 *
 * - 13335, Gather: speechTimeout `auto` beside a speechModel, https://www.twilio.com/docs/api/errors/13335
 * - 13617, Record: transcribe beside a maxLength over 120 seconds, https://www.twilio.com/docs/voice/twiml/record#transcribe
 */
export function checkCombinations(id: string, block: FlowBlock, type: AnyBlock): readonly Problem[] {
  return elementsOf(block, type).flatMap(({ element, names }) => {
    const known = {
      ...element,
      attributes: element.attributes.filter(({ needs }) => !needs || names.has(needs.attribute)),
    };
    const read = (attribute: string): string | null | undefined => {
      const prop = names.get(attribute);
      return prop === undefined ? undefined : storedText(block.props[prop]);
    };
    return combinationProblems(known, read).map(
      ({ code, attribute, message }): Problem => ({
        code,
        severity: 'warning',
        block: id,
        field: names.get(attribute) ?? attribute,
        message,
      }),
    );
  });
}

interface Spoken {
  readonly element: AttributePlace['element'];
  /** Names of the props by those of the attributes. */
  readonly names: Map<string, string>;
}

/** The elements whose attributes the block has fields for. */
function elementsOf(block: FlowBlock, type: AnyBlock): readonly Spoken[] {
  const found = new Map<string, Spoken>();
  for (const [prop, field] of Object.entries(type.fields as Readonly<Record<string, Field>>)) {
    if (field.attribute === undefined || field.when?.(block.props) === false) continue;
    const { element, name, prefix } = field.attribute;
    const key = `${prefix}${element.id}`;
    const spoken = found.get(key) ?? { element, names: new Map<string, string>() };
    found.set(key, spoken);
    spoken.names.set(name, prop);
  }
  return [...found.values()];
}
