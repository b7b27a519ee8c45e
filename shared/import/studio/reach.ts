import { widgetSpec } from '../../studio/widgets.ts';
import type { Definition, State } from './definition.ts';

/** How a call or message got to a state: it came in, it was placed, or somebody wrote. */
export type Entry = 'incoming-call' | 'outgoing-call' | 'incoming-message';

/** Where each event of the trigger leads, and which states who can get to. */
export interface Reach {
  /** The entry that stands for an event of the trigger. */
  entryOf(event: string): Entry;
  /** Entries from which a state can be reached; none for one that nothing leads to. */
  of(state: string): ReadonlySet<Entry>;
  /** Whether only messages get to a state; where nothing does, whether only messages begin the flow. */
  writes(state: string): boolean;
}

/** @param definition as `readDefinition` gives it */
export function reachOf(definition: Definition): Reach {
  const states = new Map(definition.states.map((state) => [state.name, state]));
  const trigger = states.get(definition.initial);
  const reached = new Map<string, Set<Entry>>();
  const entries = new Map<string, Entry>(FIXED);
  for (const { event, next } of trigger?.transitions ?? []) {
    const behind = next === undefined ? [] : reachable(next, states);
    const entry = entries.get(event) ?? guess(event, behind);
    entries.set(event, entry);
    for (const { name } of behind) {
      const known = reached.get(name);
      if (known) known.add(entry);
      else reached.set(name, new Set([entry]));
    }
  }
  const onlyMessages = (found: Iterable<Entry>): boolean => {
    const all = [...found];
    return all.length > 0 && all.every((entry) => entry === 'incoming-message');
  };
  const used = new Set([...reached.values()].flatMap((found) => [...found]));
  return {
    writes: (state) => onlyMessages(reached.get(state) ?? used),
    entryOf: (event) => entries.get(event) ?? 'incoming-call',
    of: (state) => reached.get(state) ?? NONE,
  };
}

const FIXED: readonly (readonly [string, Entry])[] = [
  ['incomingCall', 'incoming-call'],
  ['incomingMessage', 'incoming-message'],
  ['incomingConversationMessage', 'incoming-message'],
];

const NONE: ReadonlySet<Entry> = new Set();

/** A request, or a flow that calls this one, says nothing of calls or messages; what follows does. */
function guess(event: string, behind: readonly State[]): Entry {
  const channels = behind.map(({ type }) => widgetSpec(type)?.channel);
  const writes = channels.includes('messaging') || behind.some(({ type }) => type === 'send-message');
  if (!channels.includes('voice') && writes) return 'incoming-message';
  return event === 'incomingRequest' ? 'outgoing-call' : 'incoming-call';
}

function reachable(from: string, states: ReadonlyMap<string, State>): readonly State[] {
  const seen = new Set([from]);
  const queue = [from];
  const found: State[] = [];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const state = states.get(at);
    if (state === undefined) continue;
    found.push(state);
    for (const { next } of state.transitions) {
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return found;
}
