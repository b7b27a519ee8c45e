import { widgetSpec } from '../../../studio/widgets.ts';
import { type Mapper, waysBy } from '../mapping.ts';

/** A widget that has no counterpart: a block that keeps all it held, says what to do, and goes on by one of its events. */
export function placeholder(
  note: { readonly kind: 'differs' | 'supply'; readonly message: string },
  takes: string,
): Mapper {
  return (mapping) => {
    const { state, notes } = mapping;
    notes[note.kind](note.message);
    const events = widgetSpec(state.type)?.events ?? [];
    const props = {
      widget: state.type,
      properties: JSON.stringify(state.properties, null, 2),
      takes,
    };
    return { type: 'widget', props, ways: waysBy(state, Object.fromEntries(events.map((event) => [event, [event]]))) };
  };
}
