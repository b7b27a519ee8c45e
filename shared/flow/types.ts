import type { CallTest } from './call-test.ts';

/**
 * The stored flow document (`*.flow.json`), version 1. Plain JSON; `parseFlow` is the only door in, `writeFlow` the only
 * door out (canonical key order). Layout lies apart from logic so that a text diff shows what callers will notice.
 */
export interface FlowDocument {
  readonly $schema?: string;
  readonly version: 1;
  /** What people call the flow; 1–120 characters. */
  readonly name: string;
  readonly settings: FlowSettings;
  /** Declared variables by name; names match `VARIABLE_NAME`. */
  readonly variables: Readonly<Record<string, VariableDeclaration>>;
  /** Blocks by id; ids match `BLOCK_ID` and never change while a block lives. */
  readonly blocks: Readonly<Record<string, FlowBlock>>;
  /** Canvas position of each block's top left corner, in canvas pixels. */
  readonly layout: Readonly<Record<string, readonly [x: number, y: number]>>;
  /** Tables that blocks look things up in, by name; names match `VARIABLE_NAME`. Absent where there are none. */
  readonly tables?: Readonly<Record<string, FlowTable>>;
  /** Calls that must go as written, kept with the flow. */
  readonly tests: readonly CallTest[];
  /** Of a flow that came from Twilio Studio: what Studio knows of it and no block holds, for the way back. */
  readonly studio?: StudioRest;
  /** Languages the flow speaks besides that of its settings, by code, e.g. `es-MX`. */
  readonly languages?: Readonly<Record<string, FlowLanguage>>;
  /** What is said in those languages: language → row → translation. A row is a field of a block, `<block>.<field>`. */
  readonly translations?: Readonly<Record<string, Readonly<Record<string, Translation>>>>;
}

/** How a flow speaks a language besides its own. */
export interface FlowLanguage {
  /** Twilio voice for Say; Twilio's own for the language if absent. */
  readonly voice?: string;
  /** Spoken in this language when anything goes wrong. */
  readonly fallback?: string;
  /** Fingerprint of the words of the flow's own language that it was made from; other words make it outdated. */
  readonly fallbackOf?: string;
  /** Numbers whose calls and messages are answered in this language, as +1555…. */
  readonly numbers?: readonly string[];
}

/** What one field of a block is in another language. */
export interface Translation {
  /** In the shape that the field's kind asks for: a list of prompts, a text, phrases by choice. */
  readonly value: Json;
  /** Fingerprint of the original it was made from; another original makes it outdated. */
  readonly of?: string;
}

/** What is left of a Studio definition beside the flow; nothing in it changes what a caller hears. */
export interface StudioRest {
  readonly description?: string;
  readonly flags?: Readonly<Record<string, Json>>;
  /** Names of variables in Studio, where they are others: `flow.data.NAME` is `data:NAME`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** By block. */
  readonly widgets?: Readonly<Record<string, StudioWidget>>;
}

/** What a block does not hold of the widget that it was. */
export interface StudioWidget {
  /** Type of the block then; of any other this is forgotten. */
  readonly of: string;
  /** Type of the widget, where the block does not tell. */
  readonly type?: string;
  /** Events of a trigger that came to this start beside its own. */
  readonly events?: readonly string[];
  /** Blocks that events lead to which no exit stands for. */
  readonly leads?: Readonly<Record<string, string>>;
  /** What the widget left to its defaults: it stays out as long as the block says no more than those. */
  readonly absent?: StudioAbsent;
  /** Properties that the block has no place for. */
  readonly kept?: Readonly<Record<string, Json>>;
  /** Properties that would come out in other words, null for those that were not there; they hold as long as the block is as it was. */
  readonly written?: Readonly<Record<string, Json>>;
  /** Mark of the block's props then. */
  readonly mark?: string;
}

/** What a widget did not have, though Studio knows it. */
export interface StudioAbsent {
  readonly properties?: readonly string[];
  readonly events?: readonly string[];
}

