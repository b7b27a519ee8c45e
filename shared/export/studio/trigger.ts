import type { FlowDocument } from '../../flow/types.ts';
import { WIDGETS } from '../../studio/widgets.ts';
import type { StudioState } from './studio-definition.ts';

/** The trigger that stands for the starts of a flow. */
export function triggerOf(
  { blocks, layout, studio }: FlowDocument,
  target: (id: string | undefined) => string | undefined,
): StudioState {
  const next = new Map<string, string | undefined>();
  const starts = Object.entries(blocks).filter(([, { type }]) => type === 'start');
  for (const [id, { props, exits }] of starts) {
    const own = EVENTS[String(props.on)];
    const kept = studio?.widgets ?? {};
    const events = Object.hasOwn(kept, id) ? kept[id]?.events : undefined;
    for (const event of events ?? (own === undefined ? [] : [own])) next.set(event, target(exits.next));
  }
  const [first] = starts;
  const [x, y] = (first && layout[first[0]]) ?? [0, 0];
  const absent = new Set(starts.flatMap(([id]) => studio?.widgets?.[id]?.absent?.events ?? []));
  const transitions = (WIDGETS.trigger?.events ?? []).flatMap((event) => {
    const to = next.get(event);
    if (to === undefined) return absent.has(event) ? [] : [{ event }];
    return [{ event, next: to }];
  });
  const name = first?.[1].name;
  return {
    name: name !== undefined && /^\p{L}[^\s.]*$/u.test(name) ? name : 'Trigger',
    type: 'trigger',
    transitions,
    properties: { offset: { x, y } },
  };
}

const EVENTS: Readonly<Record<string, string>> = {
  'incoming-call': 'incomingCall',
  'outgoing-call': 'incomingRequest',
  'incoming-message': 'incomingMessage',
};
