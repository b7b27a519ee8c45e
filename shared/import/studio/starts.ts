import type { FlowBlock } from '../../flow/types.ts';
import type { Definition, State } from './definition.ts';
import { Notes } from './note.ts';
import type { Entry } from './reach.ts';
import type { ImportedTransition } from './report.ts';
import type { Dictionary } from './translate.ts';

/** A start, and the events of the trigger that it stands for. */
export interface Start {
  readonly id: string;
  readonly block: FlowBlock;
  readonly events: readonly string[];
}

export interface Starts {
  readonly starts: readonly Start[];
  readonly notes: Notes;
  readonly transitions: readonly ImportedTransition[];
}

/**
 * The starts that a trigger becomes. There is one for calls that come in, for calls that go out and for messages; events that
 * share one must lead to the same place, and where they do not, the first keeps it and the others are told of.
 */
export function startsOf(trigger: State, { ids, reach }: Dictionary, definition: Definition): Starts {
  const notes = new Notes();
  const made = new Map<Entry, { next: string; events: string[] }>();
  const wired = ORDER.flatMap((event) =>
    trigger.transitions.filter((one) => one.event === event && one.next !== undefined && !one.repeats),
  );
  const unused = new Set<string>();
  for (const { event, next = '' } of wired) {
    const entry = reach.entryOf(event);
    const known = made.get(entry);
    if (known === undefined) made.set(entry, { next, events: [event] });
    else if (known.next === next) known.events.push(event);
    else unused.add(event);
    explain(event, entry, unused.has(event), notes);
  }
  if (made.size === 0) made.set('incoming-call', { next: '', events: [] });
  const starts = [...made].map(([on, { next, events }]): Start => {
    const id = ids.fresh(IDS[on]);
    const name = trigger.name === 'Trigger' ? {} : { name: trigger.name.slice(0, 120) };
    const exits: Record<string, string> = next === '' ? {} : { next: ids.of(next) };
    return { id, events, block: { type: 'start', ...name, props: { on }, exits } };
  });
  const transitions = trigger.transitions.map(({ event, next, repeats }): ImportedTransition => {
    if (next === undefined) return { event, fate: 'ends', exits: [] };
    const start = repeats ? undefined : starts.find(({ events }) => events.includes(event));
    if (start === undefined) return { event, next, fate: 'unused', exits: [] };
    return { event, next, fate: 'cord', exits: [`${start.id}.next`] };
  });
  if (wired.length === 0 && definition.states.length > 1)
    notes.differs('No event of the trigger leads anywhere, so nothing begins this flow.');
  return { starts, notes, transitions };
}

/** Who keeps a start first. */
const ORDER = ['incomingCall', 'incomingMessage', 'incomingRequest', 'incomingConversationMessage', 'incomingParent'];

const IDS: Readonly<Record<Entry, string>> = {
  'incoming-call': 'start',
  'outgoing-call': 'start_outgoing',
  'incoming-message': 'start_message',
};

function explain(event: string, entry: Entry, isUnused: boolean, notes: Notes): void {
  if (event === 'incomingCall' || event === 'incomingMessage') return;
  if (isUnused) {
    notes.supply(
      `The event ${event} leads elsewhere than the others that begin this flow; give what follows it a flow of its own.`,
    );
    return;
  }
  const words = event === 'incomingRequest' && entry === 'incoming-message' ? undefined : DIFFERS[event];
  if (words !== undefined) notes.differs(words);
  else notes.supply(WRITTEN_FIRST);
}

const DIFFERS: Readonly<Record<string, string>> = {
  incomingConversationMessage:
    'A conversation begins the flow as a message does: point the number, not the Conversations service, here.',
  incomingParent: 'A flow that runs this one enters it where calls and messages do.',
  incomingRequest:
    'The REST API of Studio began the flow, and the flow placed the call; here the call is placed first, and the flow begins when it is answered.',
};

const WRITTEN_FIRST =
  'The REST API of Studio began this conversation. Here a flow answers messages: somebody has to write first, or you send the first message yourself.';
