import type { AnyBlock } from '../block.ts';
import type { FlowDocument, Json, Translation } from '../flow/types.ts';
import { FALLBACK_ROW, withFallback } from './fallback-row.ts';
import { fingerprint } from './fingerprint.ts';
import { originalOf, type RowPlace, rowKey, spokenFields, translationOf } from './rows.ts';

type Types = ReadonlyMap<string, AnyBlock>;
type Translations = NonNullable<FlowDocument['translations']>;

/**
 * Writes the translation of a row, made from the original as it is now; `undefined` removes it. The same flow where it does
 * not speak the language or has no such row.
 */
export function translate(
  flow: FlowDocument,
  language: string,
  place: RowPlace,
  value: Json | undefined,
  types: Types,
): FlowDocument {
  const key = rowKey(place.block, place.field);
  if (value === undefined) return putTranslations(flow, language, { [key]: undefined });
  const original = originalOf(flow, place, types);
  if (!Object.hasOwn(flow.languages ?? {}, language) || original === undefined) return flow;
  return putTranslations(flow, language, { [key]: { value, of: fingerprint(original) } });
}

/** Says that a translation still fits the original, which has changed since. */
export function confirmTranslation(flow: FlowDocument, language: string, place: RowPlace, types: Types): FlowDocument {
  const known = translationOf(flow, language, rowKey(place.block, place.field));
  return known ? translate(flow, language, place, known.value, types) : flow;
}

/** The flow without the translations of these blocks. */
export function withoutTranslations(flow: FlowDocument, blocks: ReadonlySet<string>): FlowDocument {
  let kept = flow;
  for (const [language, rows] of Object.entries(flow.translations ?? {})) {
    const gone = Object.keys(rows).filter((key) => blocks.has(key.slice(0, key.indexOf('.'))));
    if (gone.length > 0)
      kept = putTranslations(kept, language, Object.fromEntries(gone.map((key) => [key, undefined])));
  }
  return kept;
}

/** After a block changed: its translations without what the block no longer has, such as the words of a choice that is gone. */
export function fitTranslations(flow: FlowDocument, id: string, types: Types): FlowDocument {
  const block = flow.blocks[id];
  if (!block || !flow.translations) return flow;
  let kept = flow;
  for (const [field, { kind }] of spokenFields(types.get(block.type))) {
    const value = block.props[field];
    const within = kind.spoken?.within;
    if (!within || value === undefined) continue;
    const key = rowKey(id, field);
    for (const language of Object.keys(flow.translations)) {
      const known = translationOf(flow, language, key);
      if (!known) continue;
      const fitting = within(value, known.value);
      if (fitting === known.value) continue;
      kept = putTranslations(kept, language, {
        [key]: fitting === undefined ? undefined : { ...known, value: fitting },
      });
    }
  }
  return kept;
}

/** Translations of some blocks under other ids; those of languages that `into` does not speak stay behind. */
export function carriedTranslations(
  from: Translations,
  ids: ReadonlyMap<string, string>,
  into: FlowDocument,
): FlowDocument {
  let flow = into;
  for (const [language, rows] of Object.entries(from)) {
    if (!Object.hasOwn(into.languages ?? {}, language)) continue;
    const carried = Object.entries(rows).flatMap(([key, translation]) => {
      const dot = key.indexOf('.');
      const id = ids.get(key.slice(0, dot));
      return id === undefined ? [] : [[rowKey(id, key.slice(dot + 1)), translation] as const];
    });
    if (carried.length > 0) flow = putTranslations(flow, language, Object.fromEntries(carried));
  }
  return flow;
}

/** Replaces rows of a language, wherever the document keeps them. */
export function putTranslations(
  flow: FlowDocument,
  language: string,
  rows: Readonly<Record<string, Translation | undefined>>,
): FlowDocument {
  if (!Object.hasOwn(rows, FALLBACK_ROW)) return putRows(flow, language, rows);
  const { [FALLBACK_ROW]: fallback, ...others } = rows;
  return putRows(withFallback(flow, language, fallback), language, others);
}

/** Nothing empty is left behind: a flow without translations is as it was before it had any. */
function putRows(
  flow: FlowDocument,
  language: string,
  rows: Readonly<Record<string, Translation | undefined>>,
): FlowDocument {
  const { translations = {}, ...rest } = flow;
  const changed = Object.entries({ ...translations[language], ...rows }).filter(([, one]) => one !== undefined);
  const { [language]: _former, ...others } = translations;
  const all = {
    ...others,
    ...(changed.length > 0 && { [language]: Object.fromEntries(changed) as Record<string, Translation> }),
  };
  return Object.keys(all).length > 0 ? { ...rest, translations: all } : rest;
}
