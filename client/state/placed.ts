import type { FlowDocument } from '../../shared/flow/types.ts';
import { cardSize } from './card-size.ts';

/** The flow with a place on the canvas for every block: blocks that have none are laid out, below those that have one. */
export async function placed(document: FlowDocument): Promise<FlowDocument> {
  const missing = Object.keys(document.blocks).filter((id) => document.layout[id] === undefined);
  if (missing.length === 0) return document;
  const { arrange } = await import('./arrange.ts');
  const blocks = Object.fromEntries(missing.map((id) => [id, document.blocks[id]]));
  const below = lowest(document);
  const arranged = Object.entries(arrange({ ...document, blocks } as FlowDocument));
  const layout = Object.fromEntries(arranged.map(([id, [x, y]]) => [id, [x, y + below] as const]));
  return { ...document, layout: { ...document.layout, ...layout } };
}

/** How far down the blocks reach that have a place. */
function lowest(document: FlowDocument): number {
  return Object.keys(document.blocks).reduce((least, id) => {
    const at = document.layout[id];
    return at ? Math.max(least, at[1] + cardSize(document, id).height) : least;
  }, 0);
}
