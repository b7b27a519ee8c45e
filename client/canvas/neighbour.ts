import type { FlowDocument } from '../../shared/flow/types.ts';

/** The block an arrow key leads to: the nearest one in that direction, sideways distance counting double. */
export function neighbour(
  document: FlowDocument,
  from: string,
  [dx, dy]: readonly [number, number],
): string | undefined {
  const [x, y] = document.layout[from] ?? [0, 0];
  let best: { id: string; far: number } | undefined;
  for (const [id, [ox, oy]] of Object.entries(document.layout)) {
    const along = (ox - x) * dx + (oy - y) * dy;
    if (id === from || along <= 0 || !document.blocks[id]) continue;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    const far = along + aside * 2;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id;
}
