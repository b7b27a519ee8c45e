import type { ImportedState, WidgetFate } from '../../shared/import/studio/report.ts';
import { widgetSpec } from '../../shared/studio/widgets.ts';

/** A widget as a list shows it. */
type Shown = Pick<ImportedState, 'name' | 'type' | 'fate' | 'block' | 'notes'>;

/** The widgets of an import by how well they came over, those that need somebody first. */
export function importGroups(states: readonly Shown[], onChoose?: (block: string) => void) {
  const itemsOf = (fate: WidgetFate) =>
    states
      .filter((state) => state.fate === fate)
      .map(({ name, type, block, notes }) => ({
        key: name,
        name,
        detail: widgetSpec(type)?.label ?? type,
        notes,
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
      title: 'Approximated',
      about: 'Does it in another way, or not quite.',
      tone: 'warn',
      items: itemsOf('approximated'),
    },
    { title: 'Exact', about: 'Does the same.', tone: 'fine', items: itemsOf('exact') },
  ] as const;
}
