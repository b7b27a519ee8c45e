import { blockTypes } from '../../shared/blocks/index.ts';
import { calledFlows } from '../../shared/check/called-flows.ts';
import { readFlow } from '../../shared/document.ts';
import type { FlowStore, FlowSummary } from '../store/store.ts';

/** Which flows have which run by their blocks. */
export interface Callers {
  /** Ids of the flows whose drafts, or versions that run anywhere, call a flow, by its id; a flow that calls itself left out. */
  all(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Drafts are read again only once they have changed. */
export function createCallers(flows: Pick<FlowStore, 'list' | 'get' | 'runs' | 'version'>): Callers {
  let known = new Map<string, readonly string[]>();

  const all = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const before = known;
    const now = new Map<string, readonly string[]>();
    const callers = new Map<string, Set<string>>();
    const note = async (caller: string, key: string, look: () => Promise<readonly string[]>): Promise<void> => {
      const called = before.get(key) ?? (await look());
      now.set(key, called);
      for (const id of called) {
        if (id !== caller) callers.set(id, (callers.get(id) ?? new Set()).add(caller));
      }
    };
    const list = await flows.list();
    for (const flow of list) await note(flow.id, draftKey(flow), () => calledByDraft(flow.id));
    for (const { flow, version } of await flows.runs())
      await note(flow, `${flow}@${version}`, async () =>
        Object.keys((await flows.version(flow, version))?.calls ?? {}),
      );
    known = now;
    const order = list.map(({ id }) => id);
    return new Map([...callers].map(([id, ids]) => [id, order.filter((caller) => ids.has(caller))]));
  };

  const calledByDraft = async (id: string): Promise<readonly string[]> => {
    const draft = readFlow((await flows.get(id))?.document ?? '');
    return draft.ok ? [...calledFlows(draft.flow, blockTypes).keys()] : [];
  };

  return { all };
}

/** An id may be given anew once its flow was deleted. */
function draftKey({ id, revision, createdAt, updatedAt }: FlowSummary): string {
  return `${id} ${revision} ${createdAt} ${updatedAt}`;
}
