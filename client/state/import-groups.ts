import type { ImportedState, WidgetFate } from '../../shared/import/studio/report.ts';
import { widgetSpec } from '../../shared/studio/widgets.ts';

/** A widget as a list shows it. */
type Shown = Pick<ImportedState, 'name' | 'type' | 'fate' | 'block' | 'notes' | 'addresses'>;

/** Where a widget is listed: by its fate, but for one that asks an address which is only a placeholder. */
export function importGroupOf({ fate, addresses = [] }: Pick<Shown, 'fate' | 'addresses'>): WidgetFate | 'address' {
  return addresses.length > 0 && fate !== 'needsYou' ? 'address' : fate;
}

/** The widgets of an import by how well they came over, each in one group, those that need somebody first. */
export function importGroups(states: readonly Shown[], onChoose?: (block: string) => void) {
  const itemsOf = (group: WidgetFate | 'address') =>
    states
      .filter((state) => importGroupOf(state) === group)
      .map(({ name, type, block, notes, addresses = [] }) => ({
        key: name,
        name,
        detail: widgetSpec(type)?.label ?? type,
        notes: [...addresses.map((address) => `Put in your address for ${address}.`), ...notes],
        ...(onChoose && { onChoose: () => onChoose(block) }),
      }));
  return [
    {
      title: 'Needs you',
      about: 'Does nothing of use until you supply something.',
      tone: 'bad',
      items: itemsOf('needsYou'),
    },
    {
      title: 'Needs your address',
      about: 'What it asks now is only a placeholder.',
      tone: 'bad',
      items: itemsOf('address'),
    },
    {
      title: 'Approximated',
      about: 'Does it in another way, or not quite.',
      tone: 'warn',
      items: itemsOf('approximated'),
    },
    { title: 'Exact', about: 'Does the same.', tone: 'fine', items: itemsOf('exact') },
  ] as const;
}