/** Defaults for the whole flow. */
export interface FlowSettings {
  /** BCP 47 language for Say and Gather where a block names none, e.g. `en-US`. */
  readonly language?: string;
  /** Twilio voice for Say where a prompt names none, e.g. `Polly.Joanna-Neural`. */
  readonly voice?: string;
  /** IANA zone, e.g. `America/New_York`. */
  readonly timezone?: string;
  /** Spoken when anything goes wrong during a call, before hanging up; plain text. */
  readonly fallback?: string;
  /**
   * Values that blocks write become of the type their variable is declared with, and objects and lists print as JSON. Absent in flows
   * from before that; they go on as they were tried.
   */
  readonly typedVariables?: boolean;
}

export const VARIABLE_TYPES = ['string', 'number', 'boolean', 'object', 'list'] as const;

export type VariableType = (typeof VARIABLE_TYPES)[number];

/** `parameter`: a flow that calls this one gives its value. `result`: that flow gets its value back. */
export type VariableScope = 'parameter' | 'result';

export interface VariableDeclaration {
  readonly type: VariableType;
  /** What it holds when a call begins; what is empty of its type if absent. */
  readonly initial?: Json;
  readonly about?: string;
  /** Absent where it is the flow's own affair. */
  readonly scope?: VariableScope;
}

/** A small table kept with the flow, such as an extension directory. */
export interface FlowTable {
  /** Names of its columns, each once; they match `VARIABLE_NAME`. */
  readonly columns: readonly string[];
  /** A text for every column. */
  readonly rows: readonly (readonly string[])[];
}

/** What blocks may know of their flow while it is designed. */
export type FlowFacts = Pick<FlowDocument, 'settings' | 'tables'>;

/** One block of a flow. Which `props` and exits it may have is its type's business (`shared/blocks`). */
export interface FlowBlock {
  readonly type: string;
  /** What people call this block; empty means the type's title. */
  readonly name?: string;
  readonly props: Readonly<Record<string, Json>>;
  /** Exit name → id of the block that comes next; an exit that is absent is not connected. */
  readonly exits: Readonly<Record<string, string>>;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Ids of blocks: usable as Liquid paths (`blocks.menu.Digits`) and in URLs. */
export const BLOCK_ID = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Names of variables; `RESERVED_NAMES` are refused. */
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Codes of languages, as BCP 47 has them: `es`, `es-MX`, `cmn-Hans-CN`. */
export const LANGUAGE_CODE = /^[A-Za-z]{2,5}(-[A-Za-z0-9]{2,8})*$/;

/** Top-level names every template sees beside the variables, and names JavaScript or Liquid keeps for itself. */
export const RESERVED_NAMES: readonly string[] = [
  'call',
  'message',
  'blocks',
  'flow',
  'now',
  'true',
  'false',
  'nil',
  'null',
  'empty',
  'blank',
  'forloop',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
];

/** Something wrong in a document, found while reading it; the document is refused. */
export interface DocumentProblem {
  /** JSON path, e.g. `$.blocks.menu.exits.1`. */
  readonly path: string;
  /** A sentence: what is wrong, what was expected, the nearest valid choice. */
  readonly message: string;
  /** Stable code, e.g. `unknown-type`. */
  readonly code: string;
}

/** What `parseFlow` must know of a block type to judge a block; `shared/blocks` provides it. */
export interface BlockShape {
  /** Problems of stored props: unknown names and wrong JSON shapes only, never merely unfinished ones. */
  checkProps(props: Readonly<Record<string, Json>>, path: string): readonly DocumentProblem[];
  /** Names of the exits a block with these props has. */
  exitNames(props: Readonly<Record<string, Json>>): readonly string[];
  /** For entries: two `start` blocks with the same key are duplicates. Undefined for other blocks. */
  entryKey?(props: Readonly<Record<string, Json>>): string;
  /** For blocks that say something. */
  readonly spoken?: {
    /** Names of the props that are translated. */
    readonly props: readonly string[];
    /** Problems of the translation of such a prop: a wrong JSON shape only. */
    check(prop: string, value: Json, path: string): readonly DocumentProblem[];
  };
}
