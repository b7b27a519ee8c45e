import type { AnyBlock } from '../block.ts';
import { blockName } from '../block-name.ts';
import type { AnyField } from '../fields/field.ts';
import type { FlowBlock, FlowDocument, Json, Translation } from '../flow/types.ts';
import { FALLBACK_NAMES, FALLBACK_ROW, fallbackOriginal, fallbackTranslation } from './fallback-row.ts';
import { fingerprint } from './fingerprint.ts';

/** Where a text of a flow is written: a field of a block, or, without one, of the flow itself. */
export interface RowPlace {
  readonly block: string | undefined;
  readonly field: string;
}

/** One row of a flow's prompt table: what a field of a block says, or the flow itself, in the flow's own language. */
export interface PromptRow extends RowPlace {
  /** See `rowKey`; the key of its translations. */
  readonly key: string;
  readonly original: Json;
}

/** How a row stands in one language. `outdated`: the original has changed since it was translated. */
export type RowState = 'missing' | 'outdated' | 'translated';

/** Everything that people hear or read of a flow, in the order of its blocks and their fields; what is said when a turn fails is last. */
export function promptRows(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly PromptRow[] {
  const ofBlocks = Object.entries(flow.blocks).flatMap(([block, { type, props }]) =>
    spokenFields(types.get(type)).flatMap(([field, { kind, options, when }]): PromptRow[] => {
      const value = props[field];
      if (value === undefined || value === null || (when && !when(props))) return [];
      const original = kind.spoken?.original(value, options);
      return original === undefined ? [] : [{ key: rowKey(block, field), block, field, original }];
    }),
  );
  const original = fallbackOriginal(flow, types);
  if (original === undefined) return ofBlocks;
  return [...ofBlocks, { key: FALLBACK_ROW, block: undefined, field: FALLBACK_ROW, original }];
}

/** What is said at a place in the flow's own language; undefined where that is nothing. */
export function originalOf(
  flow: FlowDocument,
  { block: id, field }: RowPlace,
  types: ReadonlyMap<string, AnyBlock>,
): Json | undefined {
  if (id === undefined) return field === FALLBACK_ROW ? fallbackOriginal(flow, types) : undefined;
  return Object.hasOwn(flow.blocks, id) ? blockOriginal(flow.blocks[id], field, types) : undefined;
}

/** What a field of a block says in the flow's own language; undefined where that is nothing. */
export function blockOriginal(
  block: FlowBlock | undefined,
  field: string,
  types: ReadonlyMap<string, AnyBlock>,
): Json | undefined {
  const value = block?.props[field];
  if (!block || value === undefined || value === null) return undefined;
  const spec = spokenFields(types.get(block.type)).find(([name]) => name === field)?.[1];
  return spec?.kind.spoken?.original(value, spec.options);
}

/** What people call the place of a row: the block's own name, else its type's title, and the field's label. */
export function rowNames(
  flow: FlowDocument,
  { block: id, field }: RowPlace,
  types: ReadonlyMap<string, AnyBlock>,
): { readonly block: string; readonly label: string } {
  if (id === undefined) return FALLBACK_NAMES;
  const block = flow.blocks[id];
  const type = types.get(block?.type ?? '');
  return { block: block ? blockName(block, types) : id, label: type?.fields[field]?.label ?? field };
}

/** `<block>.<field>`; the field alone where it is the flow's own. */
export function rowKey(block: string | undefined, field: string): string {
  return block === undefined ? field : `${block}.${field}`;
}

/** The translation of a row into one language; own properties only. */
export function translationOf(flow: FlowDocument, language: string, key: string): Translation | undefined {
  if (key === FALLBACK_ROW) return fallbackTranslation(flow, language);
  const all = flow.translations ?? {};
  const rows = Object.hasOwn(all, language) ? all[language] : undefined;
  return rows && Object.hasOwn(rows, key) ? rows[key] : undefined;
}

export function rowState({ original }: Pick<PromptRow, 'original'>, translation: Translation | undefined): RowState {
  if (translation === undefined) return 'missing';
  return translation.of === undefined || translation.of === fingerprint(original) ? 'translated' : 'outdated';
}

const known = new WeakMap<AnyBlock, readonly (readonly [string, AnyField])[]>();

/** Fields of a type that are translated. */
export function spokenFields(type: AnyBlock | undefined): readonly (readonly [string, AnyField])[] {
  if (type === undefined) return [];
  let fields = known.get(type);
  if (!fields) {
    fields = Object.entries(type.fields).filter(([, { kind, options }]) => kind.spoken?.shape(options) !== undefined);
    known.set(type, fields);
  }
  return fields;
}
