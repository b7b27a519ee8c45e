import type { CompiledFlow } from '../../shared/engine/compile.ts';
import type { FlowStore } from '../store/store.ts';

/** A published version, ready to run. */
export interface LiveFlow {
  readonly id: string;
  readonly version: number;
  readonly compiled: CompiledFlow;
}

/** Published versions, each compiled once and then looked up. */
export class LiveFlows {
  readonly #store: Pick<FlowStore, 'get' | 'version'>;
  readonly #compile: (document: string) => CompiledFlow;
  readonly #live = new Map<string, Promise<LiveFlow | undefined>>();
  readonly #versions = new Map<string, Promise<LiveFlow | undefined>>();

  constructor(store: Pick<FlowStore, 'get' | 'version'>, compile: (document: string) => CompiledFlow) {
    this.#store = store;
    this.#compile = compile;
  }

  /** The version that new calls get; undefined if there is no such flow or it is not published. */
  live(id: string): Promise<LiveFlow | undefined> {
    return remember(this.#live, id, async () => {
      const flow = await this.#store.get(id);
      return flow && flow.live !== null ? this.version(id, flow.live) : undefined;
    });
  }

  /** The version that a call is pinned to. */
  version(id: string, version: number): Promise<LiveFlow | undefined> {
    return remember(this.#versions, `${id}@${version}`, async () => {
      const record = await this.#store.version(id, version);
      return record && { id, version, compiled: this.#compile(record.document) };
    });
  }

  /** To be called after another version went live, or none. */
  invalidate(id: string): void {
    this.#live.delete(id);
  }
}

/** Compiled versions kept; calls pinned to others compile theirs again. */
const MAX_KEPT = 500;

/** Only what was found is remembered; two askers at once share one answer. */
function remember<T>(
  kept: Map<string, Promise<T | undefined>>,
  key: string,
  find: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const known = kept.get(key);
  if (known) return known;
  const found = find();
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, found);
  const forget = (): void => {
    if (kept.get(key) === found) kept.delete(key);
  };
  found.then((value) => {
    if (value === undefined) forget();
  }, forget);
  return found;
}
