import type { AnyBlock } from '../block.ts';
import type { AnyField, TemplateSpot } from '../fields/field.ts';
import type { FlowBlock, FlowDocument, Json, Translation } from '../flow/types.ts';
import { fingerprint } from '../languages/fingerprint.ts';
import { renameInTemplate } from './rename-text.ts';
import { withTextAt } from './text-at.ts';
import { translationTexts } from './texts.ts';
import { rootOf } from './uses.ts';

type Types = ReadonlyMap<string, AnyBlock>;

/**
 * A flow in which a variable has another name, everywhere it is used: declaration, texts, conditions, what sets it, translations
 * and tests. Nothing else changes by a character, and translations stay as current as they were. `planRename` tells beforehand
 * whether that is safe.
 */
export function renameVariable(flow: FlowDocument, types: Types, from: string, to: string): FlowDocument {
  const blocks = mapped(flow.blocks, (block) => renamedBlock(block, types.get(block.type), from, to));
  const variables = Object.entries(flow.variables).map(([name, value]) => [name === from ? to : name, value] as const);
  const renamed: FlowDocument = {
    ...flow,
    blocks,
    variables: Object.fromEntries(variables),
    tests: tests(flow, from, to),
    ...(flow.studio?.variables && {
      studio: { ...flow.studio, variables: studioNames(flow.studio.variables, from, to) },
    }),
  };
  if (!flow.translations) return renamed;
  const translations = mapped(flow.translations, (rows) =>
    mapped(rows, (translation, row) => renamedTranslation(flow, renamed, types, row, translation, from, to)),
  );
  return { ...renamed, translations };
}

/** What it is called in Studio stays. */
function studioNames(names: Readonly<Record<string, string>>, from: string, to: string) {
  return Object.fromEntries(Object.entries(names).map(([name, studio]) => [name === from ? to : name, studio]));
}

function renamedBlock(block: FlowBlock, type: AnyBlock | undefined, from: string, to: string): FlowBlock {
  const props = mapped(block.props, (value, name) => renamedValue(type?.fields[name], value, from, to));
  return props === block.props ? block : { ...block, props };
}

function renamedValue(field: AnyField | undefined, value: Json, from: string, to: string): Json {
  if (!field || value === null) return value;
  let now: Json = value;
  for (const { text, path, bare } of (field.kind.templates?.(value) ?? []) as readonly TemplateSpot[]) {
    const renamed = renameInTemplate(text, from, to);
    if (renamed !== text) now = withTextAt(now, path, bare ? renamed.slice(3, -3) : renamed);
  }
  for (const { text, path } of (field.kind.variables?.(value) ?? []) as readonly TemplateSpot[]) {
    if (text === from) now = withTextAt(now, path, to);
  }
  return now;
}

/** A translation of a text that only had a variable renamed is no older for it. */
function renamedTranslation(
  flow: FlowDocument,
  renamed: FlowDocument,
  types: Types,
  row: string,
  translation: Translation,
  from: string,
  to: string,
): Translation {
  const texts = new Set(translationTexts(flow, types, row, translation.value));
  const value = renamedLeaves(translation.value, (text) => (texts.has(text) ? renameInTemplate(text, from, to) : text));
  const [before, after] = [flow, renamed].map((document) => originalOf(document, types, row));
  const current = before !== undefined && translation.of === fingerprint(before);
  const of = current && after !== undefined ? fingerprint(after) : translation.of;
  if (value === translation.value && of === translation.of) return translation;
  return { value, ...(of !== undefined && { of }) };
}

function originalOf({ blocks }: FlowDocument, types: Types, row: string): Json | undefined {
  const [id = '', field = ''] = row.split('.');
  const block = Object.hasOwn(blocks, id) ? blocks[id] : undefined;
  const spec = types.get(block?.type ?? '')?.fields[field];
  const value = block?.props[field];
  return value === undefined || value === null ? undefined : spec?.kind.spoken?.original(value, spec.options);
}

function renamedLeaves(value: Json, rename: (text: string) => string): Json {
  if (typeof value === 'string') return rename(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => renamedLeaves(item, rename));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  return mapped(value as Readonly<Record<string, Json>>, (item) => renamedLeaves(item, rename));
}

function tests({ tests: all }: FlowDocument, from: string, to: string): FlowDocument['tests'] {
  return all.map((test) => {
    if (!test.steps.some((step) => 'variable' in step && rootOf(step.variable) === from)) return test;
    const steps = test.steps.map((step) =>
      'variable' in step && rootOf(step.variable) === from
        ? { ...step, variable: step.variable.replace(from, to) }
        : step,
    );
    return { ...test, steps };
  });
}

/** The record with its values changed; itself where none is. */
function mapped<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(record).map(([key, value]) => [key, change(value, key)] as const);
  return entries.every(([key, value]) => value === record[key]) ? record : Object.fromEntries(entries);
}
