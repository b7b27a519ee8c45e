import type { AnyBlock } from '../../block.ts';
import { FLOW_LIMITS } from '../../flow/limits.ts';
import type { FlowDocument, Json, Translation } from '../../flow/types.ts';
import { suggestion } from '../../text/nearest.ts';
import { FALLBACK_ROW } from '../fallback-row.ts';
import { fingerprint } from '../fingerprint.ts';
import { type PromptRow, promptRows, rowState, spokenFields, translationOf } from '../rows.ts';
import { rowOfText, rowTexts, withTexts } from '../texts.ts';
import { putTranslations } from '../translate.ts';
import { type TextEntry, type TextFileProblem, unixLines } from './entry.ts';

/** What a file does to one text. */
export interface TextChange {
  readonly key: string;
  readonly language: string;
  /** Absent where it was not translated. */
  readonly before?: string;
  readonly after: string;
  /** Whether it is out of date: marked so, or made from another original than the flow has now. */
  readonly outdated: boolean;
}

export interface TextsImport {
  /** With every change; what the file does not hold is as it was. */
  readonly flow: FlowDocument;
  readonly changes: readonly TextChange[];
  /** What is not taken over, and why. */
  readonly problems: readonly TextFileProblem[];
  /** Texts that are translated in the flow and empty in the file: they stay. */
  readonly kept: number;
}

type Types = ReadonlyMap<string, AnyBlock>;

/** Takes translations from a file over into a flow. Whatever is not taken over is told of. */
export function importTexts(flow: FlowDocument, entries: readonly TextEntry[], types: Types): TextsImport {
  const rows = new Map(promptRows(flow, types).map((row) => [row.key, row]));
  const { byRow, problems } = sorted(flow, rows, entries);
  const changes: TextChange[] = [];
  let kept = 0;
  const written = new Map<string, Record<string, Translation>>();
  for (const { row, language, entries: found } of byRow) {
    const result = importRow(flow, row, language, found, types);
    kept += result.kept;
    if (result.problem) problems.push(result.problem);
    if (!result.translation) continue;
    const others = written.get(language) ?? {};
    others[row.key] = result.translation;
    written.set(language, others);
    changes.push(...result.changes);
  }
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  let changed = flow;
  for (const [language, translations] of written) changed = putTranslations(changed, language, translations);
  return { flow: changed, changes, problems, kept };
}

interface RowEntries {
  readonly row: PromptRow;
  readonly language: string;
  readonly entries: TextEntry[];
}

/** Entries by row and language, and those that belong to none. */
function sorted(flow: FlowDocument, rows: ReadonlyMap<string, PromptRow>, entries: readonly TextEntry[]) {
  const byRow = new Map<string, RowEntries>();
  const problems: TextFileProblem[] = [];
  const seen = new Map<string, number>();
  const told = new Set<number>();
  let keys: readonly string[] | undefined;
  const allKeys = (): readonly string[] => {
    keys ??= [...rows.values()].flatMap((row) => [...rowTexts(row.key, row.original).keys()]);
    return keys;
  };
  for (const entry of entries) {
    const { key, language, line } = entry;
    const row = rows.get(rowOfText(key));
    if (!row || !hasText(flow, row, language, key)) {
      // One line of a CSV has an entry for each language.
      if (!told.has(line)) problems.push({ line, message: unknownKey(key, allKeys()) });
      told.add(line);
      continue;
    }
    const place = `${language} ${key}`;
    const first = seen.get(place);
    if (first !== undefined) {
      problems.push({ line, message: `"${key}" stands in line ${first} already; only that one is read.` });
      continue;
    }
    seen.set(place, line);
    const group = `${language} ${row.key}`;
    const found = byRow.get(group) ?? { row, language, entries: [] };
    byRow.set(group, found);
    found.entries.push(entry);
  }
  return { byRow: byRow.values(), problems };
}

