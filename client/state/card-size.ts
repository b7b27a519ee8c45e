import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { exitsOf, isEntry, summaryOf } from './block-types.ts';

interface CardSize {
  readonly width: number;
  readonly height: number;
}

/** Size of a block's card before it is drawn, close enough for laying out and for culling. */
export function cardSize(document: FlowDocument, id: string): CardSize {
  const block = document.blocks[id];
  return block ? sizeOf(block) : { width: CARD.width, height: CARD.head };
}

/** The same for a block that need not be in a flow yet. */
export function sizeOf(block: FlowBlock): CardSize {
  if (isEntry(block)) return { width: CARD.terminalWidth, height: CARD.terminalHeight };
  const lines = Math.min(2, Math.ceil(summaryOf(block).length / 32));
  const rows = exitsOf(block).length;
  const exits = rows > 0 ? rows * CARD.row + CARD.pad : 0;
  return { width: CARD.width, height: CARD.head + lines * CARD.line + CARD.pad + exits };
}

/** What part of the canvas a card covers, in its pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the cards of a flow cover, in the order of its blocks. */
export function boxesOf(document: FlowDocument): readonly Box[] {
  return Object.keys(document.blocks).map((id) => {
    const [left, top] = document.layout[id] ?? [0, 0];
    const { width, height } = cardSize(document, id);
    return { left, top, right: left + width, bottom: top + height };
  });
}

/** Measures of a card in canvas pixels; the canvas draws by the same numbers. */
const CARD = { width: 240, head: 56, line: 18, row: 24, pad: 12, terminalWidth: 168, terminalHeight: 40 } as const;
