import type { Json } from '../../flow/types.ts';

/** A definition as Studio takes it: https://www.twilio.com/docs/studio/rest-api/v2/flow */
export interface StudioDefinition {
  readonly description: string;
  readonly states: readonly StudioState[];
  readonly initial_state: string;
  readonly flags: Readonly<Record<string, Json>>;
}

export interface StudioState {
  readonly name: string;
  readonly type: string;
  readonly transitions: readonly StudioTransition[];
  readonly properties: Readonly<Record<string, Json>>;
}

export interface StudioTransition {
  readonly event: string;
  readonly next?: string;
  readonly conditions?: readonly Readonly<Record<string, Json>>[];
}
