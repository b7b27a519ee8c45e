import type { FlowDocument } from '../../flow/types.ts';
import { readTextsCsv } from './csv.ts';
import type { TextFile } from './entry.ts';
import { readTextsPo } from './po.ts';

export const TEXT_FORMATS = ['csv', 'po'] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

/** The format that a file's name says: undefined for names that end otherwise. */
export function textFormat(name: string): TextFormat | undefined {
  const end = name.toLowerCase().split('.').at(-1);
  return end === 'pot' ? 'po' : TEXT_FORMATS.find((format) => format === end);
}

/**
 * Reads a file of translations.
 *
 * @param language of a PO file; without it the file's header names it
 */
export function readTexts(format: TextFormat, text: string, flow: FlowDocument, language?: string): TextFile {
  return format === 'csv' ? readTextsCsv(text, flow) : readTextsPo(text, flow, language);
}
