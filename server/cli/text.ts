import { lineAndColumn } from '../../shared/twiml/places.ts';

/** A file's text, or where and why it is none: UTF-8, or UTF-16 with a byte order mark. */
export function readText(bytes: Uint8Array): { readonly text: string } | { readonly problem: EncodingProblem } {
  const encoding = utf16Of(bytes) ?? 'utf-8';
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder(encoding).decode(bytes);
    const message = `The file is not ${encoding.toUpperCase()} text. Save it as UTF-8.`;
    return {
      problem: { code: 'encoding', severity: 'error', message, ...lineAndColumn(text, text.indexOf('\uFFFD')) },
    };
  }
}

export interface EncodingProblem {
  readonly code: 'encoding';
  readonly severity: 'error';
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
