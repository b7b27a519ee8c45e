import type { Effect, Outcome } from './effect.ts';
import type { AsideKind } from './fields/document-url.ts';
import type { Fields, PropsOf, Render } from './fields/field.ts';
import type { FlowFacts, FlowSettings, Json } from './flow/types.ts';
import type { TwimlElement } from './twiml/element.ts';

export type { AsideKind } from './fields/document-url.ts';

/** Groups of the palette, in its order. */
export type BlockGroup = 'start' | 'talk' | 'ask' | 'connect' | 'route' | 'data' | 'end';

/** What a flow answers: calls, or messages. */
export type Channel = 'voice' | 'messaging';

/**
 * All there is to say about one kind of block: the palette, the card, the inspector, validation and docs are drawn from it.
 * Registered by one line in `shared/blocks/index.ts`.
 */
export interface BlockDefinition<F extends Fields = Fields> {
  /** Same word as the file's name. */
  readonly type: string;
  readonly title: string;
  /** The TwiML verb(s) it speaks, shown in mono, e.g. `Gather`. */
  readonly term?: string;
  /** Tags of the verbs it speaks, where `term` is not the one; what may stand in an aside is judged by them. */
  verbs?(props: PropsOf<F>): readonly string[];
  /** One sentence for the palette's tooltip and the docs: what happens to the caller. */
  readonly about: string;
  /** Other words by which people look for it in the palette. */
  readonly keywords?: readonly string[];
  readonly group: BlockGroup;
  /** True for what only imports make; the palette does not offer it. */
  readonly unlisted?: boolean;
  /** Name of a lucide icon in kebab case, e.g. `phone-forwarded`. */
  readonly icon: string;
  /** Twilio's page, or null for blocks that are ours alone. */
  readonly docs: string | null;
  /** Channels it can run in; both if absent. */
  readonly channels?: readonly Channel[];
  /** True for what only works before the caller has heard anything (Reject). */
  readonly first?: boolean;
  readonly fields: F;
  /** True where its fields that it renders by itself (those without `evaluate`) may name secrets. */
  readonly secrets?: boolean;
  /** Exits of a block with these props, in the order of its rows. */
  exits(props: PropsOf<F>): readonly ExitSpec[];
  /** Names of the values it leaves under `blocks.<id>` for later templates, e.g. `Digits`. */
  outputs?(props: PropsOf<F>, flow: FlowFacts): readonly string[];
  /** Names of flow variables it writes. */
  writes?(props: PropsOf<F>): readonly string[];
  /** Two lines for the card: what the caller hears or what happens. */
  summary(props: PropsOf<F>): string;
  /** For entry blocks: which event starts the flow here. */
  entry?(props: PropsOf<F>): Entry;
  /** Entry by which the flow itself should have a start, because what the block begins enters there. */
  expects?(props: PropsOf<F>): Entry | undefined;
  /** Ends the flow it is in with the outcome in its prop `outcome`; the call goes on in the flow that called it. */
  readonly returns?: boolean;
  /** Id of another flow that a block with these props has run, by `enter`; undefined while none is chosen. */
  calls?(props: PropsOf<F>): string | undefined;
  /** What of a call it goes by beside what its texts read, as the end of a sentence: `the time`. */
  readonly goesBy?: string;
  /** Problems that need several fields at once, or the flow around them. */
  check?(props: PropsOf<F>, flow: FlowFacts): readonly BlockProblem[];
  /** Runs the block: elements to speak, then where to go. Pure; flow authors' mistakes become notes and failure exits. */
  run(ctx: RunContext<PropsOf<F>>): StepResult;
  /** The webhook that answers a `wait`. */
  resume?(request: TurnRequest, ctx: RunContext<PropsOf<F>>): StepResult;
  /** Goes on once what `run` or `resume` wanted performed has been done, or could not be. */
  performed?(outcome: Outcome, ctx: RunContext<PropsOf<F>>): StepResult;
  /** Goes on once the flow that was entered has ended without ending the call. */
  returned?(back: Returned, ctx: RunContext<PropsOf<F>>): StepResult;
  /**
   * Further values to leave under `blocks.<id>` from what Twilio says when it asks for one of its asides.
   *
   * @param language the call's
   */
  told?(parameters: Readonly<Record<string, string>>, language: string | undefined): Readonly<Record<string, Json>>;
  /** How many times in a row it lets a circle go round before it leads out of it, where it counts. */
  rounds?(props: PropsOf<F>): number;
  /** Whether a block with these props waits for a webhook; every block that can be resumed does if absent. */
  waits?(props: PropsOf<F>): boolean;
  /**
   * The way back, for imports: props under which `run` speaks exactly this element, or undefined where there are none. What it
   * goes on with is its exit `next`. The importer runs the props and keeps the element raw unless the very same comes out.
   */
  read?(element: TwimlElement): PropsOf<F> | undefined;
}

/** `outgoing-call`: a call that was placed is answered; where no block says so, it enters like a call that comes in. */
export type Entry = 'incoming-call' | 'outgoing-call' | 'incoming-message';

