import type { Field } from '../../shared/fields/field.ts';

export type Entry = [name: string, field: Field];

export interface MoreGroup {
  /** Undefined for fields that need none. */
  readonly heading: string | undefined;
  readonly fields: readonly Entry[];
}

/** From this many fields on they stand under headings. */
const MANY = 20;

/**
 * Fields in the order they are drawn: by what they are about where there are many, outdated ones last.
 *
 * @param all how many there are when none is searched for
 */
export function moreGroups(fields: readonly Entry[], all: number): readonly MoreGroup[] {
  const current = fields.filter(([, field]) => field.deprecated === undefined);
  const outdated = fields.filter(([, field]) => field.deprecated !== undefined);
  const groups = all < MANY ? [{ heading: undefined, fields: [...current, ...outdated] }] : headed(current, outdated);
  return groups.filter((group) => group.fields.length > 0);
}

function headed(current: readonly Entry[], outdated: readonly Entry[]): readonly MoreGroup[] {
  const byHeading = new Map<string | undefined, Entry[]>([[undefined, []]]);
  for (const entry of current) {
    const { heading } = entry[1];
    const group = byHeading.get(heading);
    if (group) group.push(entry);
    else byHeading.set(heading, [entry]);
  }
  return [
    ...[...byHeading].map(([heading, fields]) => ({ heading, fields })),
    { heading: 'Outdated', fields: outdated },
  ];
}
