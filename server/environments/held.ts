import type { KnownBinding, KnownBindings } from '../../shared/check/bindings.ts';
import type { Environment } from '../../shared/flow/environments.ts';
import type { Vault } from '../auth/vault.ts';
import type { EnvironmentStore, StoredEnvironments } from '../store/environments.ts';

/** Where secrets come from when a request to another server is made. */
export interface SecretSource {
  /** @returns undefined where the environment has none of that name */
  secret(name: string, environment: string): string | undefined;
}

/** What environments hold now, at hand: the webhook path asks for it in the middle of a turn. */
export interface HeldValues extends SecretSource {
  /** Values that templates see as `env`; the very same object until something changes. */
  env(environment: string): Environment;
  known(): KnownBindings;
  stored(): StoredEnvironments;
  /** To be called after a change in the store. */
  refresh(): Promise<void>;
}

/** Row that a secret is sealed for: a sealed text moved elsewhere does not open. */
export function secretRow(binding: string, environment: string): string {
  return `binding ${binding} ${environment}`;
}

/**
 * Reads what is stored and keeps it.
 *
 * @throws VaultError when a stored secret does not open with this key
 */
export async function holdValues(store: EnvironmentStore, vault: Vault): Promise<HeldValues> {
  let held = await read(store, vault);
  return {
    env: (environment) => held.env.get(environment) ?? NOTHING,
    secret: (name, environment) => held.secrets.get(secretRow(name, environment)),
    known: () => held.known,
    stored: () => held.stored,
    refresh: async () => {
      held = await read(store, vault);
    },
  };
}

const NOTHING: Environment = Object.freeze({});

interface Held {
  readonly stored: StoredEnvironments;
  readonly env: ReadonlyMap<string, Environment>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly known: KnownBindings;
}

async function read(store: EnvironmentStore, vault: Vault): Promise<Held> {
  const stored = await store.all();
  const env = new Map<string, Record<string, string>>(stored.environments.map((name) => [name, {}]));
  const secrets = new Map<string, string>();
  const known = new Map<string, KnownBinding>();
  for (const { name, kind } of stored.bindings) {
    const values = stored.values.filter(({ binding }) => binding === name);
    known.set(name, { kind, environments: values.map(({ environment }) => environment) });
    for (const { environment, value } of values) {
      const row = secretRow(name, environment);
      if (kind === 'secret') secrets.set(row, vault.open(row, value));
      else (env.get(environment) ?? {})[name] = value;
    }
  }
  for (const values of env.values()) Object.freeze(values);
  return { stored, env, secrets, known };
}