function hasText(flow: FlowDocument, row: PromptRow, language: string, key: string): boolean {
  if (rowTexts(row.key, row.original).has(key)) return true;
  const translation = translationOf(flow, language, row.key);
  return translation !== undefined && rowTexts(row.key, translation.value).has(key);
}

function unknownKey(key: string, keys: readonly string[]): string {
  return key === '' ? 'This line has no key.' : `"${key}" is no text of this flow.${suggestion(key, keys)}`;
}

interface RowImport {
  readonly kept: number;
  readonly changes: readonly TextChange[];
  readonly translation?: Translation;
  readonly problem?: TextFileProblem;
}

function importRow(
  flow: FlowDocument,
  row: PromptRow,
  language: string,
  entries: readonly TextEntry[],
  types: Types,
): RowImport {
  const former = translationOf(flow, language, row.key);
  const present = former ? rowTexts(row.key, former.value) : new Map<string, string>();
  const filled = entries.filter(({ text }) => text.trim() !== '');
  const kept = entries.filter(({ key, text }) => text.trim() === '' && present.has(key)).length;
  const different = filled.filter(({ key, text }) => text !== present.get(key));
  const outdated = isOutdated(row, filled);
  const fits =
    former !== undefined && rowState(row, former) === 'outdated' && !outdated && filled.some(({ marks }) => marks);
  if (different.length === 0 && !fits) return { kept, changes: [] };
  const texts = new Map(filled.map(({ key, text }) => [key, text]));
  const value = withTexts(row.key, beginning(flow, row, types), former?.value, texts);
  if (value === undefined) return { kept, changes: [], problem: incomplete(row, language, filled) };
  const message = row.key === FALLBACK_ROW ? unfit(row.key, language, String(value)) : undefined;
  if (message !== undefined) return { kept, changes: [], problem: { ...lineOf(filled), message } };
  const changed = different.length > 0 ? different : filled;
  return {
    kept,
    translation: { value, of: outdated ? ofAnother(entries) : fingerprint(row.original) },
    changes: changed.map(({ key, text }) => {
      const before = present.get(key);
      return { key, language, after: text, outdated, ...(before !== undefined && { before }) };
    }),
  };
}

/** Why these words cannot be said when a turn fails; undefined where they can. */
function unfit(key: string, language: string, words: string): string | undefined {
  const sound = /^\[(play|pause)\]/.exec(words)?.[1];
  if (sound !== undefined) return `"${key}" in ${language} can only be words that are said, not [${sound}].`;
  const most = FLOW_LIMITS.fallbackLength;
  if (words.length <= most) return undefined;
  return `"${key}" in ${language} has ${words.length} characters; at most ${most} can be said. Shorten it.`;
}

function beginning(flow: FlowDocument, { block, field, original }: PromptRow, types: Types): Json {
  const type = types.get((block === undefined ? undefined : flow.blocks[block])?.type ?? '');
  const spec = spokenFields(type).find(([name]) => name === field)?.[1];
  return spec?.kind.spoken?.begin(original) ?? original;
}

/** Marked so, or made from another original than the flow has now. */
function isOutdated(row: PromptRow, entries: readonly TextEntry[]): boolean {
  const originals = rowTexts(row.key, row.original);
  return entries.some(({ key, original, fuzzy }) => {
    const now = originals.get(key);
    return fuzzy === true || (original !== undefined && now !== undefined && unixLines(original) !== unixLines(now));
  });
}

/** A fingerprint that is none of the present original. */
function ofAnother(entries: readonly TextEntry[]): string {
  return fingerprint(['another', ...entries.map(({ original = '' }) => original)]);
}

function incomplete(row: PromptRow, language: string, filled: readonly TextEntry[]): TextFileProblem {
  const total = [...rowTexts(row.key, row.original).values()].filter((text) => !text.startsWith('[pause]')).length;
  const message = `"${row.key}" has ${filled.length} of its ${total} texts in ${language}; it is taken over once all are there.`;
  return { ...lineOf(filled), message };
}

function lineOf([first]: readonly TextEntry[]): { line?: number } {
  return first ? { line: first.line } : {};
}
