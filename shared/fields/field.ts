import type { z } from 'zod';
import type { Json, VariableType } from '../flow/types.ts';
import type { RenderOptions } from '../template/template.ts';
import type { ElementSpec } from '../twiml/catalogue/index.ts';

/**
 * A field kind owns everything about one sort of value: its stored shape, its check, which parts are templates, how they
 * are evaluated, and – by its name – the widget that edits it. Blocks only ever combine kinds.
 */
export interface FieldKind<Value, Options = undefined> {
  /** Stable name; the designer picks the widget by it. */
  readonly kind: string;
  /** Shape a stored value must have. Unfinished values (empty text, a word where a number belongs) still have the right shape. */
  shape(options: Options): z.ZodType<Value>;
  /** What is wrong with a value that has the right shape; empty when nothing is. */
  check?(value: Value, options: Options): readonly FieldProblem[];
  /** Template texts inside the value, with the path below the field (for checking variable names). */
  templates?(value: Value): readonly TemplateSpot[];
  /** Names of variables that the value says to write, with the path below the field. */
  variables?(value: Value): readonly VariableSpot[];
  /** The value with its templates rendered, undefined for none; only called when `templates` found any that contain `{{` or `{%`. */
  evaluate?(value: Value, render: Render): Value | undefined;
  /** What of a value people hear or read, so that each language has its own; absent where that is nothing. */
  readonly spoken?: SpokenPart<Value, Options>;
}

/** How a value is said in another language. A translation is plain JSON of a shape of its own. */
export interface SpokenPart<Value, Options> {
  /** What there is to translate, in the shape of a translation; undefined where that is nothing. */
  original(value: Value, options: Options): Json | undefined;
  /** Shape of a translation; undefined where nothing of such a field is translated. */
  shape(options: Options): z.ZodType<Json> | undefined;
  /** The value in the other language. @param spoken how texts without a voice of their own are spoken in it */
  apply(value: Value, translation: Json, spoken?: OwnVoice): Value;
  /** What a translation begins as: the original without what belongs to its own language alone, such as voices. */
  begin(original: Json): Json;
  /** A translation without what the value no longer has; the very same where nothing is gone, undefined where nothing is left. */
  within?(value: Value, translation: Json): Json | undefined;
  /** The value as it must be where the flow speaks another language and there is no translation: in its own voice. */
  keep?(value: Value, own: OwnVoice): Value;
}

/** How texts without a voice of their own are spoken. */
export interface OwnVoice {
  readonly language?: string;
  readonly voice?: string;
}

/** Renders one template text; `xml` escapes what expressions print (SSML), `as` for another sort of text. Never throws: failures are logged and print nothing. */
export type Render = (text: string, options?: RenderOptions) => string;

export interface TemplateSpot {
  readonly text: string;
  /** Path below the field, e.g. `[0].text`; empty for the field itself. */
  readonly path: string;
  /** The stored text is the expression alone, without the braces around it here. */
  readonly bare?: boolean;
}

/** A variable that is written. */
export interface VariableSpot extends TemplateSpot {
  /** Of what type the new value is, as far as that is told beforehand. */
  readonly type?: VariableType | undefined;
  /** The new value, where it is the same in every call. */
  readonly literal?: TemplateSpot | undefined;
}

export interface FieldProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** A sentence without the block's name: what is wrong and the next step. */
  readonly message: string;
  /** Path below the field, e.g. `[1].key`. */
  readonly path?: string;
}

/** An attribute of an element that a block speaks. */
export interface AttributePlace {
  readonly element: ElementSpec;
  readonly name: string;
  /** Put before the attributes' names in the props, e.g. `number_`; elements of one tag are told apart by it. */
  readonly prefix: string;
}

/** One field of a block: a kind with its options and the words around it. */
export interface Field<Value = Json, Options = unknown> {
  readonly kind: FieldKind<Value, Options>;
  readonly options: Options;
  /** Says what happens to the caller: "If nobody presses a key for". */
  readonly label: string;
  readonly hint?: string;
  /** TwiML term shown in mono beside the label, e.g. `timeout`. */
  readonly term?: string;
  /** `main` fields come first, `more` fold away. Default `main`. */
  readonly group?: 'main' | 'more';
  /** Missing or empty is a problem (`missing-value`). */
  readonly required?: boolean;
  /** Value of a block fresh from the palette. */
  readonly initial?: Value;
  /** Shown greyed when nothing is set (Twilio's default); never emitted. */
  readonly placeholder?: string;
  /** Why not to use it any more. */
  readonly deprecated?: string;
  /** Only Twilio's library knows it, its pages do not. */
  readonly undocumented?: boolean;
  /** Heading under "More" where there are many fields, e.g. `Recording`. */
  readonly heading?: string;
  /** The attribute of TwiML it stands for. */
  readonly attribute?: AttributePlace;
  /** It has an effect in calls alone: not drawn where only messages come to the block. */
  readonly callsOnly?: boolean;
  /** Field is drawn (and checked) only where this holds. */
  readonly when?: (props: Readonly<Record<string, unknown>>) => boolean;
}

/** A field with its value type forgotten. */
// biome-ignore lint/suspicious/noExplicitAny: a list of fields mixes value types; PropsOf recovers each
export type AnyField = Field<any, any>;

export type Fields = Readonly<Record<string, AnyField>>;

/** Value type of a field. */
// biome-ignore lint/suspicious/noExplicitAny: any options will do here
export type ValueOf<F> = F extends { kind: FieldKind<infer Value, any> } ? Value : never;

/** Props of a block with these fields: everything may be missing in a draft. */
export type PropsOf<F> = { readonly [K in keyof F]?: ValueOf<F[K]> };
