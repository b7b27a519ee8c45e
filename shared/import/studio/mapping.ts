import type { FlowBlock, Json } from '../../flow/types.ts';
import type { State, Transition } from './definition.ts';
import type { Notes } from './note.ts';
import type { Entry } from './reach.ts';

/** What becomes of a widget: one block, or several of which the first stands for it. */
export interface Mapped {
  readonly type: string;
  readonly props: Readonly<Record<string, Json>>;
  /** Exits of ours for each transition, by its place in the list; a list may be empty where nothing here leads there. */
  readonly ways: readonly (readonly Way[])[];
  /** Further blocks, each with the exit of the first that leads to it. */
  readonly helpers?: readonly Helper[];
}

/** An exit, of the first block or of a helper by its name. */
export type Way = string | { readonly helper: string; readonly exit: string };

export interface Helper {
  /** Put behind the block's id. */
  readonly suffix: string;
  readonly exit: string;
  readonly block: Omit<FlowBlock, 'exits'>;
}

/** What a mapper works with. */
export interface Mapping {
  readonly state: State;
  readonly notes: Notes;
  /** Id of the block that will stand for the widget. */
  readonly id: string;
  /** Who can get here; nobody where nothing leads to the state. */
  readonly entries: ReadonlySet<Entry>;
  /** Only messages get here. */
  readonly writes: boolean;
  /** A text with names translated; undefined where the property is absent or empty. */
  text(property: string): string | undefined;
  /** Translates any text of the widget. */
  translate(text: string): string;
  /** Ids of flows imported beside, by SID or name. */
  flowId(reference: string): string | undefined;
  /** The name of a variable here. */
  variable(name: string): string;
}

export type Mapper = (mapping: Mapping) => Mapped;

/** Ways for every transition, by its event. */
export function waysBy(state: State, exits: Readonly<Record<string, readonly Way[]>>): readonly (readonly Way[])[] {
  return state.transitions.map(({ event }) => exits[event] ?? []);
}

/** Where an event leads; undefined where the branch ends or there is no such transition. */
export function nextOf(state: State, event: string): string | undefined {
  return transitionOf(state, event)?.next;
}

export function transitionOf(state: State, event: string): Transition | undefined {
  return state.transitions.find((transition) => transition.event === event);
}

/** Whether a property that is a boolean, or a word for one, says yes. */
export function isTrue(value: Json | undefined): boolean {
  return value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true');
}

/** A number that may be written as text; undefined for anything else. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** Number, or the translated template it is written as; undefined where it is the default or nothing. */
export function numberProp({ state, translate }: Mapping, property: string, fallback?: number): Json | undefined {
  const value = state.properties[property];
  const number = numberOf(value);
  if (number !== undefined) return number === fallback ? undefined : number;
  return typeof value === 'string' && value.includes('{{') ? translate(value) : undefined;
}

/** A list of `{ key, value }`; whatever is none is left out. */
export function pairsOf(
  value: Json | undefined,
): readonly { readonly key: string; readonly value: string; readonly type: string }[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return [];
    const { key, value: inner, type } = one as Readonly<Record<string, Json>>;
    return typeof key === 'string' ? [{ key, value: wordOf(inner), type: wordOf(type) }] : [];
  });
}

function wordOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Without what is undefined. */
export function compact(props: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(props).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
