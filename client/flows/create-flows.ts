import type { FlowView } from '../../shared/api/flows.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import type { ImportedFlow } from '../../shared/import/studio/import-many.ts';
import { flowsApi } from '../api/flows.ts';
import { imported } from '../state/index.ts';
import { spread } from '../state/spread.ts';

/** Flows that are on the server by now, as they were sent last. */
export type MadeFlows = Map<ImportedFlow, Pick<FlowView, 'id' | 'document' | 'revision'>>;

/**
 * Makes imported flows on the server: those first that others run, because the server may give a flow another id than was planned.
 * Cards that would cover each other, because ours are larger than Studio's, are spread.
 *
 * @param made what an earlier attempt made, which is not made again; this one adds to it
 * @returns the id of the first one that no other runs
 */
export async function createFlows(flows: readonly ImportedFlow[], made: MadeFlows): Promise<string> {
  const real = new Map<string, string>();
  const ordered = inOrder(flows);
  for (const flow of ordered) {
    const { id, result } = flow;
    if (!result.ok) continue;
    const document = spread(withIds(result.flow, real));
    const view = made.get(flow) ?? { ...(await flowsApi.create({ document })), document };
    made.set(flow, view);
    real.set(id, view.id);
    imported.keep(view.id, result.report);
  }
  await closeCircles(ordered, made, real);
  const run = new Set(flows.flatMap(({ result }) => (result.ok ? flowsRunBy(result.flow) : [])));
  const good = flows.filter(({ result }) => result.ok);
  const first = good.find(({ id }) => !run.has(id)) ?? good[0];
  return real.get(first?.id ?? '') ?? '';
}

/** Flows that run themselves, or each other, were made before the ids of all they run were known. */
async function closeCircles(
  flows: readonly ImportedFlow[],
  made: MadeFlows,
  real: ReadonlyMap<string, string>,
): Promise<void> {
  for (const flow of flows) {
    const view = made.get(flow);
    if (!flow.result.ok || view === undefined) continue;
    const document = spread(withIds(flow.result.flow, real));
    if (String(flowsRunBy(document)) === String(flowsRunBy(view.document))) continue;
    const { revision } = await flowsApi.saveDraft(view.id, document, view.revision);
    made.set(flow, { ...view, document, revision });
  }
}

/** Every flow behind those that it runs; where they run each other in a circle, in the order they came. */
export function inOrder(flows: readonly ImportedFlow[]): readonly ImportedFlow[] {
  const byId = new Map(flows.map((flow) => [flow.id, flow]));
  const ordered = new Set<ImportedFlow>();
  const under = new Set<ImportedFlow>();
  const visit = (flow: ImportedFlow): void => {
    if (ordered.has(flow) || under.has(flow)) return;
    under.add(flow);
    for (const id of flow.result.ok ? flowsRunBy(flow.result.flow) : []) {
      const other = byId.get(id);
      if (other) visit(other);
    }
    under.delete(flow);
    ordered.add(flow);
  };
  for (const flow of flows) if (flow.result.ok) visit(flow);
  return [...ordered];
}

function flowsRunBy({ blocks }: FlowDocument): readonly string[] {
  return Object.values(blocks).flatMap(({ type, props }) => (type === 'subflow' ? [String(props.flow)] : []));
}

function withIds(flow: FlowDocument, real: ReadonlyMap<string, string>): FlowDocument {
  const blocks = Object.entries(flow.blocks).map(([id, block]) => {
    const other = block.type === 'subflow' ? real.get(String(block.props.flow)) : undefined;
    return [id, other === undefined ? block : { ...block, props: { ...block.props, flow: other } }] as const;
  });
  return { ...flow, blocks: Object.fromEntries(blocks) };
}
