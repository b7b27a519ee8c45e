import type { Json } from '../flow/types.ts';

/** What a call holds between two turns: its variables, and what blocks learned, by block. */
export interface CallValues {
  readonly variables: Readonly<Record<string, Json>>;
  readonly results: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** One of them, as texts read it. */
interface ValueRow {
  /** `company`, `blocks.menu.Digits`. */
  readonly path: string;
  readonly type: 'Text' | 'Number' | 'Yes or no' | 'Object' | 'List' | 'Nothing';
  /** A text as it is, anything else as JSON. */
  readonly text: string;
  /** Whether it was not so before. */
  readonly changed: boolean;
}

/** Variables by name, then results in the order blocks were passed. @param before what counts as unchanged; absent, all does */
export function valueRows(now: CallValues, before?: CallValues): readonly ValueRow[] {
  const variables = Object.entries(now.variables)
    .map(([name, value]) => row(name, value, before && Object.hasOwn(before.variables, name), before?.variables[name]))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const results = Object.entries(now.results).flatMap(([block, values]) => {
    const former = before && Object.hasOwn(before.results, block) ? before.results[block] : {};
    return Object.entries(values).map(([name, value]) =>
      row(`blocks.${block}.${name}`, value, before && Object.hasOwn(former ?? {}, name), former?.[name]),
    );
  });
  return [...variables, ...results];
}

/** @param known whether it was there before; undefined where nobody asks */
function row(path: string, value: Json, known: boolean | undefined, former: Json | undefined): ValueRow {
  const text = textOf(value);
  const changed =
    known !== undefined &&
    (!known || former === undefined || textOf(former) !== text || typeof former !== typeof value);
  return { path, type: typeOf(value), text, changed };
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

function typeOf(value: Json): ValueRow['type'] {
  if (value === null) return 'Nothing';
  if (Array.isArray(value)) return 'List';
  return ({ string: 'Text', number: 'Number', boolean: 'Yes or no' } as const)[typeof value as string] ?? 'Object';
}
