import type { Json } from '../../flow/types.ts';

/** A Studio flow in one form, whichever dialect or wrapper it came in. */
export interface Definition {
  /** What people call the flow: the resource's friendly name, else its description; empty where it has neither. */
  readonly name: string;
  readonly description: string;
  /** SID of the flow where a wrapper tells it. */
  readonly sid?: string;
  readonly states: readonly State[];
  /** Name of the state that begins. */
  readonly initial: string;
  readonly flags: Readonly<Record<string, Json>>;
  readonly isLegacy: boolean;
}

export interface State {
  readonly name: string;
  /** One of `WIDGETS`. */
  readonly type: string;
  /** By today's names; without `offset`. */
  readonly properties: Readonly<Record<string, Json>>;
  readonly transitions: readonly Transition[];
  readonly position: readonly [x: number, y: number] | undefined;
  /** JSON path in the document, e.g. `$.states[3]`. */
  readonly path: string;
}

export interface Transition {
  readonly event: string;
  /** Name of the state that follows; absent where the branch ends. */
  readonly next?: string;
  /** What it names instead of a state, where there is no such state. */
  readonly dangling?: string;
  /** An earlier transition of the state has the same event and leads elsewhere: nothing takes this one. */
  readonly repeats?: true;
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly name: string;
  /** What is compared. */
  readonly argument: string;
  readonly type: string;
  readonly value: string;
}

/** Something to know about an import, by its place in the document. */
export interface StudioProblem {
  /** Stable name, e.g. `unknown-widget`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** JSON path, e.g. `$.states[3].type`. */
  readonly path: string;
  readonly state?: string;
  readonly block?: string;
}

/** Caps, checked before anything is validated. */
export const STUDIO_LIMITS = {
  /** Bytes of JSON text: 1,000 states of the largest kind come to less. */
  bytes: 5_000_000,
  depth: 64,
  /** Studio's own cap, subflows included: https://www.twilio.com/docs/studio/faq */
  states: 2_000,
  transitions: 200,
  properties: 200,
  /** Flows in one list. */
  flows: 200,
  nameLength: 200,
} as const;
