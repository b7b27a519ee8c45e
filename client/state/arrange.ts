import { Graph, layout } from '@dagrejs/dagre';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { cardSize } from './card-size.ts';
import type { Point } from './edits.ts';

/** Lays the flow out from left to right in layers, with as few crossings as dagre finds; for every block its top left corner. */
export function arrange(document: FlowDocument): Record<string, Point> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 110, marginx: 40, marginy: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of Object.keys(document.blocks)) graph.setNode(id, cardSize(document, id));
  for (const [id, block] of Object.entries(document.blocks)) {
    for (const to of Object.values(block.exits)) if (document.blocks[to]) graph.setEdge(id, to);
  }
  layout(graph);
  return Object.fromEntries(
    Object.keys(document.blocks).map((id) => {
      const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id);
      return [id, [Math.round(x - width / 2), Math.round(y - height / 2)] as const];
    }),
  );
}
