import { blockShapes } from './blocks/index.ts';
import { type ParsedFlow, parseFlow } from './flow/parse.ts';

/**
 * Reads a flow document with all the block types Patchcord has: JSON text, or a value parsed from it.
 *
 * @example readFlow(text).ok
 */
export function readFlow(input: unknown): ParsedFlow {
  return parseFlow(input, blockShapes);
}
