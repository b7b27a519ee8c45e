import type { Prompt } from '../../../shared/fields/prompts.ts';
import type { Json } from '../../../shared/flow/types.ts';

/** What a cell of the table holds: what can be written in place, or what has an editor of its own. */
export type CellContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'piece'; readonly piece: Exclude<Prompt, { readonly pause: unknown }> }
  | { readonly kind: 'more' };

/**
 * @param original what the flow says in its own language
 * @param value what the cell holds; undefined where that is nothing yet
 */
export function contentOf(original: Json, value: Json | undefined): CellContent {
  if (typeof original === 'string') return { kind: 'text', text: value === undefined ? '' : String(value) };
  const [piece, ...others] = piecesOf(value ?? original);
  if (!piece || 'pause' in piece || others.length > 0) return { kind: 'more' };
  if (value !== undefined) return { kind: 'piece', piece };
  return { kind: 'piece', piece: 'ssml' in piece ? { say: '', ssml: true } : { say: '' } };
}

/** The value of a cell with what was written in it; undefined where that is nothing. */
export function writtenIn(content: CellContent): Json | undefined {
  if (content.kind === 'more') return undefined;
  if (content.kind === 'text') return content.text.trim() === '' ? undefined : content.text;
  const { piece } = content;
  return ('say' in piece ? piece.say : piece.play).trim() === '' ? undefined : [{ ...piece } as unknown as Json];
}

/** A value as the table shows it, piece by piece. */
export function piecesOf(value: Json): readonly Prompt[] {
  if (typeof value === 'string') return [{ say: value }];
  return Array.isArray(value) ? (value as unknown as readonly Prompt[]) : [];
}
