import type { BindingUserView } from '../../shared/api/environments.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { type BindingUse, bindingUses } from '../../shared/check/bindings.ts';
import { readFlow } from '../../shared/document.ts';
import { versionsBehind } from '../flows/called.ts';
import type { FlowStore } from '../store/store.ts';

/** A flow that names bindings, and where. */
export interface FlowUses {
  readonly flow: string;
  readonly name: string;
  readonly draft: readonly BindingUse[];
  readonly running: readonly { readonly environment: string; readonly uses: readonly BindingUse[] }[];
}

/** Finds out which flows name which bindings. Documents are read once: versions never change, drafts have revisions. */
export class UseFinder {
  readonly #flows: FlowStore;
  readonly #known = new Map<string, readonly BindingUse[]>();

  constructor(flows: FlowStore) {
    this.#flows = flows;
  }

  /** Every flow, with its draft and what runs of it. */
  async all(): Promise<readonly FlowUses[]> {
    const runs = await this.#flows.runs();
    const flows = await this.#flows.list();
    const keys = new Set<string>();
    const found: FlowUses[] = [];
    for (const { id, name, revision } of flows) {
      const draft = await this.#of(`${id} r${revision}`, keys, async () => (await this.#flows.get(id))?.document);
      const running: FlowUses['running'][number][] = [];
      for (const { environment, version } of runs.filter(({ flow }) => flow === id)) {
        running.push({ environment, uses: await this.#running(id, version, keys) });
      }
      found.push({ flow: id, name, draft, running });
    }
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
    return found;
  }

  /** What a version names, and the versions of other flows that it calls. */
  async #running(id: string, version: number, keys: Set<string>): Promise<readonly BindingUse[]> {
    const behind = await versionsBehind(this.#flows, { [id]: version });
    const uses = behind.map((one) => this.#of(`${one.flow} v${one.version}`, keys, async () => one.document));
    return (await Promise.all(uses)).flat();
  }

  async #of(key: string, keys: Set<string>, document: () => Promise<string | undefined>) {
    keys.add(key);
    const uses = this.#known.get(key) ?? usesOf((await document()) ?? '');
    this.#known.set(key, uses);
    return uses;
  }
}

/** Bindings that a stored document names; none where it cannot be read any more. */
export function usesOf(document: string): readonly BindingUse[] {
  const read = readFlow(document);
  return read.ok ? bindingUses(read.flow, blockTypes) : [];
}

/** Who names a binding, of all flows. */
export function usersOf(name: string, root: BindingUse['root'], flows: readonly FlowUses[]): BindingUserView[] {
  const names = (uses: readonly BindingUse[]) => uses.some((use) => use.name === name && use.root === root);
  return flows.flatMap(({ flow, name: title, draft, running }): BindingUserView[] => {
    const environments = running.filter(({ uses }) => names(uses)).map(({ environment }) => environment);
    const user = { flow, name: title, draft: names(draft), environments };
    return user.draft || environments.length > 0 ? [user] : [];
  });
}
