import type { FlowBlock, FlowDocument, Translation } from '../../shared/flow/types.ts';
import { spokenFields } from '../../shared/languages/rows.ts';
import { carriedTranslations } from '../../shared/languages/translate.ts';
import { blockType, isEntry } from './block-types.ts';
import { freeId, type Point } from './edits.ts';

const MARK = 'patchcord/blocks';

interface Clip {
  readonly kind: typeof MARK;
  readonly blocks: Readonly<Record<string, FlowBlock>>;
  readonly layout: Readonly<Record<string, Point>>;
  /** What the blocks say in further languages. */
  readonly translations?: NonNullable<FlowDocument['translations']>;
}

/**
 * The chosen blocks as text for the clipboard; translations and cords among them go along, cords to others stay behind. Empty when
 * nothing is chosen.
 */
export function copyBlocks(document: FlowDocument, ids: readonly string[]): string {
  const chosen = ids.filter((id) => document.blocks[id]);
  if (chosen.length === 0) return '';
  const clip: Clip = {
    kind: MARK,
    blocks: Object.fromEntries(chosen.map((id) => [id, document.blocks[id] as FlowBlock])),
    layout: Object.fromEntries(chosen.map((id) => [id, document.layout[id] ?? [0, 0]])),
    ...translationsOf(document, new Set(chosen)),
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
  const pasted = carriedTranslations(soundTranslations(clip), fresh, { ...document, blocks, layout });
  return { document: pasted, ids: [...fresh.values()] };
}

function translationsOf({ translations }: FlowDocument, chosen: ReadonlySet<string>): Pick<Clip, 'translations'> {
  const rows = Object.entries(translations ?? {}).flatMap(([language, all]) => {
    const own = Object.entries(all).filter(([key]) => chosen.has(key.slice(0, key.indexOf('.'))));
    return own.length === 0 ? [] : [[language, Object.fromEntries(own)] as const];
  });
  return rows.length === 0 ? {} : { translations: Object.fromEntries(rows) };
}

/** What of a clip's translations a draft can hold: anybody may have written the text on the clipboard. */
function soundTranslations({ blocks, translations }: Clip): NonNullable<FlowDocument['translations']> {
  const sound = Object.entries(isRecord(translations) ? translations : {}).map(([language, rows]) => {
    const kept = Object.entries(isRecord(rows) ? rows : {}).filter(([key, row]) => {
      const dot = key.indexOf('.');
      const [id, field] = [key.slice(0, dot), key.slice(dot + 1)];
      const block = Object.hasOwn(blocks, id) ? blocks[id] : undefined;
      const spec = block && spokenFields(blockType(block.type)).find(([name]) => name === field)?.[1];
      const shape = spec?.kind.spoken?.shape(spec.options);
      return isRecord(row) && shape?.safeParse(row.value).success === true && isMark(row.of);
    });
    return [language, Object.fromEntries(kept) as Readonly<Record<string, Translation>>] as const;
  });
  return Object.fromEntries(sound);
}

function isMark(of: unknown): boolean {
  return of === undefined || (typeof of === 'string' && of.length <= 40);
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
