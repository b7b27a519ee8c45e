import type { FlowDocument } from '../../shared/flow/types.ts';
import { exitsOf, isEntry, summaryOf } from './block-types.ts';

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

/** Measures of a card in canvas pixels; the canvas draws by the same numbers. */
const CARD = { width: 240, head: 56, line: 18, row: 24, pad: 12, terminalWidth: 168, terminalHeight: 40 } as const;
