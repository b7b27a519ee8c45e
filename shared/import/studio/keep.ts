import { toldOf } from '../../export/studio/export-studio.ts';
import type { FlowDocument, Json, StudioAbsent, StudioRest, StudioWidget } from '../../flow/types.ts';
import { fingerprint } from '../../languages/fingerprint.ts';
import { alike, meant } from '../../studio/properties.ts';
import { widgetSpec } from '../../studio/widgets.ts';
import type { Built, BuiltState } from './build.ts';
import type { Definition, State } from './definition.ts';
import type { ImportedTransition } from './report.ts';
import type { Dictionary } from './translate.ts';

/** The flow with what must be kept so that the way back leads to the same definition: found out by going back, not by rules. */
export function withRest(built: Built, dictionary: Dictionary): FlowDocument {
  const { definition } = dictionary;
  const base: StudioRest = {
    ...(definition.description !== built.flow.name && { description: definition.description.slice(0, 10_000) }),
    ...(!isUsual(definition) && { flags: definition.flags }),
    ...variablesOf(built, dictionary),
  };
  const types = widgetsOf(built, (state) => typeOnly(state, built.flow));
  const told = toldOf({ ...built.flow, studio: { ...base, widgets: types } });
  const widgets = widgetsOf(built, (state) => {
    const type = types[state.block];
    return keptOf(state, { flow: built.flow, idOf: (name) => dictionary.ids.of(name) }, told.get(state.block), type);
  });
  const rest = { ...base, ...(Object.keys(widgets).length > 0 && { widgets }) };
  return Object.keys(rest).length === 0 ? built.flow : { ...built.flow, studio: rest };
}

function isUsual({ flags }: Definition): boolean {
  const names = Object.keys(flags);
  return names.length === 0 || (names.length === 1 && flags.allow_concurrent_calls === true);
}

/** Names that would come back as others: they had to change here, or no block sets what Studio calls a variable. */
function variablesOf(
  { flow }: Built,
  { variables, set, data }: Dictionary,
): { readonly variables?: Readonly<Record<string, string>> } {
  const names: Record<string, string> = {};
  const told = new Set(Object.keys(flow.variables));
  const written = new Set(
    Object.values(flow.blocks).flatMap(({ type, props }) =>
      type === 'set' ? (props.assignments as unknown as readonly { name: string }[]).map(({ name }) => name) : [],
    ),
  );
  for (const own of set) {
    const name = variables.of(own);
    if (told.has(name) && (name !== own || !written.has(name))) names[name] = own;
  }
  for (const own of data) {
    const name = variables.of(`data:${own}`);
    if (told.has(name) && (name !== own || written.has(name))) names[name] = `data:${own}`;
  }
  return Object.keys(names).length === 0 ? {} : { variables: names };
}

function widgetsOf(
  { states, flow }: Built,
  keep: (state: BuiltState) => StudioWidget | undefined,
): Record<string, StudioWidget> {
  const widgets: Record<string, StudioWidget> = {};
  for (const state of states) {
    for (const [id, events] of state.events ?? []) {
      if (String(events) !== EVENT_OF[String(flow.blocks[id]?.props.on)]) widgets[id] = { of: 'start', events };
    }
    const kept = keep(state);
    if (kept !== undefined) widgets[state.block] = { ...widgets[state.block], ...kept };
  }
  return widgets;
}

/** Types of widgets that their blocks do not tell. */
function typeOnly({ state, block }: BuiltState, flow: FlowDocument): StudioWidget | undefined {
  const of = flow.blocks[block]?.type ?? '';
  return of === 'start' || of === 'widget' || USUAL[of]?.includes(state.type) ? undefined : { of, type: state.type };
}

/** The event that a start comes back as by itself. */
const EVENT_OF: Readonly<Record<string, string>> = {
  'incoming-call': 'incomingCall',
  'outgoing-call': 'incomingRequest',
  'incoming-message': 'incomingMessage',
};

