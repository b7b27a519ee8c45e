import type { Channel } from '../block.ts';
import { blockTypes } from '../blocks/index.ts';
import { FLOW_LIMITS } from '../flow/limits.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import type { Piece } from './pieces.ts';

/** A flow that runs one block after another, laid out in the order of the document; `ids` are those of the pieces. */
export function buildFlow(
  pieces: readonly Piece[],
  { channel, name }: { readonly channel: Channel; readonly name: string },
): { readonly flow: FlowDocument; readonly ids: readonly string[] } {
  const ids = idsOf(pieces);
  const on = channel === 'voice' ? 'incoming-call' : 'incoming-message';
  const [first] = ids;
  const blocks: Record<string, FlowBlock> = {
    start: { type: 'start', props: { on }, exits: first === undefined ? {} : { next: first } },
  };
  for (const [index, { type, props }] of pieces.entries()) {
    const next = ids[index + 1];
    const goesOn =
      blockTypes
        .get(type)
        ?.exits(props)
        .some((exit) => exit.name === 'next') ?? false;
    blocks[ids[index] ?? ''] = { type, props, exits: next !== undefined && goesOn ? { next } : {} };
  }
  const flow = {
    version: 1,
    name: name.slice(0, FLOW_LIMITS.nameLength),
    settings: {},
    variables: {},
    blocks,
    layout: layoutOf(ids),
    tests: [],
  } as const;
  return { flow, ids };
}

/** `say1`, `say2`, `gather`: the type, numbered where there are several. */
function idsOf(pieces: readonly Piece[]): readonly string[] {
  const counts = new Map<string, number>();
  return pieces.map(({ type }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return pieces.filter((piece) => piece.type === type).length === 1 ? type : `${type}${count}`;
  });
}

/** One line from left to right as long as it can be read at a glance; longer documents in lines like a text. */
function layoutOf(ids: readonly string[]): Record<string, readonly [number, number]> {
  const perLine = ids.length <= ONE_LINE ? ONE_LINE : PER_LINE;
  const layout: Record<string, readonly [number, number]> = { start: [0, START_DOWN] };
  for (const [index, id] of ids.entries()) {
    const line = Math.floor(index / perLine);
    layout[id] = [FIRST_AT + (index % perLine) * ACROSS, line * DOWN];
  }
  return layout;
}

const ONE_LINE = 8;
const PER_LINE = 6;
/** Of a card to the next, in canvas pixels: a card is 240 wide and about 130 high. */
const ACROSS = 340;
const DOWN = 260;
const FIRST_AT = 240;
/** Puts the start's exit at the height of the first card's title. */
const START_DOWN = 40;
