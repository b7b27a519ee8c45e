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
  const secrets = new Map<string, string>();
  const sealed = new Set(stored.bindings.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
  for (const { binding, environment, value } of stored.values) {
    const row = secretRow(binding, environment);
    if (sealed.has(binding)) secrets.set(row, vault.open(row, value));
  }
  return { stored, secrets, ...plainValues(stored) };
}

/** What can be told without the key that secrets are sealed with: values by environment, and where each binding has one. */
export function plainValues({ environments, bindings, values }: StoredEnvironments): Pick<Held, 'env' | 'known'> {
  const env = new Map<string, Record<string, string>>(environments.map((name) => [name, {}]));
  const known = new Map<string, KnownBinding>();
  for (const { name, kind } of bindings) {
    const mine = values.filter(({ binding }) => binding === name);
    known.set(name, { kind, environments: mine.map(({ environment }) => environment) });
    if (kind === 'secret') continue;
    for (const { environment, value } of mine) (env.get(environment) ?? {})[name] = value;
  }
  for (const held of env.values()) Object.freeze(held);
  return { env, known };
}
