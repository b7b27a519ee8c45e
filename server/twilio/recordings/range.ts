import { ApiFailure } from '../../routes/failure.ts';

/** One part of a file, as a player that seeks asks for it. https://www.rfc-editor.org/rfc/rfc9110#name-byte-ranges */
export interface ByteRange {
  /** The header, as it can be passed on. */
  readonly text: string;
  /** First byte; undefined where the last `end` bytes are meant. */
  readonly start: number | undefined;
  /** Last byte, included; undefined for the rest. */
  readonly end: number | undefined;
}

/** Reads a Range header. Whatever is not one range of bytes is left out of account, as the standard allows. */
export function readRange(header: string | undefined): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [text, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? undefined : Number(first);
  const end = last === '' ? undefined : Number(last);
  return start !== undefined && end !== undefined && end < start ? undefined : { text, start, end };
}

/**
 * Where a range lies in a file of this length.
 *
 * @returns the first byte and the one after the last
 * @throws ApiFailure 416 where none of it lies in the file
 */
export function cut(range: ByteRange, length: number): { start: number; end: number } {
  const start = range.start ?? Math.max(0, length - (range.end ?? 0));
  const end = range.start === undefined || range.end === undefined ? length : Math.min(length, range.end + 1);
  if (start < end) return { start, end };
  throw noSuchPart({ 'content-range': `bytes */${length}` });
}

/** @param headers that tell how long it is, where that is known */
export function noSuchPart(headers: Readonly<Record<string, string>>): ApiFailure {
  return new ApiFailure(416, 'no-such-part', 'The recording is shorter than the part asked for.', { headers });
}
