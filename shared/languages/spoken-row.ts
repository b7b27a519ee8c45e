import type { AnyBlock } from '../block.ts';
import type { FlowDocument, Json } from '../flow/types.ts';
import { FALLBACK_ROW, fallbackOriginal } from './fallback-row.ts';
import { fallbackSettings, localise } from './localise.ts';

/** A piece of a row as callers get it: words that are said, or the end of an address that plays. */
export type SpokenPiece = { readonly says: string } | { readonly plays: string };

/**
 * What must be heard of a row of a flow's texts in a language: the words between its variables, in their order. What stands
 * behind a tag (`{% if %}`) depends on the call, so nothing is expected of it.
 *
 * @param row its key, see `rowKey`
 * @returns undefined where the flow has no such row
 */
export function spokenRow(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  row: string,
  language: string | undefined,
): readonly SpokenPiece[] | undefined {
  if (row === FALLBACK_ROW) {
    const said = fallbackOriginal({ ...flow, settings: fallbackSettings(flow, language) }, types);
    return said === undefined ? undefined : [{ says: said }];
  }
  const spoken = language === undefined ? flow : localise(flow, language, types);
  const [id = '', field = ''] = row.split('.');
  const block = Object.hasOwn(spoken.blocks, id) ? spoken.blocks[id] : undefined;
  const value = block && Object.hasOwn(types.get(block.type)?.fields ?? {}, field) ? block.props[field] : undefined;
  return value === undefined || value === null ? undefined : piecesOf(value);
}

function piecesOf(value: Json): readonly SpokenPiece[] {
  if (typeof value === 'string') return words(value);
  if (!Array.isArray(value)) return [];
  return value.flatMap((piece): readonly SpokenPiece[] => {
    if (typeof piece !== 'object' || piece === null || Array.isArray(piece)) return [];
    const { say, play, ssml } = piece as Readonly<Record<string, Json>>;
    if (typeof play === 'string') return ends(play);
    return typeof say === 'string' ? words(ssml === true ? say.replace(/<[^>]*>/g, ' ') : say) : [];
  });
}

function words(text: string): readonly SpokenPiece[] {
  return literals(text).map((says) => ({ says }));
}

function ends(url: string): readonly SpokenPiece[] {
  const last = url.split(EXPRESSION).at(-1)?.trim() ?? '';
  return last === '' || url.includes('{%') ? [] : [{ plays: last }];
}

function literals(text: string): readonly string[] {
  const [sure = ''] = text.split('{%');
  return sure.split(EXPRESSION).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

const EXPRESSION = /\{\{.*?\}\}/s;
