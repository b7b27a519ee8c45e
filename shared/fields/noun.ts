import type { DocumentKind } from '../twiml/catalogue/index.ts';

/**
 * An element inside a verb as a flow stores it: `{ "tag": "Stream", "attributes": { "url": "wss://…" } }`. Attributes are
 * kept as the text that is written, so that what was read is written again exactly. Text comes before children.
 */
export type Noun = {
  readonly tag: string;
  readonly text?: string;
  /** The text is markup with elements in it, as Say may hold. */
  readonly ssml?: true;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Noun[];
};

export interface NounsOptions {
  /** Tag of the element they stand in. */
  readonly parent: string;
  /** Tags that may stand here; all that the catalogue allows if absent. */
  readonly tags?: readonly string[];
  /** Most that may stand here, where the catalogue does not say. */
  readonly max?: number;
  readonly document?: DocumentKind;
  /** What they say is translated. */
  readonly spoken?: boolean;
}

/** A name as XML has it, of plain letters; no template can make one. */
export const NOUN_NAME = /^[A-Za-z_][A-Za-z0-9_.:-]{0,99}$/;