/** What a block comes back as by itself. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  say: ['say-play'],
  play: ['say-play'],
  gather: ['gather-input-on-call'],
  dial: ['connect-call-to'],
  conference: ['connect-call-to'],
  record: ['record-voicemail'],
  background: ['record-call', 'fork-stream'],
  stopBackground: ['record-call', 'fork-stream'],
  pay: ['capture-payments'],
  enqueue: ['enqueue-call'],
  connect: ['connect-virtual-agent-v2'],
  agent: ['run-conversation-relay'],
  redirect: ['add-twiml-redirect'],
  set: ['set-variables'],
  condition: ['split-based-on'],
  http: ['make-http-request'],
  subflow: ['run-subflow'],
  send: ['send-message'],
  waitMessage: ['send-and-wait-for-reply'],
};

function keptOf(
  { state, block, transitions }: BuiltState,
  { flow, idOf }: { readonly flow: FlowDocument; readonly idOf: (state: string) => string },
  told: { readonly properties: Readonly<Record<string, Json>> } | undefined,
  typed: StudioWidget | undefined,
): StudioWidget | undefined {
  const stored = flow.blocks[block];
  if (stored === undefined) return typed;
  const holdsAll = stored.type === 'start' || stored.type === 'widget';
  const { kept, written, unsaid } = holdsAll ? NOTHING_ELSE : differing(state, told?.properties ?? {});
  const leads = holdsAll ? {} : unusedOf(state, transitions, idOf);
  const absent = compactAbsent({ properties: unsaid, events: missingEvents(state) });
  const parts = [kept, written, leads, absent].filter((part) => Object.keys(part).length > 0);
  if (typed === undefined && parts.length === 0) return undefined;
  const isMarked = Object.keys(written).length > 0 || (told === undefined && !holdsAll);
  return {
    of: stored.type,
    ...typed,
    ...(Object.keys(leads).length > 0 && { leads }),
    ...(Object.keys(absent).length > 0 && { absent }),
    ...(Object.keys(kept).length > 0 && { kept }),
    ...(Object.keys(written).length > 0 && { written }),
    ...((isMarked || typed !== undefined) && { mark: fingerprint(stored.props) }),
  };
}

interface Differing {
  readonly kept: Readonly<Record<string, Json>>;
  readonly written: Readonly<Record<string, Json>>;
  /** Defaults that the widget did not spell out. */
  readonly unsaid: readonly string[];
}

const NOTHING_ELSE: Differing = { kept: {}, written: {}, unsaid: [] };

/** What of a widget's properties its block does not tell in the same words. */
function differing({ type, properties }: State, told: Readonly<Record<string, Json>>): Differing {
  const [mine, theirs] = [meant(type, told), meant(type, properties)];
  const kept: Record<string, Json> = {};
  const written: Record<string, Json> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (alike(told[name] ?? null, value)) continue;
    // A default or an empty text says nothing that outlives a change of the block.
    if (Object.hasOwn(mine, name) || !Object.hasOwn(theirs, name)) written[name] = value;
    else kept[name] = value;
  }
  const more = Object.keys(told).filter((name) => !Object.hasOwn(properties, name));
  for (const name of more) if (Object.hasOwn(mine, name)) written[name] = null;
  return { kept, written, unsaid: more.filter((name) => !Object.hasOwn(mine, name)) };
}

/** Events of the type that the state has no transition for. */
function missingEvents({ type, transitions }: State): readonly string[] {
  const there = new Set(transitions.map(({ event }) => event));
  return (widgetSpec(type)?.events ?? []).filter((event) => !there.has(event));
}

function compactAbsent({ properties = [], events = [] }: StudioAbsent): StudioAbsent {
  return { ...(properties.length > 0 && { properties }), ...(events.length > 0 && { events }) };
}

/** Where events lead that nothing here takes, by the block. */
function unusedOf(
  { transitions }: State,
  fates: readonly ImportedTransition[],
  idOf: (state: string) => string,
): Readonly<Record<string, string>> {
  const leads: Record<string, string> = {};
  for (const [index, { event, next, repeats }] of transitions.entries()) {
    if (fates[index]?.fate === 'unused' && next !== undefined && !repeats) leads[event] = idOf(next);
  }
  return leads;
}
