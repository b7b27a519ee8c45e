import type { FlowDocument } from '../../shared/flow/types.ts';
import type { ImportedFlow } from '../../shared/import/studio/import-many.ts';
import { flowsApi } from '../api/flows.ts';
import { imported } from '../state/index.ts';

/**
 * Makes imported flows on the server: those first that others run, because the server may give a flow another id than was planned.
 *
 * @returns the id of the first one that no other runs
 */
export async function createFlows(flows: readonly ImportedFlow[]): Promise<string> {
  const real = new Map<string, string>();
  for (const { id, result } of inOrder(flows)) {
    if (!result.ok) continue;
    const made = await flowsApi.create({ document: withIds(result.flow, real) });
    real.set(id, made.id);
    imported.keep(made.id, result.report);
  }
  const run = new Set(flows.flatMap(({ result }) => (result.ok ? flowsRunBy(result.flow) : [])));
  const good = flows.filter(({ result }) => result.ok);
  const first = good.find(({ id }) => !run.has(id)) ?? good[0];
  return real.get(first?.id ?? '') ?? '';
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
