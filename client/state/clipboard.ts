import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { blockType, isEntry } from './block-types.ts';
import { freeId, type Point } from './edits.ts';

const MARK = 'patchcord/blocks';

interface Clip {
  readonly kind: typeof MARK;
  readonly blocks: Readonly<Record<string, FlowBlock>>;
  readonly layout: Readonly<Record<string, Point>>;
}

/** The chosen blocks as text for the clipboard; cords among them go along, cords to others stay behind. Empty when nothing is chosen. */
export function copyBlocks(document: FlowDocument, ids: readonly string[]): string {
  const chosen = ids.filter((id) => document.blocks[id]);
  if (chosen.length === 0) return '';
  const clip: Clip = {
    kind: MARK,
    blocks: Object.fromEntries(chosen.map((id) => [id, document.blocks[id] as FlowBlock])),
    layout: Object.fromEntries(chosen.map((id) => [id, document.layout[id] ?? [0, 0]])),
  };
  return JSON.stringify(clip, null, 2);
}

/**
 * Adds blocks that `copyBlocks` wrote, in this flow or another, under fresh ids.
 * @param at where the top left corner goes; without it, a little beside the originals
 * @returns undefined if the text is not blocks of ours
 */
export function pasteBlocks(
  document: FlowDocument,
  text: string,
  at?: Point,
): { document: FlowDocument; ids: string[] } | undefined {
  const clip = readClip(text);
  if (!clip) return undefined;
  const entries = Object.entries(clip.blocks).filter(([, block]) => blockType(block.type) && !isEntry(block));
  if (entries.length === 0) return undefined;
  const fresh = new Map<string, string>();
  const taken = new Set<string>();
  for (const [id, block] of entries) {
    const next = freeId(document, block.type, taken);
    taken.add(next);
    fresh.set(id, next);
  }
  const shift = shiftOf(
    entries.map(([id]) => clip.layout[id] ?? [0, 0]),
    at,
  );
  const blocks = { ...document.blocks };
  const layout = { ...document.layout };
  for (const [id, block] of entries) {
    const next = fresh.get(id) as string;
    const [x, y] = clip.layout[id] ?? [0, 0];
    blocks[next] = { ...block, exits: innerCords(block, fresh) };
    layout[next] = [Math.round(x + shift[0]), Math.round(y + shift[1])];
  }
  return { document: { ...document, blocks, layout }, ids: [...fresh.values()] };
}

function innerCords(block: FlowBlock, fresh: ReadonlyMap<string, string>): FlowBlock['exits'] {
  return Object.fromEntries(
    Object.entries(block.exits).flatMap(([exit, to]) => (fresh.has(to) ? [[exit, fresh.get(to) as string]] : [])),
  );
}

function shiftOf(points: readonly Point[], at: Point | undefined): Point {
  if (!at) return [40, 40];
  return [at[0] - Math.min(...points.map(([x]) => x)), at[1] - Math.min(...points.map(([, y]) => y))];
}

function readClip(text: string): Clip | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.kind !== MARK || !isRecord(value.blocks) || !isRecord(value.layout)) return undefined;
    const sound = Object.values(value.blocks).every(
      (block) => isRecord(block) && typeof block.type === 'string' && isRecord(block.props) && isRecord(block.exits),
    );
    const placed = Object.values(value.layout).every((at) => Array.isArray(at) && at.every(Number.isFinite));
    return sound && placed ? (value as unknown as Clip) : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
