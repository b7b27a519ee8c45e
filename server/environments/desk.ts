import type { EnvironmentsView, SetBinding } from '../../shared/api/environments.ts';
import type { KnownBindings } from '../../shared/check/bindings.ts';
import {
  bindingPath,
  ENVIRONMENT_LIMITS,
  type Environment,
  LIVE,
  tidyValue,
  valueProblem,
} from '../../shared/flow/environments.ts';
import { suggestion } from '../../shared/text/nearest.ts';
import type { Vault } from '../auth/vault.ts';
import { ApiFailure } from '../routes/failure.ts';
import type { StoredBinding } from '../store/environments.ts';
import type { Store } from '../store/store.ts';
import { type HeldValues, holdValues, type SecretSource, secretRow } from './held.ts';
import { requireEnvironment, requireValues } from './require.ts';
import { UseFinder, usersOf } from './uses.ts';
import { environmentsView } from './view.ts';

/** What the API asks of environments, and what runs in them. Refusals are ApiFailures. */
export interface EnvironmentDesk extends SecretSource {
  /** What templates see as `env` in an environment now. */
  env(environment: string): Environment;
  known(): KnownBindings;
  view(): Promise<EnvironmentsView>;
  add(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  setBinding(name: string, binding: SetBinding): Promise<void>;
  removeBinding(name: string): Promise<void>;
  setValue(name: string, environment: string, value: string): Promise<void>;
  unsetValue(name: string, environment: string): Promise<void>;
  /**
   * Lets a version run: no value can be taken away meanwhile.
   *
   * @param documents stored texts of the version and of those that it calls
   * @throws ApiFailure 404 where there is no such environment, 409 with all that it lacks
   */
  admit<T>(documents: readonly string[], environment: string, run: () => Promise<T>): Promise<T>;
}

export interface EnvironmentDeskDeps {
  readonly store: Pick<Store, 'environments' | 'flows' | 'numbers' | 'operations' | 'outgoing'>;
  readonly vault: Vault;
  readonly now: () => number;
}

/** @throws VaultError when a stored secret does not open with this key */
export async function createEnvironmentDesk(deps: EnvironmentDeskDeps): Promise<EnvironmentDesk> {
  return new Desk(deps, await holdValues(deps.store.environments, deps.vault));
}

class Desk implements EnvironmentDesk {
  readonly #deps: EnvironmentDeskDeps;
  readonly #held: HeldValues;
  readonly #uses: UseFinder;
  /** What changes something waits for what was asked before it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: EnvironmentDeskDeps, held: HeldValues) {
    this.#deps = deps;
    this.#held = held;
    this.#uses = new UseFinder(deps.store.flows);
  }

  // Not methods: the webhooks take them out of the desk.
  readonly env = (environment: string): Environment => this.#held.env(environment);
  readonly secret = (name: string, environment: string): string | undefined => this.#held.secret(name, environment);

  known(): KnownBindings {
    return this.#held.known();
  }

  async view(): Promise<EnvironmentsView> {
    return environmentsView(this.#held.stored(), await this.#uses.all());
  }

  add(name: string): Promise<void> {
    return this.#change(async () => {
      const { environments } = this.#held.stored();
      if (environments.length >= ENVIRONMENT_LIMITS.environments)
        throw refuse(409, 'too-many', `There are ${environments.length} environments; more are not kept.`);
      if (!(await this.#deps.store.environments.add(name, this.#deps.now())))
        throw refuse(409, 'name-taken', `There is an environment "${name}" already.`);
    });
  }

  remove(name: string): Promise<void> {
    return this.#change(async () => {
      this.#require(name);
      if (name === LIVE) throw refuse(409, 'live-stays', `"${LIVE}" is what callers get; it stays.`);
      const reason = await whyKept(name, this.#deps.store);
      if (reason !== undefined) throw refuse(409, 'environment-in-use', reason);
      // Somebody else was faster.
      if (!(await this.#deps.store.environments.remove(name))) this.#require(name);
    });
  }

  setBinding(name: string, { kind, about }: SetBinding): Promise<void> {
    return this.#change(async () => {
      const { bindings } = this.#held.stored();
      const before = bindings.find((binding) => binding.name === name);
      if (!before && bindings.length >= ENVIRONMENT_LIMITS.bindings)
        throw refuse(409, 'too-many', `There are ${bindings.length} bindings; more are not kept.`);
      if (before && before.kind !== kind)
        throw refuse(409, 'kind-stays', `"${name}" is of the kind ${before.kind}. Remove it, or choose another name.`);
      await this.#deps.store.environments.setBinding({ name, kind, about: about ?? before?.about ?? '' });
    });
  }

  removeBinding(name: string): Promise<void> {
    return this.#change(async () => {
      const binding = this.#binding(name);
      await this.#refuseInUse(binding);
      await this.#deps.store.environments.removeBinding(name);
    });
  }

  setValue(name: string, environment: string, value: string): Promise<void> {
    return this.#change(async () => {
      const { kind } = this.#binding(name);
      this.#require(environment);
      const tidy = tidyValue(kind, value);
      const problem = valueProblem(kind, tidy);
      if (problem !== undefined)
        throw new ApiFailure(400, 'bad-value', `"${name}" was not set. ${problem}`, {
          problems: [{ path: '$.value', message: problem }],
        });
      const kept = kind === 'secret' ? this.#deps.vault.seal(secretRow(name, environment), tidy) : tidy;
      await this.#deps.store.environments.setValue({
        binding: name,
        environment,
        value: kept,
        setAt: this.#deps.now(),
      });
    });
  }

  unsetValue(name: string, environment: string): Promise<void> {
    return this.#change(async () => {
      const binding = this.#binding(name);
      this.#require(environment);
      await this.#refuseInUse(binding, environment);
      if (!(await this.#deps.store.environments.removeValue(name, environment)))
        throw refuse(404, 'no-such-value', `"${name}" has no value in "${environment}".`);
    });
  }

  admit<T>(documents: readonly string[], environment: string, run: () => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      this.#require(environment);
      requireValues(documents, environment, this.known());
      return run();
    });
  }

  #change(work: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await work();
      } finally {
        await this.#held.refresh();
      }
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  #require(environment: string): void {
    requireEnvironment(environment, this.#held.stored().environments);
  }

  #binding(name: string): StoredBinding {
    const { bindings } = this.#held.stored();
    const found = bindings.find((binding) => binding.name === name);
    if (found) return found;
    const near = suggestion(
      name,
      bindings.map((binding) => binding.name),
    );
    throw refuse(404, 'no-such-binding', `There is no binding "${name}".${near}`);
  }

  /** @param environment where its value is to go; everywhere if absent */
  async #refuseInUse({ name, kind }: StoredBinding, environment?: string): Promise<void> {
    const root = kind === 'secret' ? 'secrets' : 'env';
    const users = usersOf(name, root, await this.#uses.all()).flatMap(({ flow, environments }) =>
      environments
        .filter((where) => environment === undefined || where === environment)
        .map((where) => `"${flow}" in ${where}`),
    );
    if (users.length === 0) return;
    const message = `${users.join(', ')} names ${bindingPath(name, kind)}: callers would hear nothing there. Give it another value instead, or publish a version that does without it.`;
    throw refuse(409, 'binding-in-use', message);
  }
}

