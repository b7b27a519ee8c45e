import type { AnyBlock } from '../../block.ts';
import type { FlowDocument } from '../../flow/types.ts';
import { readCsv } from '../../text/csv.ts';
import { nearest, suggestion } from '../../text/nearest.ts';
import { csvRow, fromCell } from '../../text/write-csv.ts';
import { languagesOf } from '../languages-of.ts';
import { type TextEntry, type TextFile, type TextFileProblem, tooLarge, unixLines } from './entry.ts';
import { type ListedText, listTexts } from './text-list.ts';

const COLUMNS = ['key', 'block', 'field', 'original', 'state'] as const;

/**
 * All texts of a flow as CSV for spreadsheets: key, block, field, original, state, and a column for each further language. What
 * would be a formula gets an apostrophe, which `readTextsCsv` takes off again.
 */
export function writeTextsCsv(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): string {
  const languages = Object.keys(flow.languages ?? {});
  const rows = listTexts(flow, types).map((text) =>
    csvRow([
      text.key,
      text.block,
      text.field,
      text.original ?? '',
      stateWords(text),
      ...languages.map((language) => text.texts[language] ?? ''),
    ]),
  );
  // The mark tells spreadsheets that this is UTF-8.
  return `\uFEFF${csvRow([...COLUMNS, ...languages])}${rows.join('')}`;
}

function stateWords({ states }: ListedText): string {
  const open = Object.entries(states).filter(([, state]) => state !== 'translated');
  return open.length === 0 ? 'translated' : open.map(([language, state]) => `${language} ${state}`).join(', ');
}

/** Reads translations from CSV: a column `key`, and one for each language, named by its code. */
export function readTextsCsv(text: string, flow: FlowDocument): TextFile {
  const large = tooLarge(text);
  if (large) return large;
  const rows = readCsv(text);
  const head = rows.next().value;
  if (!head || head.error)
    return { entries: [], problems: [{ line: 1, message: head?.error ?? 'The file is empty.' }] };
  const { columns, problems } = readHead(head.fields.map(fromCell), flow);
  if (problems.length > 0) return { entries: [], problems: problems.map((message) => ({ line: head.line, message })) };
  const entries: TextEntry[] = [];
  const wrong: TextFileProblem[] = [];
  for (const { line, fields, error } of rows) {
    const trouble = error ?? (fields.length > columns.length ? tooMany(fields.length, columns.length) : undefined);
    if (trouble) wrong.push({ line, message: trouble });
    else entries.push(...readRow(line, fields, columns));
  }
  return { entries, problems: wrong };
}

function readRow(line: number, fields: readonly string[], columns: readonly string[]): TextEntry[] {
  const cells = new Map(columns.map((column, index) => [column, unixLines(fromCell(fields[index] ?? ''))]));
  const original = cells.get('original');
  const key = (cells.get('key') ?? '').trim();
  return columns
    .filter((column) => !isFixed(column))
    .map((language) => ({
      ...{ line, key, language, text: cells.get(language) ?? '' },
      ...(original !== undefined && { original }),
    }));
}

function tooMany(values: number, columns: number): string {
  return `This row has ${values} values for ${columns} columns. Put quotes around a text with commas in it.`;
}

/** Columns by the names the rest of the code has for them: languages by their codes. */
function readHead(head: readonly string[], flow: FlowDocument) {
  const [own = '', ...languages] = languagesOf(flow);
  const problems: string[] = [];
  const columns = head.map((cell) => {
    const name = cell.trim().toLowerCase();
    if (isFixed(name)) return name;
    const language = languages.find((code) => code.toLowerCase() === name.replaceAll('_', '-'));
    if (language === undefined) problems.push(unknownColumn(cell.trim(), own, languages));
    return language ?? cell;
  });
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (problems.length === 0 && twice !== undefined) problems.push(`There are two columns "${twice}".`);
  if (!columns.includes('key')) {
    const near = nearest('key', head);
    problems.unshift(
      `The first line must name the columns, among them "key".${near ? ` "${near}" may be meant to be it.` : ''}`,
    );
  }
  return { columns, problems };
}

function unknownColumn(name: string, own: string, languages: readonly string[]): string {
  if (name === '') return 'A column has no name.';
  if (name.toLowerCase() === own.toLowerCase()) {
    return `"${name}" is the language of the originals, which are written in the flow. Remove that column.`;
  }
  return `"${name}" is not a language of this flow.${suggestion(name, languages)} Add it in the flow's settings first, or remove that column.`;
}

function isFixed(column: string): boolean {
  return (COLUMNS as readonly string[]).includes(column);
}
