import { importTwiml } from '../../../shared/import/import-twiml.ts';
import { type AttributeSpec, catalogue, type ElementSpec } from '../../../shared/twiml/catalogue/index.ts';
import { serialise } from '../../../shared/twiml/serialise.ts';
import { validateTwiml } from '../../../shared/twiml/validate.ts';
import { outermost, smallestDocument } from '../../twiml/support/minimal.ts';

/** Whether the designer holds an element, or an attribute of one, found out by importing a document with it. */
export interface Covered {
  readonly spec: ElementSpec;
  readonly attribute?: AttributeSpec;
  /** Types of the blocks that hold it, by the places it may stand in. */
  readonly blocks: readonly string[];
  /** Whether a block made for it emits exactly what it was given, in every place. */
  readonly exact: boolean;
}

/** Every element of an answer to a call or a message, each followed by its attributes. */
export function coverage(kind: 'voice' | 'messaging'): readonly Covered[] {
  return catalogue[kind]
    .filter((spec) => spec.kind !== 'root')
    .flatMap((spec) => [covered(spec), ...spec.attributes.map((attribute) => covered(spec, attribute))]);
}

function covered(spec: ElementSpec, attribute?: AttributeSpec): Covered {
  const blocks = new Set<string>();
  let exact = true;
  for (const parent of placesOf(spec)) {
    if (attribute?.notIn?.includes(parent)) continue;
    const root = smallestDocument(spec, parent, attribute);
    const kind = spec.document === 'messaging' ? 'messaging' : 'voice';
    const wrong = validateTwiml(root, { kind }).filter(({ severity }) => severity === 'error');
    if (wrong.length > 0) throw new Error(`not valid: ${serialise(root)}\n${JSON.stringify(wrong)}`);
    const imported = importTwiml(serialise(root), { channel: kind });
    if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
    exact &&= imported.report.elements.every(({ fate }) => fate === 'exact');
    for (const { block } of imported.report.elements) blocks.add(imported.flow.blocks[block]?.type ?? '');
  }
  return { spec, ...(attribute && { attribute }), blocks: [...blocks].sort(), exact };
}

/** SSML is text to every block, so that one place stands for all. */
function placesOf(spec: ElementSpec): readonly string[] {
  return spec.kind === 'ssml' ? [outermost(spec)] : spec.parents;
}
