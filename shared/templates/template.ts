import type { FlowDocument } from '../flow/types.ts';

/** A flow to start from. */
export interface FlowTemplate {
  /** Stable name, used in addresses. */
  readonly id: string;
  readonly title: string;
  /** One sentence: whom it is for and what callers get. */
  readonly about: string;
  readonly document: FlowDocument;
}
