import type { Prompt } from '../fields/prompt.ts';
import type { Json } from '../flow/types.ts';

/** Texts of a row by their keys, in order: the row's key for the first, `<row>#2` … for further pieces of a prompt, `<row>#<choice>` for a choice's words. */
export type RowTexts = ReadonlyMap<string, string>;

/**
 * What a row says, as texts that people can write: a text is itself; a piece of a prompt is its words, `[play] <URL>` or
 * `[pause] <seconds>`; the words of a choice stand with commas between.
 *
 * @param key of the row
 * @param value an original or a translation of it
 */
export function rowTexts(key: string, value: Json): RowTexts {
  if (typeof value === 'string') return new Map([[key, value]]);
  if (Array.isArray(value)) {
    const pieces = value as unknown as readonly Prompt[];
    return new Map(pieces.map((piece, index) => [pieceKey(key, index), pieceText(piece)]));
  }
  const phrases = Object.entries(value as unknown as Readonly<Record<string, readonly string[]>>);
  return new Map(phrases.map(([choice, said]) => [`${key}#${choice}`, said.join(', ')]));
}

/** All texts of a value, a line each. */
export function textOf(value: Json): string {
  return [...rowTexts('', value).values()].join('\n');
}

/** The row a text belongs to. */
export function rowOfText(key: string): string {
  const hash = key.indexOf('#');
  return hash === -1 ? key : key.slice(0, hash);
}

/**
 * A translation in which these texts stand. What texts do not say – voices, repetitions, SSML – stays as it was in the
 * translation, else as in the original.
 *
 * @param began what a translation of the original begins as
 * @param former the translation so far
 * @param texts by their keys; those that are absent stay as they were
 * @returns undefined where a piece is neither in the texts nor in the former translation, and is not silence
 */
export function withTexts(key: string, began: Json, former: Json | undefined, texts: RowTexts): Json | undefined {
  if (typeof began === 'string') return texts.get(key) ?? former;
  if (Array.isArray(began)) return withPieces(key, began as unknown as Prompt[], former as unknown as Prompt[], texts);
  const phrases: Record<string, Json> = { ...(former as Record<string, Json> | undefined) };
  for (const [name, text] of texts) phrases[name.slice(key.length + 1)] = readPhrases(text);
  return phrases;
}

function withPieces(
  key: string,
  began: readonly Prompt[],
  former: readonly Prompt[] | undefined,
  texts: RowTexts,
): Json | undefined {
  // A translation may have fewer or more pieces than its original, and those without a text stay as they are.
  const numbers = [...texts.keys()].map((name) => Number(name.slice(key.length + 1) || 1));
  const count = Math.max((former ?? began).length, ...numbers);
  const pieces: Prompt[] = [];
  for (let index = 0; index < count; index++) {
    const text = texts.get(pieceKey(key, index));
    const before = former?.[index] ?? began[index];
    const kept = former?.[index] ?? (before && 'pause' in before ? before : undefined);
    const piece = text === undefined ? kept : readPiece(text, before);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return pieces as unknown as Json;
}

function pieceKey(key: string, index: number): string {
  return index === 0 ? key : `${key}#${index + 1}`;
}

/** What a piece of a prompt is written as. */
export function pieceText(piece: Prompt): string {
  if ('pause' in piece) return `[pause] ${piece.pause}`;
  if ('play' in piece) return `[play] ${piece.play}`;
  return /^\\*\[(?:play|pause)\]/.test(piece.say) ? `\\${piece.say}` : piece.say;
}

/** A piece of a prompt as it is written, with what the one in its place had besides its text. */
function readPiece(text: string, before: Prompt | undefined): Prompt {
  const [, kind, rest = ''] = /^\[(play|pause)\]\s*(.*)$/s.exec(text) ?? [];
  if (kind === 'pause') {
    const seconds = Number(rest);
    return { pause: rest.trim() !== '' && Number.isFinite(seconds) ? seconds : rest };
  }
  if (kind === 'play') return before && 'play' in before ? { ...before, play: rest } : { play: rest };
  const say = /^\\+\[(?:play|pause)\]/.test(text) ? text.slice(1) : text;
  return before && 'say' in before ? { ...before, say } : { say };
}

function readPhrases(text: string): string[] {
  return text
    .split(',')
    .map((phrase) => phrase.trim())
    .filter(Boolean);
}
