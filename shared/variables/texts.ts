import type { AnyBlock } from '../block.ts';
import type { AnyField, TemplateSpot } from '../fields/field.ts';
import type { FlowDocument, Json } from '../flow/types.ts';
import { hasTemplate } from '../template/template.ts';

/** Where in a flow a variable can be named. */
export type TextPlace =
  | { readonly in: 'block'; readonly block: string; readonly field: string; readonly path: string }
  | { readonly in: 'translation'; readonly language: string; readonly block: string; readonly field: string }
  | { readonly in: 'test'; readonly test: number; readonly step: number };

/** A text that can name variables. `written`: it is the name of a variable that is set; `tested`: the path of one that is looked at. */
export interface FlowText {
  readonly place: TextPlace;
  readonly text: string;
  readonly role: 'template' | 'written' | 'tested';
  /** The stored text is the expression alone, without the braces around it here. */
  readonly bare?: boolean;
}

/** Every text of a flow that can name variables: those of its blocks, of their translations, and of its tests. */
export function flowTexts(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly FlowText[] {
  const blocks = Object.entries(flow.blocks).flatMap(([block, { type, props }]) =>
    Object.entries(types.get(type)?.fields ?? {}).flatMap(([field, spec]) =>
      fieldTexts(block, field, spec, props[field]),
    ),
  );
  return [...blocks, ...translatedTexts(flow, types), ...testedTexts(flow)];
}

/** Texts of a value that a translation may hold as well. */
export function spotsOf({ kind }: AnyField, value: Json | undefined): readonly TemplateSpot[] {
  if (value === undefined || value === null) return [];
  return (kind.templates?.(value) ?? []).filter(({ text }: TemplateSpot) => hasTemplate(text));
}

function fieldTexts(block: string, field: string, spec: AnyField, value: Json | undefined): FlowText[] {
  if (value === undefined || value === null) return [];
  const place = { in: 'block', block, field } as const;
  const written: readonly TemplateSpot[] = spec.kind.variables?.(value) ?? [];
  return [
    ...written.map(({ text, path }): FlowText => ({ place: { ...place, path }, text, role: 'written' })),
    ...spotsOf(spec, value).map(
      ({ text, path, bare }): FlowText => ({
        place: { ...place, path },
        text,
        role: 'template',
        ...(bare && { bare }),
      }),
    ),
  ];
}

function translatedTexts(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): FlowText[] {
  return Object.entries(flow.translations ?? {}).flatMap(([language, rows]) =>
    Object.entries(rows).flatMap(([row, translation]) => {
      const [block = '', field = ''] = row.split('.');
      return translationTexts(flow, types, row, translation.value).map(
        (text): FlowText => ({ place: { in: 'translation', language, block, field }, text, role: 'template' }),
      );
    }),
  );
}

/** Texts with expressions in the translation of a row. */
export function translationTexts(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  row: string,
  translation: Json,
): readonly string[] {
  const [id = '', field = ''] = row.split('.');
  const block = Object.hasOwn(flow.blocks, id) ? flow.blocks[id] : undefined;
  const spec = types.get(block?.type ?? '')?.fields[field];
  const value = block?.props[field];
  if (!spec?.kind.spoken || value === undefined || value === null) return [];
  return spotsOf(spec, spec.kind.spoken.apply(value, translation)).map(({ text }) => text);
}

function testedTexts({ tests }: FlowDocument): FlowText[] {
  return tests.flatMap(({ steps }, test) =>
    steps.flatMap((entry, step): FlowText[] =>
      'variable' in entry ? [{ place: { in: 'test', test, step }, text: entry.variable, role: 'tested' }] : [],
    ),
  );
}
