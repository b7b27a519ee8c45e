import type { CompiledFlow } from '../../shared/engine/compile.ts';
import { addressOf } from '../../shared/engine/links.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowStore, VersionRecord } from '../store/store.ts';

/** A published version, ready to run. */
export interface LiveFlow {
  readonly id: string;
  readonly version: number;
  readonly compiled: CompiledFlow;
}

/** Published versions, each compiled once and then looked up. */
export class LiveFlows {
  readonly #store: Pick<FlowStore, 'running' | 'version'>;
  readonly #compile: Compile;
  readonly #live = new Kept<LiveFlow>();
  readonly #versions = new Kept<LiveFlow>();

  constructor(store: Pick<FlowStore, 'running' | 'version'>, compile: Compile) {
    this.#store = store;
    this.#compile = compile;
  }

  /**
   * The version that new calls get, at once where it is known; undefined if there is no such flow or it does not run there.
   *
   * @param environment where it runs; `live` if absent
   */
  live(id: string, environment?: string): Looked<LiveFlow> {
    return this.#live.get(addressOf({ flow: id, environment }), async () => {
      const version = await this.#store.running(id, environment ?? LIVE);
      return version === null ? undefined : this.version(id, version);
    });
  }

  /** The version that a call is pinned to, at once where it is known. */
  version(id: string, version: number): Looked<LiveFlow> {
    return this.#versions.get(`${id}@${version}`, async () => {
      const record = await this.#store.version(id, version);
      return record && { id, version, compiled: await this.#ready(record) };
    });
  }

  /** With the versions of other flows that it calls, as they were pinned when it was published. */
  async #ready({ flow: id, version, document, calls }: VersionRecord): Promise<CompiledFlow> {
    const called = new Map<string, CompiledFlow>();
    for (const [name, pinned] of Object.entries(calls)) {
      const other = name === id && pinned === version ? undefined : await this.version(name, pinned);
      if (other) called.set(name, other.compiled);
    }
    const self = calls[id] === version;
    const compiled: CompiledFlow = this.#compile(document, (name) =>
      name === id && self ? compiled : called.get(name),
    );
    return compiled;
  }

  /** To be called after another version runs in some environment, or none. */
  invalidate(id: string): void {
    this.#live.delete((address) => address === id || address.startsWith(`${id}~`));
  }
}

/** Makes a stored document ready to run. @param calls flows that it calls, by id */
export type Compile = (document: string, calls: CompiledFlow['calls']) => CompiledFlow;

/** What was found, or the promise of it. */
export type Looked<T> = T | Promise<T | undefined>;

/** Compiled versions kept; calls pinned to others compile theirs again. */
const MAX_KEPT = 500;

/** Only what was found is remembered; two askers at once share one answer. */
class Kept<T extends object> {
  readonly #entries = new Map<string, Looked<T>>();

  get(key: string, find: () => Promise<T | undefined>): Looked<T> {
    const known = this.#entries.get(key);
    if (known) return known;
    const found = find();
    if (this.#entries.size >= MAX_KEPT) this.#entries.clear();
    this.#entries.set(key, found);
    const settle = (value?: T): void => {
      // Meanwhile it may have been asked for anew.
      if (this.#entries.get(key) !== found) return;
      if (value === undefined) this.#entries.delete(key);
      else this.#entries.set(key, value);
    };
    found.then(settle, () => settle());
    return found;
  }

  delete(is: (key: string) => boolean): void {
    for (const key of this.#entries.keys()) if (is(key)) this.#entries.delete(key);
  }
}
