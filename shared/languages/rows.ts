import type { AnyBlock } from '../block.ts';
import type { AnyField } from '../fields/field.ts';
import type { FlowDocument, Json, Translation } from '../flow/types.ts';
import { fingerprint } from './fingerprint.ts';

/** One row of a flow's prompt table: what a field of a block says, in the flow's own language. */
export interface PromptRow {
  /** `<block>.<field>`; the key of its translations. */
  readonly key: string;
  readonly block: string;
  readonly field: string;
  readonly original: Json;
}

/** How a row stands in one language. `outdated`: the original has changed since it was translated. */
export type RowState = 'missing' | 'outdated' | 'translated';

/** Everything that people hear or read of a flow, in the order of its blocks and their fields. */
export function promptRows(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly PromptRow[] {
  return Object.entries(flow.blocks).flatMap(([block, { type, props }]) =>
    spokenFields(types.get(type)).flatMap(([field, { kind, options, when }]): PromptRow[] => {
      const value = props[field];
      if (value === undefined || value === null || (when && !when(props))) return [];
      const original = kind.spoken?.original(value, options);
      return original === undefined ? [] : [{ key: rowKey(block, field), block, field, original }];
    }),
  );
}

/** What a field of a block says in the flow's own language; undefined where that is nothing. */
export function originalOf(
  { blocks }: Pick<FlowDocument, 'blocks'>,
  id: string,
  field: string,
  types: ReadonlyMap<string, AnyBlock>,
): Json | undefined {
  const block = Object.hasOwn(blocks, id) ? blocks[id] : undefined;
  const value = block?.props[field];
  if (!block || value === undefined || value === null) return undefined;
  const spec = spokenFields(types.get(block.type)).find(([name]) => name === field)?.[1];
  return spec?.kind.spoken?.original(value, spec.options);
}

export function rowKey(block: string, field: string): string {
  return `${block}.${field}`;
}

/** Translations of a flow into one language, by row; own properties only. */
export function translationOf(flow: FlowDocument, language: string, key: string): Translation | undefined {
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