export interface ExitSpec {
  /** Stable name, the key in `exits` of the document. */
  readonly name: string;
  /** Words on the row: "Sales", "No key pressed". */
  readonly label: string;
  /** Key cap drawn before the label. */
  readonly key?: string;
  /** True where an unconnected exit simply ends the call; otherwise it is a problem and callers get the fallback. */
  readonly ends?: boolean;
  /** Exit that is taken instead while this one is not connected. */
  readonly or?: string;
  /** What is behind it should come back to this block. */
  readonly returns?: boolean;
  /** Set where the exit leads to an aside: blocks that Twilio hears beside the call's own document, when it asks for them. */
  readonly aside?: AsideKind;
}

export interface BlockProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Field the problem belongs to, and the path below it (`choices`, `[1].key`). */
  readonly field?: string;
  readonly path?: string;
}

/** What a block sees while it runs. */
export interface RunContext<P> {
  /** Props with every template rendered. */
  readonly props: P;
  /** The block's id. */
  readonly block: string;
  readonly channel: Channel;
  readonly settings: FlowSettings;
  /** Codes of the languages the flow speaks, its own first. */
  readonly languages: readonly string[];
  /** URL of the next turn, with its one-time token; only for a block that waits. */
  readonly actionUrl: string;
  /** Absolute URL for a callback that expects no TwiML. */
  callbackUrl(kind: CallbackKind): string;
  /** URL of the document that begins behind one of the block's exits that have an `aside`. */
  asideUrl(exit: string): string;
  /** What this block returned as `state` when it last waited or ran `again` during this visit. */
  readonly state: Json | undefined;
  /** What this block last left under `blocks.<id>` in this call. */
  readonly results: Readonly<Record<string, Json>> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A table of the flow by its name. */
  table(name: string): KeptTable | undefined;
  readonly render: Render;
  /** Reads a template path such as `call.From` or a variable; undefined where nothing is set. */
  lookup(path: string): Json | undefined;
}

/** A table of the flow, ready to be asked. */
export interface KeptTable {
  readonly columns: readonly string[];
  /**
   * First row whose value in a column is this one as `tableKey` compares them, or with `begins`, the row with the longest value that
   * this one begins with. Values by column.
   */
  find(
    column: string,
    value: string,
    how?: { readonly begins?: boolean },
  ): Readonly<Record<string, string>> | undefined;
}

export type CallbackKind = 'status' | 'recording' | 'transcription' | 'message';

interface StepEffects {
  readonly twiml?: readonly TwimlElement[];
  /** Flow variables to write. */
  readonly set?: Readonly<Record<string, Json>>;
  /** Language that the call goes on in; one of `languages`. */
  readonly language?: string;
  /** Values to leave under `blocks.<id>`. */
  readonly results?: Readonly<Record<string, Json>>;
  /** What went wrong or is worth knowing, for the call's log. */
  readonly notes?: readonly StepNote[];
}

/**
 * What a block decides: `go` through an exit, `wait` for the webhook of `actionUrl` (with `messageWithin`: for the next message
 * of the same two parties, that many milliseconds), run `again` with a new `state`, `perform` something outside of the flow
 * (`performed` gets what came of it), `enter` the flow that it `calls` (`returned` gets what came of it), `return` from the flow
 * it belongs to, which ends the document where nobody called that, or `end` the document (nothing is emitted after it).
 */
export type StepResult =
  | (StepEffects & { readonly go: string })
  | (StepEffects & { readonly wait: true; readonly state?: Json; readonly messageWithin?: number })
  | (StepEffects & { readonly again: true; readonly state: Json })
  | (StepEffects & PerformStep)
  | (StepEffects & { readonly enter: FlowCall })
  | (StepEffects & { readonly return: Return })
  | (StepEffects & { readonly end: true });

/** What a flow is entered with. */
export interface FlowCall {
  /** Values of its variables of scope `parameter`, by name; they become of the declared types. */
  readonly parameters: Readonly<Record<string, Json>>;
}

/** With what a called flow ends; the outcome is empty where the flow names none. */
export interface Return {
  readonly outcome: string;
}

/** What came of a called flow. */
export interface Returned extends Return {
  /** Values of its variables of scope `result`. */
  readonly results: Readonly<Record<string, Json>>;
  /** Why it could not be entered; then nothing came of it. */
  readonly refused?: StepNote;
}

interface PerformStep {
  readonly perform: Effect;
  readonly state?: Json;
  /** What a caller hears first where it takes so long that they are put on hold; a pause if absent. */
  readonly meanwhile?: readonly TwimlElement[];
}

export interface StepNote {
  readonly code: string;
  /** How much it matters; absent for what went wrong in the block itself. */
  readonly level?: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly field?: string;
}

/** A webhook as blocks and the engine see it: parameters by Twilio's names, each one text. */
export interface TurnRequest {
  readonly parameters: Readonly<Record<string, string>>;
  /** A length that no parameter exceeds, where one is known. */
  readonly size?: number;
  /** True for a message that came after the time it was waited for. */
  readonly late?: boolean;
}

/** Exit of a block that waits for a message, for one that comes too late; while it leads nowhere, such a message starts the flow anew. */
export const LATE = 'late';

/** Types a block's functions by its fields. */
export function defineBlock<const F extends Fields>(definition: BlockDefinition<F>): BlockDefinition<F> {
  return definition;
}

/** A block definition with its field types forgotten, as registries hold it. */
export type AnyBlock = BlockDefinition<Fields>;

/** Whether a block of this type waits for a webhook with these props. */
export function waitsForWebhook(type: AnyBlock, props: Readonly<Record<string, unknown>>): boolean {
  return type.resume !== undefined && (type.waits?.(props as never) ?? true);
}
