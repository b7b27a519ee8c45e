import { Graph, layout } from '@dagrejs/dagre';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { exitsOf, isEntry, summaryOf } from './block-types.ts';
import type { Point } from './edits.ts';

/** Measures of a card in canvas pixels; the canvas draws by the same numbers. */
export const CARD = { width: 240, head: 56, line: 18, row: 24, pad: 12, terminalWidth: 168, terminalHeight: 40 } as const;

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

/** Size of a block's card before it is drawn, close enough for laying out and for culling. */
export function cardSize(document: FlowDocument, id: string): { width: number; height: number } {
  const block = document.blocks[id];
  if (!block) return { width: CARD.width, height: CARD.head };
  if (isEntry(block)) return { width: CARD.terminalWidth, height: CARD.terminalHeight };
  const lines = Math.min(2, Math.ceil(summaryOf(block).length / 32));
  const rows = exitsOf(block).length;
  const exits = rows > 0 ? rows * CARD.row + CARD.pad : 0;
  return { width: CARD.width, height: CARD.head + lines * CARD.line + CARD.pad + exits };
}