/** What would be lost with an environment, and what to do first; undefined where nothing uses it. */
async function whyKept(name: string, store: EnvironmentDeskDeps['store']): Promise<string | undefined> {
  const here = (one: { readonly environment?: string | undefined }) => one.environment === name;
  const flows = (await store.flows.runs()).filter(here).map(({ flow }) => `"${flow}"`);
  if (flows.length > 0) {
    return `${flows.join(', ')} ${flows.length === 1 ? 'runs' : 'run'} in "${name}". Take it down there first.`;
  }
  const lists = await store.outgoing.openIn(name);
  if (lists.length > 0) {
    const names = lists.map((list) => `"${list.name}"`).join(', ');
    return `${names} ${lists.length === 1 ? 'calls' : 'call'} people in "${name}". Cancel ${lists.length === 1 ? 'the list' : 'the lists'} first, or wait for the end.`;
  }
  const wired = (await store.numbers.wirings()).filter(here).map(({ phoneNumber }) => phoneNumber);
  const open = (await store.operations.open()).filter(here).flatMap(({ steps }) => steps);
  const numbers = new Set([...wired, ...open.map(({ phoneNumber }) => phoneNumber)]);
  if (numbers.size === 0) return undefined;
  return `${[...numbers].join(', ')} ${numbers.size === 1 ? 'leads' : 'lead'} to "${name}". Point ${numbers.size === 1 ? 'it' : 'them'} elsewhere or put ${numbers.size === 1 ? 'it' : 'them'} back first.`;
}

function refuse(status: number, code: string, message: string): ApiFailure {
  return new ApiFailure(status, code, message);
}
