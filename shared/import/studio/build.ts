import { blockShapes } from '../../blocks/index.ts';
import { FLOW_LIMITS } from '../../flow/limits.ts';
import type { FlowBlock, FlowDocument, VariableDeclaration } from '../../flow/types.ts';
import { widgetSpec } from '../../studio/widgets.ts';
import type { State } from './definition.ts';
import { closeEnds } from './ends.ts';
import { beside, positionsOf } from './layout.ts';
import type { Mapped, Mapping, Way } from './mapping.ts';
import { Notes } from './note.ts';
import type { ImportedTransition } from './report.ts';
import { startsOf } from './starts.ts';
import { type Dictionary, Translator } from './translate.ts';
import { MAPPERS } from './widgets/index.ts';
import { placeholder } from './widgets/placeholder.ts';

/** What one state became. */
export interface BuiltState {
  readonly state: State;
  readonly block: string;
  /** All blocks that stand for it. */
  readonly blocks: readonly string[];
  readonly notes: Notes;
  readonly transitions: readonly ImportedTransition[];
  /** Of a trigger: its events by start. */
  readonly events?: ReadonlyMap<string, readonly string[]>;
}

export interface Built {
  readonly flow: FlowDocument;
  readonly states: readonly BuiltState[];
}

export interface BuildOptions {
  readonly name: string;
  /** Ids of flows that are imported beside, by SID or name. */
  readonly flowId: (reference: string) => string | undefined;
}

/** Makes the flow: a block for each widget, cords as its transitions go, and ends where branches end. */
export function build(dictionary: Dictionary, options: BuildOptions): Built {
  const { definition } = dictionary;
  const blocks: Record<string, FlowBlock> = {};
  const layout: Record<string, readonly [number, number]> = {};
  const positions = positionsOf(definition);
  const place = (name: string): readonly [number, number] => positions.get(name) ?? [0, 0];
  const states = definition.states.map((state): BuiltState => {
    if (state.name === definition.initial) {
      const { starts, notes, transitions } = startsOf(state, dictionary, definition);
      explain(state, notes);
      for (const [index, { id, block }] of starts.entries()) {
        blocks[id] = block;
        const [x, y] = place(state.name);
        layout[id] = [x + index * START_ACROSS, y];
      }
      const made = starts.map(({ id }) => id);
      return {
        state,
        block: made[0] ?? '',
        blocks: made,
        notes,
        transitions,
        events: new Map(starts.map(({ id, events }) => [id, events])),
      };
    }
    const built = buildState(state, dictionary, options);
    for (const [id, block] of built.made) {
      blocks[id] = block;
      layout[id] = id === built.block ? place(state.name) : beside(place(state.name));
    }
    return { state, ...built, blocks: [...built.made.keys()] };
  });
  closeEnds(blocks, layout, () => dictionary.ids.fresh('end'));
  const flow: FlowDocument = {
    version: 1,
    name: options.name.slice(0, FLOW_LIMITS.nameLength),
    settings: {},
    variables: declarations(dictionary),
    blocks,
    layout,
    tests: [],
  };
  return { flow, states };
}

/** Between the starts of one trigger. */
const START_ACROSS = 280;

function buildState(state: State, dictionary: Dictionary, options: BuildOptions) {
  const { ids, reach } = dictionary;
  const block = ids.of(state.name);
  const entries = reach.of(state.name);
  const attempt = (mapper: (mapping: Mapping) => Mapped) => {
    const notes = new Notes();
    const translator = new Translator(dictionary, state, notes);
    const translate = (text: string): string => translator.text(text);
    const mapping: Mapping = {
      state,
      notes,
      id: block,
      entries,
      writes: reach.writes(state.name),
      text: (property) => textOf(state, property, translate),
      translate,
      flowId: options.flowId,
      variable: (name) => dictionary.variables.of(name, name.replace(/^sub:/, '')),
    };
    return { mapped: mapper(mapping), notes };
  };
  let { mapped, notes } = attempt(MAPPERS[state.type] ?? KEEP);
  const obstacle = obstacleOf(mapped);
  if (obstacle !== undefined) ({ mapped, notes } = attempt(kept(obstacle)));
  const made = blocksOf(state, block, mapped, dictionary);
  explain(state, notes);
  const transitions = state.transitions.map((transition, index) =>
    connect(transition, transition.repeats ? [] : (mapped.ways[index] ?? []), block, made, dictionary),
  );
  return { block, made, notes, transitions };
}

