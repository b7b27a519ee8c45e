import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Bytes kept of an answer, decoded; Studio's limit. https://www.twilio.com/docs/studio/widget-library/http-request */
export const MAX_BODY = 65_536;

/** An answer that cannot be used; a sentence. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** Reads an answer, decoded, and stops where it gets too large: what is small when packed may be huge. @throws Unusable */
export async function readBody(response: IncomingMessage, method: string, signal: AbortSignal): Promise<Buffer> {
  const decoder = method === 'HEAD' ? undefined : decoderFor(response);
  const stream = decoder ? response.pipe(decoder) : response;
  let packed = 0;
  if (decoder) response.on('data', (chunk: Buffer) => (packed += chunk.length));
  response.on('error', (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY) throw new Unusable(`The answer is larger than ${MAX_BODY / 1024} KB.`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // An answer without a body, as to a DELETE, may be called compressed all the same.
    if (isZlib(error) && packed === 0) return Buffer.alloc(0);
    if (isZlib(error)) throw new Unusable('The answer says that it is compressed, but cannot be unpacked.');
    throw error;
  } finally {
    response.destroy();
    stream.destroy();
  }
  return Buffer.concat(chunks);
}

function decoderFor(response: IncomingMessage): Transform | undefined {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return undefined;
  const make = DECODERS[encoding];
  if (make) return make();
  response.destroy();
  throw new Unusable(`The answer is compressed as “${encoding.slice(0, 40)}”, which was not asked for.`);
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** What may be asked for. */
export const ENCODINGS = 'gzip, deflate, br';

function isZlib(error: unknown): boolean {
  return /^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_PADDING)/.test(String((error as { code?: unknown }).code ?? ''));
}
