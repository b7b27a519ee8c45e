import type { FlowBlock, Json } from '../../flow/types.ts';

/** A widget as a block tells it. */
export interface Told {
  readonly type: string;
  readonly properties: Readonly<Record<string, Json>>;
  /** Exits of the block that each event stands for; all of them must lead to the same place. */
  readonly events?: Readonly<Record<string, readonly string[]>>;
  /** Transitions of a split. */
  readonly matches?: readonly Match[];
  /** Events that lead somewhere whatever the block's own exits say, by the id of a block. */
  readonly leads?: Readonly<Record<string, string | undefined>>;
  /** Ids of blocks that are part of it. */
  readonly swallows?: readonly string[];
  /** Further widgets behind it, in order; each goes on by its only event. */
  readonly chain?: readonly { readonly type: string; readonly properties: Readonly<Record<string, Json>> }[];
  /** What somebody has to do in Studio before it runs there, by the properties it is exported with. */
  needs?(properties: Readonly<Record<string, Json>>): string | undefined;
}

export interface Match {
  readonly exit: string;
  readonly condition: {
    readonly friendly_name: string;
    readonly arguments: readonly string[];
    readonly type: string;
    readonly value: string;
  };
}

/** What tells a widget from a block. */
export interface Exporting {
  readonly id: string;
  readonly block: FlowBlock;
  /** A text with names translated to Studio's; undefined where it is empty. */
  text(value: Json | undefined): string | undefined;
  /** Says why Studio cannot do what the block does. */
  cannot(message: string): void;
  /** Names the props that were dealt with; any other that is set is something Studio cannot do. */
  only(...props: readonly string[]): void;
  /** A block of the flow. */
  other(id: string | undefined): FlowBlock | undefined;
  /** Studio's name of a variable. */
  variable(name: string): string;
  readonly settings: { readonly language?: string; readonly voice?: string };
}

export type Exporter = (exporting: Exporting) => Told;

/** Without what is undefined or empty. */
export function filled(properties: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** A list of objects as a prop holds it; nothing where it holds none. */
export function listOf(value: Json | undefined): readonly Readonly<Record<string, Json>>[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).filter(
    (one): one is Readonly<Record<string, Json>> => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
}
