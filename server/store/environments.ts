import type { BindingKind } from '../../shared/flow/environments.ts';

/** Environments, bindings and their values. Values of secrets arrive here already encrypted. */
export interface EnvironmentStore {
  /** Everything, `live` first; the rest by name. */
  all(): Promise<StoredEnvironments>;
  /** @returns false if there is one of that name */
  add(name: string, now: number): Promise<boolean>;
  /** With its values. @returns false if there is none, or a flow runs in it */
  remove(name: string): Promise<boolean>;
  /** Adds a binding, or changes what it says about itself. */
  setBinding(binding: StoredBinding): Promise<void>;
  /** With its values. @returns false if there is none */
  removeBinding(name: string): Promise<boolean>;
  setValue(value: StoredValue): Promise<void>;
  /** @returns false if there was none */
  removeValue(binding: string, environment: string): Promise<boolean>;
}

export interface StoredEnvironments {
  readonly environments: readonly string[];
  readonly bindings: readonly StoredBinding[];
  readonly values: readonly StoredValue[];
}

export interface StoredBinding {
  readonly name: string;
  readonly kind: BindingKind;
  /** What it is for, in people's words. */
  readonly about: string;
}

export interface StoredValue {
  readonly binding: string;
  readonly environment: string;
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly setAt: number;
}