/** Tells of transitions that no widget of the type could have, or that lead nowhere. */
function explain({ type, transitions }: State, notes: Notes): void {
  const events = widgetSpec(type)?.events ?? [];
  for (const { event, next, dangling, repeats } of transitions) {
    if (dangling !== undefined)
      notes.differs(`It goes on by ${event} to “${dangling}”, which the flow does not have: the branch ends here.`);
    if (next === undefined) continue;
    if (repeats) notes.differs(`It goes on by ${event} more than once; the way to “${next}” is not taken.`);
    else if (!events.includes(event))
      notes.differs(`It goes on by ${event} to “${next}”, and no such event is known here: nothing takes that way.`);
  }
}

/** A property as translated text; numbers and booleans as they are written. */
function textOf({ properties }: State, property: string, translate: (text: string) => string): string | undefined {
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
  if (value === undefined || value === null || value === '') return undefined;
  return translate(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function kept(obstacle: string) {
  return placeholder({ kind: 'supply', message: `It could not be made into a block: ${obstacle}` }, '');
}

const KEEP = kept('nothing here does the same.');

/** Why the block cannot be stored like this; undefined where it can. */
function obstacleOf({ type, props }: Mapped): string | undefined {
  const shape = blockShapes.get(type);
  if (shape === undefined) return `there is no block "${type}".`;
  return shape.checkProps(props, '$')[0]?.message;
}

function blocksOf(state: State, id: string, mapped: Mapped, { ids }: Dictionary): Map<string, FlowBlock> {
  const exits: Record<string, string> = {};
  const made = new Map<string, FlowBlock>([
    [id, { type: mapped.type, name: state.name.slice(0, FLOW_LIMITS.nameLength), props: mapped.props, exits }],
  ]);
  for (const { suffix, exit, block } of mapped.helpers ?? []) {
    const helper = ids.of(`helper:${state.name}${suffix}`, `${id.slice(0, 50)}${suffix}`);
    made.set(helper, { ...block, exits: {} });
    exits[exit] = helper;
  }
  return made;
}

function connect(
  { event, next, conditions }: State['transitions'][number],
  ways: readonly Way[],
  block: string,
  made: ReadonlyMap<string, FlowBlock>,
  { ids }: Dictionary,
): ImportedTransition {
  const exits = ways.map((way) =>
    typeof way === 'string' ? { id: block, exit: way } : { id: helperId(made, block, way.helper), exit: way.exit },
  );
  const condition = conditions.map(({ name, type, value }) => name || `${type} ${value}`.trim()).join(', ');
  const told = { event, ...(condition !== '' && { condition }), exits: exits.map(({ id, exit }) => `${id}.${exit}`) };
  if (next === undefined) return { ...told, fate: 'ends' };
  for (const { id, exit } of exits) (made.get(id)?.exits as Record<string, string>)[exit] = ids.of(next);
  return { ...told, next, fate: exits.length === 0 ? 'unused' : 'cord' };
}

function helperId(made: ReadonlyMap<string, FlowBlock>, block: string, suffix: string): string {
  return [...made.keys()].find((id) => id !== block && id.includes(suffix)) ?? block;
}

function declarations({ variables, set, data }: Dictionary): Readonly<Record<string, VariableDeclaration>> {
  const names = [
    ...[...set].map((name) => variables.of(name)),
    ...[...data].map((name) => variables.of(`data:${name}`)),
  ];
  const declared = names.map((name): [string, VariableDeclaration] => [name, { type: 'string' }]);
  return Object.fromEntries(declared.slice(0, FLOW_LIMITS.variables));
}
