import { blockTypes, newBlock } from '../../shared/blocks/index.ts';
import { BLOCK_ID, type FlowBlock, type FlowDocument, type Json } from '../../shared/flow/types.ts';
import { fitTranslations, withoutTranslations } from '../../shared/languages/translate.ts';
import { blockName, exitsOf, isEntry } from './block-types.ts';

/** One end of a cord: the block it leaves and the exit it leaves by. */
export interface ExitRef {
  readonly block: string;
  readonly exit: string;
}

export type Point = readonly [x: number, y: number];

/**
 * The edits people make, each a pure function from document to document. What an edit does not touch keeps its identity,
 * so that cards subscribed to one block redraw only when that block changed.
 */
export const edits = {
  place,
  connect,
  disconnect,
  move,
  rename,
  setProps,
  removeBlocks,
};

function place(
  document: FlowDocument,
  type: string,
  at: Point,
  from?: ExitRef,
): { document: FlowDocument; id: string } {
  const id = freeId(document, type);
  const made = newBlock(type);
  const name = freeName(document, made);
  const block: FlowBlock = name === undefined ? made : { ...made, name };
  const added = {
    ...document,
    blocks: { ...document.blocks, [id]: block },
    layout: { ...document.layout, [id]: round(at) },
  };
  return { id, document: from ? connect(added, from, id) : added };
}

/** Plugs an exit into a block; the exit's former cord is replaced. Unknown blocks and entries change nothing. */
function connect(document: FlowDocument, { block: from, exit }: ExitRef, to: string): FlowDocument {
  const block = document.blocks[from];
  const target = document.blocks[to];
  if (!block || !target || isEntry(target) || block.exits[exit] === to) return document;
  if (!exitsOf(block).some(({ name }) => name === exit)) return document;
  return withBlock(document, from, { ...block, exits: { ...block.exits, [exit]: to } });
}

function disconnect(document: FlowDocument, { block: from, exit }: ExitRef): FlowDocument {
  const block = document.blocks[from];
  if (!block || !Object.hasOwn(block.exits, exit)) return document;
  const { [exit]: _gone, ...exits } = block.exits;
  return withBlock(document, from, { ...block, exits });
}

function move(document: FlowDocument, positions: Readonly<Record<string, Point>>): FlowDocument {
  const moved = Object.entries(positions).filter(
    ([id, at]) => document.blocks[id] && !same(document.layout[id], round(at)),
  );
  if (moved.length === 0) return document;
  return {
    ...document,
    layout: { ...document.layout, ...Object.fromEntries(moved.map(([id, at]) => [id, round(at)])) },
  };
}

function rename(document: FlowDocument, id: string, name: string): FlowDocument {
  const block = document.blocks[id];
  if (!block || (block.name ?? '') === name) return document;
  const { name: _former, ...rest } = block;
  return withBlock(document, id, name === '' ? rest : { ...rest, name });
}

/** Writes props; `undefined` removes one. Cords of exits that no longer exist are pulled in the same step. */
function setProps(document: FlowDocument, id: string, patch: Readonly<Record<string, Json | undefined>>): FlowDocument {
  const block = document.blocks[id];
  if (!block) return document;
  const entries = Object.entries({ ...block.props, ...patch }).filter(([, value]) => value !== undefined);
  const changed: FlowBlock = { ...block, props: Object.fromEntries(entries) as FlowBlock['props'] };
  return fitTranslations(withBlock(document, id, { ...changed, exits: keptExits(changed) }), id, blockTypes);
}

/** Removes blocks with the cords that led to them and their translations. */
function removeBlocks(document: FlowDocument, ids: readonly string[]): FlowDocument {
  const gone = new Set(ids.filter((id) => document.blocks[id]));
  if (gone.size === 0) return document;
  const blocks: Record<string, FlowBlock> = {};
  for (const [id, block] of Object.entries(document.blocks)) {
    if (!gone.has(id)) blocks[id] = withoutTargets(block, gone);
  }
  const layout = Object.fromEntries(Object.entries(document.layout).filter(([id]) => !gone.has(id)));
  return withoutTranslations({ ...document, blocks, layout }, gone);
}

/** An id no block has yet: `say`, `say2`, `say3` … */
export function freeId(document: FlowDocument, type: string, taken?: ReadonlySet<string>): string {
  const word = type.replace(/[^A-Za-z0-9_]/g, '_');
  const stem = BLOCK_ID.test(word) ? word : 'block';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}${count}`;
    if (!Object.hasOwn(document.blocks, id) && !taken?.has(id)) return id;
  }
}

function freeName(document: FlowDocument, block: FlowBlock): string | undefined {
  const names = new Set(Object.values(document.blocks).map(blockName));
  const title = blockName(block);
  if (!names.has(title)) return undefined;
  let count = 2;
  while (names.has(`${title} ${count}`)) count += 1;
  return `${title} ${count}`;
}

/** Cords of the exits the block still has; the same object where none went. */
function keptExits(block: FlowBlock): FlowBlock['exits'] {
  const names = new Set(exitsOf(block).map(({ name }) => name));
  const kept = Object.entries(block.exits).filter(([name]) => names.has(name));
  return kept.length === Object.keys(block.exits).length ? block.exits : Object.fromEntries(kept);
}

function withoutTargets(block: FlowBlock, gone: ReadonlySet<string>): FlowBlock {
  const kept = Object.entries(block.exits).filter(([, to]) => !gone.has(to));
  return kept.length === Object.keys(block.exits).length ? block : { ...block, exits: Object.fromEntries(kept) };
}

function withBlock(document: FlowDocument, id: string, block: FlowBlock): FlowDocument {
  return { ...document, blocks: { ...document.blocks, [id]: block } };
}

function same(a: Point | undefined, b: Point): boolean {
  return a !== undefined && a[0] === b[0] && a[1] === b[1];
}

function round([x, y]: Point): Point {
  return [Math.round(x), Math.round(y)];
}
