import type { AttributeNeed, AttributeSpec, ElementSpec } from './catalogue/types.ts';

/** Reads an attribute as text; undefined where it is not set, null where its value is known during a call only. */
export type ReadValue = (name: string) => string | null | undefined;

/** Attributes of one element that do not go together; empty where Twilio would have nothing to say. */
export function combinationProblems(spec: ElementSpec, read: ReadValue): readonly CombinationProblem[] {
  return [
    ...spec.attributes.flatMap((attribute) => idleProblems(spec, attribute, read)),
    ...conflictProblems(spec, read),
  ];
}

export interface CombinationProblem {
  /** `no-effect` for what Twilio passes over, `attribute-conflict` for what it warns of. */
  readonly code: 'no-effect' | 'attribute-conflict';
  readonly attribute: string;
  readonly message: string;
  readonly twilioError?: number;
}

/** Whether what an attribute needs is there, by its default if need be; so it is where that is not known yet. */
export function isMet(needs: AttributeNeed, spec: ElementSpec, read: ReadValue): boolean {
  const needed = spec.attributes.find((candidate) => candidate.name === needs.attribute);
  const found = read(needs.attribute);
  // Where the default is no literal, it still means something.
  const standard = needed?.default === undefined ? needed?.defaultAbout : String(needed.default);
  return found === null || says(found ?? standard, needs, needed?.separator);
}

function says(value: string | undefined, { values }: AttributeNeed, separator: string | undefined): boolean {
  if (value === undefined || value === '') return false;
  if (values === undefined) return true;
  return (separator === undefined ? [value] : value.split(separator)).some((part) => values.includes(part.trim()));
}

/** Only what depends on a value is worth a word: the method of an address that is not there misleads nobody. */
function idleProblems(spec: ElementSpec, { name, needs }: AttributeSpec, read: ReadValue): CombinationProblem[] {
  if (needs?.values === undefined || read(name) === undefined || isMet(needs, spec, read)) return [];
  const wanted = needs.values.length > 2 ? 'is set' : `is ${needs.values.join(' or ')}`;
  const message = `${name} has no effect unless ${needs.attribute} ${wanted}.`;
  return [{ code: 'no-effect', attribute: name, message }];
}

function conflictProblems(spec: ElementSpec, read: ReadValue): CombinationProblem[] {
  return (spec.conflicts ?? []).flatMap(({ attribute, value, beside, why, twilioError }) => {
    const found = read(attribute);
    if (found === undefined || found === null) return [];
    if (typeof value === 'string' ? found !== value : !(Number(found) > value.over)) return [];
    // Only what is set conflicts, not what is left to its default.
    if (!says(read(beside.attribute) ?? undefined, beside, undefined)) return [];
    return [{ code: 'attribute-conflict', attribute, message: why, twilioError }];
  });
}
